import { sql } from 'kysely';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { documentOf, readDocuments } from '../../ledger/read-document.ts';
import type { Document, Language } from '../../records.ts';
import { drop, keep, type Outcome, type Stage } from '../stage.ts';
import { agreement, signatureFromBytes, signatureOfText } from './minhash.ts';
import { jaccard, normaliseText, shinglesOf } from './shingles.ts';

/** Two documents of one language whose 5-gram sets share this much are near-duplicates. */
export const nearDuplicateAt = 0.8;

/**
 * Keeps the best of every set of near-duplicates. A document is compared with all that share an LSH band with it; it is
 * dropped where one of them is better, and takes the place of those that are worse. Both members of a pair are in the
 * index before either is compared, so whichever comes last sees the other: what is kept does not depend on the order.
 */
export function dedupeStage(db: LedgerDatabase): Stage<'dedupe', Document> {
  return {
    name: 'dedupe',
    async load(ids) {
      return [...(await readDocuments(db, ids))].map(([recordId, input]) => ({ recordId, input }));
    },
    async run(document): Promise<Outcome<'dedupe'>> {
      const worse: string[] = [];
      let better: { same: boolean; why: string } | undefined;
      let first: string | undefined;
      for await (const candidate of candidatesOf(db, document)) {
        const same = candidate.textHash === document.textHash;
        const similarity = same ? 1 : similarityOf(document, candidate);
        if (similarity < nearDuplicateAt) continue;
        if (rank(candidate) > rank(document)) {
          worse.push(candidate.id);
          continue;
        }
        if (!first || candidate.id < first) first = candidate.id;
        if (better && (better.same || !same)) continue;
        const how = same ? 'The same text as' : `${Math.round(similarity * 100)}% the same as`;
        better = { same, why: `${how} ${candidate.id} (${candidate.url}).` };
      }
      // One that is dropped still rules out those that are worse than it, whichever is compared first.
      if (better)
        return drop(better.same ? 'duplicate' : 'near-duplicate', better.why, {
          supersedes: worse,
          losesTo: first!,
        });
      return keep({ supersedes: worse });
    },
  };
}

/** Signatures that agree less than this are of texts that are no near-duplicates: seven standard deviations below. */
const leastAgreement = 0.55;
/** Documents that are read at a time. */
const atOnce = 200;

/** The documents of the language that share a band with this one and have a signature like its own, by id. */
async function* candidatesOf(db: LedgerDatabase, document: Document): AsyncGenerator<Document> {
  const met = await db
    .selectFrom('document')
    .select(['id', 'signature'])
    .where('id', '!=', document.id)
    .where('language', '=', document.language)
    .where(
      sql<boolean>`id in (
        select other.document_id from document_band mine
        join document_band other on other.band = mine.band and other.hash = mine.hash
        where mine.document_id = ${document.id})`,
    )
    .orderBy('id')
    .execute();
  if (met.length === 0) return;
  const own = signatureOfText(wholeText(document), document.language);
  const alike = met.filter(({ signature }) => agreement(own, signatureFromBytes(signature)) >= leastAgreement);
  for (let start = 0; start < alike.length; start += atOnce) {
    const ids = alike.slice(start, start + atOnce).map(({ id }) => id);
    const rows = await db.selectFrom('document').selectAll().where('id', 'in', ids).orderBy('id').execute();
    for (const row of rows) yield documentOf(row);
  }
}

const wholeText = (document: Document) => normaliseText(document.blocks.map((block) => block.text).join('\n'));

function similarityOf(a: Document, b: Document): number {
  const shingles = (document: Document, language: Language) => shinglesOf(wholeText(document), language);
  return jaccard(shingles(a, a.language), shingles(b, a.language));
}

/**
 * Sorts the best first: the original before a copy that names another URL as canonical, then the earlier, then the
 * longer, then by id, so that the order is total.
 */
function rank(document: Document): string {
  const copy = document.canonicalUrl !== null && document.canonicalUrl !== document.url;
  const published = timeOf(document.publishedAt);
  const time = Number.isNaN(published) ? Number.MAX_SAFE_INTEGER : published;
  const length = document.blocks.reduce((sum, block) => sum + block.text.length, 0);
  const sortable = (value: number) => String(value).padStart(16, '0');
  return `${copy ? 1 : 0} ${sortable(Math.max(0, time))} ${sortable(Number.MAX_SAFE_INTEGER - length)} ${document.id}`;
}

/** A time without an offset counts as UTC: what is kept must not depend on where this runs. */
function timeOf(date: string | null): number {
  if (date === null) return Number.NaN;
  const isLocal = date.includes('T') && !/(Z|[+-]\d{2}:?\d{2})$/.test(date);
  return Date.parse(isLocal ? `${date}Z` : date);
}
