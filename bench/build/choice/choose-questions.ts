import { type Quota, waterFill } from '../quotas.ts';
import { type Random, randomOf } from '../random.ts';
import { type Candidate, draws } from './candidates.ts';
import type { DocumentGround } from './document-ground.ts';
import { byCommonness, commonnessOf, creditOf, type Guessed, steady } from './guessers.ts';
import { folded } from './names.ts';
import type { WrongOption } from './options.ts';

/** A question that was chosen, with one draw of wrong options. */
export interface Chosen {
  candidate: Candidate;
  draw: number;
  wrong: WrongOption[];
}

const chance = 0.25;
/** How far from chance a guesser may be before questions are changed for its sake. */
const tolerance = 0.03;
const mostSteps = 4000;

/**
 * Chooses so many questions, spread evenly over the types of fact, the documents and the answers, and then changes single
 * questions and wrong options until no guesser does much better than chance, or worse, over all of them.
 */
export function chooseQuestions(
  candidates: readonly Candidate[],
  size: number,
  seed: number,
): { chosen: Chosen[]; spare: Candidate[]; quotas: Quota[] } {
  const pool = withoutClashes(candidates);
  const byType = groupedByType(pool);
  const types = [...byType.keys()].sort();
  const quotas = waterFill(size, new Map(types.map((type) => [type, byType.get(type)!.length])));
  const chosen: Chosen[] = [];
  const uses = new Map<string, number>();
  for (const { name, taken } of quotas.toSorted((a, b) => a.possible - b.possible)) {
    const left = new Set(byType.get(name)!);
    for (let count = 0; count < taken; count++) {
      const next = [...left].reduce((best, one) => (usesOf(one, uses) < usesOf(best, uses) ? one : best));
      left.delete(next);
      for (const key of keysOf(next)) uses.set(key, (uses.get(key) ?? 0) + 1);
      chosen.push({ candidate: next, draw: 0, wrong: next.wrong(0)! });
    }
  }
  const settled = settle(chosen, byType, randomOf(seed, 'settle'));
  const inUse = new Set(settled.map(({ candidate }) => candidate));
  return { chosen: settled, spare: pool.filter((one) => !inUse.has(one)), quotas };
}

function groupedByType(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const byType = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const list = byType.get(candidate.fact.type) ?? [];
    byType.set(candidate.fact.type, list);
    list.push(candidate);
  }
  return byType;
}

/** Leaves out questions that give away another one's answer; of two, that of the commoner type goes. */
function withoutClashes(candidates: readonly Candidate[]): Candidate[] {
  const kept = new Map<DocumentGround, Candidate[]>();
  const rarestFirst = [...groupedByType(candidates).values()].sort((a, b) => a.length - b.length).flat();
  for (const one of rarestFirst) {
    const near = kept.get(one.ground) ?? [];
    if (near.some((other) => tells(one, other) || tells(other, one))) continue;
    kept.set(one.ground, [...near, one]);
  }
  const all = new Set([...kept.values()].flat());
  return candidates.filter((one) => all.has(one));
}

const tells = (one: Candidate, other: Candidate): boolean =>
  one.gap.sentence === other.gap.sentence || folded(one.gap.gapped).includes(folded(other.answer));

const keysOf = ({ ground, fact }: Candidate): string[] => [ground.document.id, `${fact.type} ${fact.canonical}`];
const usesOf = (candidate: Candidate, uses: ReadonlyMap<string, number>): number =>
  keysOf(candidate).reduce((total, key) => total + (uses.get(key) ?? 0), 0);

/** The question as a guesser sees it; the answer stands first, which none of those looks at that are asked here. */
export const guessedOf = ({ candidate, wrong }: Chosen): Guessed => ({
  question: candidate.question,
  options: [candidate.answer, ...wrong.map(({ text }) => text)],
  right: 0,
});

function settle(first: readonly Chosen[], byType: ReadonlyMap<string, Candidate[]>, random: Random): Chosen[] {
  const chosen = [...first];
  if (chosen.length === 0) return chosen;
  const credits = chosen.map(creditsOf);
  let penalty = penaltyOf(chosen, credits);
  const inUse = new Set(chosen.map(({ candidate }) => candidate));
  for (let step = 0; step < mostSteps && penalty > 0; step++) {
    const at = random.below(chosen.length);
    const old = chosen[at]!;
    const next = changed(old, byType.get(old.candidate.fact.type)!, inUse, chosen, random);
    if (!next) continue;
    const [was, before] = [credits[at]!, penalty];
    chosen[at] = next;
    credits[at] = creditsOf(next);
    penalty = penaltyOf(chosen, credits);
    if (penalty < before) {
      inUse.delete(old.candidate);
      inUse.add(next.candidate);
      continue;
    }
    chosen[at] = old;
    credits[at] = was;
    penalty = before;
  }
  return chosen;
}

/** The same question with other wrong options, or another question of its type that is not more of the same. */
function changed(
  { candidate }: Chosen,
  alike: readonly Candidate[],
  inUse: ReadonlySet<Candidate>,
  chosen: readonly Chosen[],
  random: Random,
): Chosen | null {
  const isDraw = random.below(2) === 0;
  const next = isDraw ? candidate : random.pick(alike);
  if (!isDraw && inUse.has(next)) return null;
  if (!isDraw) {
    const others = chosen.filter((one) => one.candidate !== candidate).map((one) => one.candidate);
    const count = (wanted: Candidate) =>
      others.filter((one) => keysOf(one).some((key) => keysOf(wanted).includes(key))).length;
    if (count(next) > count(candidate)) return null;
  }
  const draw = random.below(draws);
  const wrong = next.wrong(draw);
  return wrong && { candidate: next, draw, wrong };
}

const creditsOf = (one: Chosen): number[] => steady.map((name) => creditOf(name, guessedOf(one), new Map()));

/** By how much the guessers are off chance beyond what is tolerated, squared and summed. */
function penaltyOf(chosen: readonly Chosen[], credits: readonly number[][]): number {
  const guessed = chosen.map(guessedOf);
  const commonness = commonnessOf(guessed);
  const shares = [
    ...steady.map((_, index) => credits.reduce((sum, one) => sum + one[index]!, 0)),
    ...byCommonness.map((name) => guessed.reduce((sum, one) => sum + creditOf(name, one, commonness), 0)),
  ].map((sum) => sum / chosen.length);
  return shares.reduce((sum, share) => sum + Math.max(0, Math.abs(share - chance) - tolerance) ** 2, 0);
}
