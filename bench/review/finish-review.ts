import { resolve } from 'node:path';
import { SetupError } from '../../pipeline/errors.ts';
import { type BenchEntry, type Letter, letters, partOf, recordHash } from '../build/bench-entry.ts';
import { relettered } from '../build/choice/choice-records.ts';
import { scoresOf } from '../build/choice-part.ts';
import { type BenchFigures, type ReviewFigures, writeBench } from '../build/write-bench.ts';
import { checkEdit } from './check-edit.ts';
import { type Decision, readDecisions } from './decisions.ts';
import type { BenchFolder } from './read-bench-folder.ts';

export interface FinishReport {
  review: ReviewFigures;
  figures: BenchFigures;
  /** Edits that do not pass the checks: their records stay as they were. */
  refused: { id: number; why: string }[];
}

/**
 * Writes the bench as the experts decided: accepted records stay, edited ones have the edited answer, rejected ones make
 * room for one of the reserve, of the same task where there is one, under the same id.
 */
export async function finishReview(bench: BenchFolder, folder: string): Promise<FinishReport> {
  if (resolve(folder) === resolve(bench.path))
    throw new SetupError('Write the final bench into a folder of its own: the decisions are on the bench as it is.');
  const decisions = await readDecisions(bench.path);
  const isRejected = (entry: BenchEntry) => decisions.get(recordHash(entry))?.verdict === 'reject';
  const reserve = bench.reserve.filter((entry) => !isRejected(entry));
  const review: ReviewFigures = { accepted: 0, edited: 0, replaced: 0, removed: 0, unreviewed: 0, reviewers: [] };
  const reviewers = new Set<string>();
  const refused: FinishReport['refused'] = [];
  const final: BenchEntry[] = [];
  for (const entry of bench.entries) {
    const decision = decisions.get(recordHash(entry));
    if (decision) reviewers.add(decision.reviewer);
    if (!decision) {
      if (entry.review) review[entry.review.verdict === 'edit' ? 'edited' : 'accepted']++;
      else review.unreviewed++;
      final.push(entry);
    } else if (decision.verdict === 'accept') {
      review.accepted++;
      final.push(reviewed(entry, decision));
    } else if (decision.verdict === 'edit') {
      const checked = checkEdit(entry, decision.edited);
      if ('refused' in checked) {
        refused.push({ id: entry.id, why: checked.refused });
        review.unreviewed++;
        final.push(entry);
      } else {
        review.edited++;
        final.push(reviewed({ ...entry, output: checked.output }, decision));
      }
    } else {
      const other = takeLike(entry, reserve);
      review[other ? 'replaced' : 'removed']++;
      if (other) final.push(other);
    }
  }
  for (const { review: earlier } of final) if (earlier) reviewers.add(earlier.reviewer);
  review.reviewers = [...reviewers].sort();
  const figures = { ...recounted(bench.figures, final, reserve), review };
  await writeBench(folder, { entries: final, reserve, figures, settings: bench.settings });
  return { review, figures, refused };
}

const reviewed = (entry: BenchEntry, { verdict, reviewer, at, comment }: Decision): BenchEntry => ({
  ...entry,
  review: { verdict: verdict === 'edit' ? 'edit' : 'accept', reviewer, at, comment },
});

/** Takes the first record out of the reserve that is of the same part, rather of the same task and kind of fact. */
function takeLike(entry: BenchEntry, reserve: BenchEntry[]): BenchEntry | null {
  const ofPart = reserve.filter((one) => one.task === entry.task);
  const alike = ofPart.find((one) => one.taskSlug === entry.taskSlug && one.fact?.type === entry.fact?.type);
  const other = alike ?? ofPart.find((one) => one.taskSlug === entry.taskSlug) ?? ofPart[0];
  if (!other) return null;
  reserve.splice(reserve.indexOf(other), 1);
  const numbered = { ...other, id: entry.id };
  return partOf(entry).endsWith('choice') ? relettered(numbered, entry.output as Letter) : numbered;
}

function recounted(figures: BenchFigures, final: readonly BenchEntry[], reserve: readonly BenchEntry[]): BenchFigures {
  const of = (part: string, entries: readonly BenchEntry[]) => entries.filter((entry) => partOf(entry) === part);
  const perPart = <T>(record: Record<string, T>, make: (part: string, old: T) => T) =>
    Object.fromEntries(Object.entries(record).map(([part, old]) => [part, make(part, old)]));
  return {
    ...figures,
    parts: perPart(figures.parts, (part, { quotas }) => ({
      ...{ taken: of(part, final).length, reserve: of(part, reserve).length },
      quotas: quotas.map((quota) => ({
        ...quota,
        taken: of(part, final).filter((entry) => (entry.fact?.type ?? entry.taskSlug) === quota.name).length,
      })),
    })),
    letters: perPart(figures.letters, (part) =>
      Object.fromEntries(
        letters.map((letter) => [letter, of(part, final).filter(({ output }) => output === letter).length]),
      ),
    ),
    guessers: perPart(figures.guessers, (part) => scoresOf(of(part, final))),
  };
}
