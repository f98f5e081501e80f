import type { Document, Language } from '../../pipeline/records.ts';
import { type BenchEntry, type Letter, letters, type Part } from './bench-entry.ts';
import { type Candidate, candidatesOf } from './choice/candidates.ts';
import { choiceRecords, recordOf } from './choice/choice-records.ts';
import { type Chosen, chooseQuestions } from './choice/choose-questions.ts';
import { DocumentGround } from './choice/document-ground.ts';
import { guesserScores } from './choice/guessers.ts';
import type { ClosedBook } from './closed-book.ts';
import type { Quota } from './quotas.ts';

export interface ChoicePart {
  part: Part;
  taken: BenchEntry[];
  reserve: BenchEntry[];
  quotas: Quota[];
  /** Share of the questions that each guesser gets right. */
  guessers: Record<string, number | null>;
  /** How often each letter is right. */
  letters: Record<string, number>;
  /** Questions that were left out because a model knew the answer without the text. */
  known: number;
}

export interface ChoiceRequest {
  language: Language;
  size: number;
  seed: number;
  closedBook: ClosedBook | null;
}

/** The multiple-choice questions of one language, with what tells whether they can be guessed. */
export async function choicePart(
  documents: Iterable<Document>,
  { language, size, seed, closedBook }: ChoiceRequest,
): Promise<ChoicePart> {
  const grounds = [...documents].filter((one) => one.language === language).map((one) => new DocumentGround(one));
  const candidates = candidatesOf(grounds, seed);
  const known = new Set<Candidate>();
  const verdicts = new Map<string, Promise<boolean>>();
  const knows = (one: Chosen): Promise<boolean> => {
    const key = `${one.candidate.key} ${one.draw}`;
    if (!verdicts.has(key)) verdicts.set(key, closedBook!.knows(one));
    return verdicts.get(key)!;
  };
  for (;;) {
    const left = candidates.filter((one) => !known.has(one));
    const { chosen, spare, quotas } = chooseQuestions(left, size, seed);
    const before = known.size;
    if (closedBook)
      for (const { one, isKnown } of await Promise.all(chosen.map(async (one) => ({ one, isKnown: await knows(one) }))))
        if (isKnown) known.add(one.candidate);
    // Others take their places, and may be known as well.
    if (known.size > before) continue;
    const taken = choiceRecords(chosen, seed);
    return {
      ...{ part: `${language}-choice`, taken, quotas, known: known.size },
      reserve: reserveOf(spare, chosen.length, seed),
      guessers: scoresOf(taken),
      letters: Object.fromEntries(letters.map((one) => [one, taken.filter(({ output }) => output === one).length])),
    };
  }
}

/** Questions beyond those chosen, as many again; a review's replacement gets the letter of what it replaces. */
function reserveOf(spare: readonly Candidate[], chosen: number, seed: number): BenchEntry[] {
  return spare
    .slice(0, Math.max(20, 2 * chosen))
    .map((candidate, index) =>
      recordOf({ candidate, draw: 0, wrong: candidate.wrong(0)! }, letters[index % letters.length]!, seed),
    );
}

/** Of records as they stand, their letters included. */
export function scoresOf(entries: readonly BenchEntry[]): Record<string, number | null> {
  return guesserScores(
    entries.flatMap(({ instruction, output }) => {
      if (typeof instruction === 'string') return [];
      const { question, choice } = instruction;
      return [
        {
          question,
          options: letters.map((letter) => choice[letter]),
          right: letters.indexOf(output as Letter),
        },
      ];
    }),
  );
}
