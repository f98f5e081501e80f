import type { CurationReason } from '../reasons.ts';
import type { Claims } from './claims.ts';
import type { Standing } from './read-candidates.ts';

export interface WeighedPair extends Standing {
  claims: number[];
}

export interface Caps {
  /** Most pairs of one document, and of one source; null where there is no limit. */
  documentCap: number | null;
  sourceCap: number | null;
}

export interface LeftOut {
  pair: WeighedPair;
  reason: CurationReason;
  /** The pair that stays instead. */
  of: string | null;
  detail: string;
}

/**
 * Which pairs of a language are left out: the best first, each stays unless one that stays has claimed the same, or its
 * document or source has as many as it may. So whatever a pair is left out for is there, and the order of work is no matter.
 */
export function choosePairs(pairs: WeighedPair[], claims: Claims, { documentCap, sourceCap }: Caps): LeftOut[] {
  const left: LeftOut[] = [];
  const taken = new Map<number, { by: string; score: number }>();
  const ofDocument = new Map<string, number>();
  const ofSource = new Map<string, number>();
  const isFull = (counts: Map<string, number>, key: string, cap: number | null) =>
    cap !== null && (counts.get(key) ?? 0) >= cap;
  for (const pair of pairs.sort(bestFirst)) {
    const claim = pair.claims.find((one) => taken.has(one));
    if (claim !== undefined) {
      const { by, score } = taken.get(claim)!;
      const reason = claims.reasonOf(claim);
      left.push({ pair, reason, of: by, detail: `${said[reason]} ${by}: ROUGE-L ${score.toFixed(2)}.` });
    } else if (isFull(ofDocument, pair.documentId, documentCap)) {
      const detail = `${pair.documentId} has ${documentCap} better ones.`;
      left.push({ pair, reason: 'document-cap', of: null, detail });
    } else if (isFull(ofSource, pair.source, sourceCap)) {
      left.push({ pair, reason: 'source-cap', of: null, detail: `${pair.source} has ${sourceCap} better ones.` });
    } else {
      ofDocument.set(pair.documentId, (ofDocument.get(pair.documentId) ?? 0) + 1);
      ofSource.set(pair.source, (ofSource.get(pair.source) ?? 0) + 1);
      for (const own of pair.claims) {
        taken.set(own, { by: pair.id, score: 1 });
        for (const { claim: near, score } of claims.near(own))
          if (!taken.has(near)) taken.set(near, { by: pair.id, score });
      }
    }
  }
  return left;
}

const said = {
  'near-duplicate-instruction': 'It asks the same of nearly the same text as',
  'duplicate-answer': 'It answers the same as',
  'same-evidence': 'It says of the same blocks what is said by',
} as const;

/** By score and fit; then by ids, which are hashes, the same for both languages of a task. */
function bestFirst(a: Standing, b: Standing): number {
  return (
    (b.score ?? 0) - (a.score ?? 0) ||
    (b.fit ?? 0) - (a.fit ?? 0) ||
    (a.group < b.group ? -1 : a.group > b.group ? 1 : a.id < b.id ? -1 : 1)
  );
}
