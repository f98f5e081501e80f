import type { Fact, FactType } from '../../../pipeline/teacher/rules/facts.ts';
import { randomOf } from '../random.ts';
import { answerShown } from './answer-shown.ts';
import type { DocumentGround } from './document-ground.ts';
import { type GapSentence, gapSentence } from './gap-sentence.ts';
import { askedTypes, type OtherFact, type WrongOption, wrongOptions } from './options.ts';
import { questionText } from './question-text.ts';

/** A question that could be asked: the fact, its sentence with the gap, and several draws of wrong options. */
export interface Candidate {
  key: string;
  ground: DocumentGround;
  fact: Fact;
  answer: string;
  gap: GapSentence;
  question: string;
  /** A draw of wrong options, of `draws`; null where it fails. */
  wrong(draw: number): WrongOption[] | null;
}

export const draws = 6;

/** Of one document and type: a report that lists a hundred hashes would else fill the pool. */
const mostOfType = 4;

/** Every question that the documents of one language allow, in an order that depends on the seed. */
export function candidatesOf(grounds: readonly DocumentGround[], seed: number): Candidate[] {
  const known = otherFacts(grounds);
  const found = grounds.flatMap((ground) =>
    askedTypes.flatMap((type) =>
      ground.facts
        .distinct(type)
        .flatMap((first) => candidateOf(ground, first, known.get(type) ?? [], seed) ?? [])
        .slice(0, mostOfType),
    ),
  );
  return randomOf(seed, 'questions').shuffled(found);
}

function candidateOf(
  ground: DocumentGround,
  { type, canonical }: Fact,
  known: readonly OtherFact[],
  seed: number,
): Candidate | null {
  const { id, language } = ground.document;
  for (const fact of ground.facts.of(type)) {
    if (fact.canonical !== canonical) continue;
    const answer = answerShown(fact, language);
    const gap = answer === null ? null : gapSentence(ground, fact);
    if (answer === null || gap === null) continue;
    const others = othersOf(known, ground);
    const drawn = new Map<number, WrongOption[] | null>();
    const wrong = (draw: number) => {
      if (!drawn.has(draw))
        drawn.set(draw, wrongOptions({ fact, answer, ground, others }, randomOf(seed, id, type, canonical, draw)));
      return drawn.get(draw)!;
    };
    if (wrong(0) === null) return null;
    const turn = randomOf(id, type, canonical).below(6);
    const question = questionText(fact, gap.gapped, language, turn);
    return { key: `${id} ${type} ${canonical}`, ground, fact, answer, gap, question, wrong };
  }
  return null;
}

/** Facts by type, each canonical form with the first two documents that hold it. */
function otherFacts(grounds: readonly DocumentGround[]): Map<FactType, OtherFact[]> {
  const byType = new Map<FactType, OtherFact[]>();
  const times = new Map<string, number>();
  for (const { document, facts } of grounds)
    for (const { type, value, canonical } of facts.distinct(...askedTypes)) {
      const key = `${type}\n${canonical}`;
      const count = times.get(key) ?? 0;
      times.set(key, count + 1);
      if (count >= 2) continue;
      const list = byType.get(type) ?? [];
      byType.set(type, list);
      list.push({ type, value, canonical, documentId: document.id });
    }
  return byType;
}

function othersOf(known: readonly OtherFact[], { document }: DocumentGround): OtherFact[] {
  const seen = new Set<string>();
  return known.filter(
    ({ documentId, canonical }) => documentId !== document.id && !seen.has(canonical) && seen.add(canonical),
  );
}
