import type { Config } from '../../pipeline/config.ts';
import { SetupError } from '../../pipeline/errors.ts';
import type { Ledger } from '../../pipeline/ledger/ledger.ts';
import type { Language } from '../../pipeline/records.ts';
import { inSnapshot } from '../../pipeline/shards/export-shards.ts';
import { type BenchEntry, type Part, parts } from './bench-entry.ts';
import { type ChoicePart, choicePart } from './choice-part.ts';
import type { ClosedBook } from './closed-book.ts';
import { type OpenPart, openRecords } from './open-records.ts';
import { readHeldOut } from './read-held-out.ts';
import { type BenchFigures, writeBench } from './write-bench.ts';

export interface BenchRequest {
  folder: string;
  seed: number;
  languages: readonly Language[];
  /** Open records of each language and kind, and questions of each language. */
  sizes: { open: number; choice: number };
  /** Whose pair is taken where several models answered the same. */
  preferredModel: string;
}

/**
 * Makes a bench of the held-out documents and writes it: open records over all tasks, and questions with four options. The
 * same ledger, settings and seed give the same bytes (but for what a closed-book model says).
 */
export async function buildBench(
  ledger: Ledger,
  config: Config,
  request: BenchRequest,
  closedBook: ClosedBook | null = null,
): Promise<BenchFigures> {
  const { folder, seed, languages, sizes } = request;
  const { documents, pairs, acrossLanguages } = await inSnapshot(ledger, (transaction) =>
    readHeldOut(transaction, config, request),
  );
  if (documents.size === 0)
    throw new SetupError(
      `No pair is held out for the bench: it takes documents, pairs of them, and a share of them that is set aside (SEVENLLM_BENCH_SHARE, now ${config.benchShare}). \`sevenllm status\` tells what there is.`,
    );
  const made: (OpenPart | ChoicePart)[] = [];
  for (const language of languages) {
    for (const kind of ['understanding', 'generation'] as const)
      made.push(openRecords(pairs, documents, { language, kind, size: sizes.open, seed }));
    made.push(await choicePart(documents.values(), { language, size: sizes.choice, seed, closedBook }));
  }
  const numbered = number(made, sizes);
  return writeBench(folder, {
    ...numbered,
    figures: {
      ...{ seed, sizes, languages, documents: documents.size, acrossLanguages },
      parts: Object.fromEntries(
        numbered.parts.map(({ part, taken, reserve, quotas }) => [
          part,
          { taken: taken.length, reserve: reserve.length, quotas },
        ]),
      ),
      ...choiceFigures(made),
      closedBook: closedBook && { model: closedBook.model, asked: closedBook.asked, known: closedBook.known },
    },
    settings: { benchShare: config.benchShare, validationShare: config.validationShare },
  });
}

/** Gives ids in the published order, each part its own range, whether it is full or not. */
function number(made: readonly (OpenPart | ChoicePart)[], { open, choice }: BenchRequest['sizes']) {
  const entries: BenchEntry[] = [];
  const ordered = parts.flatMap((name) => made.find(({ part }) => part === name) ?? []);
  for (const { part, taken } of ordered)
    entries.push(...taken.map((entry, index) => ({ ...entry, id: firstIdOf(part, open, choice) + index })));
  return { entries, reserve: ordered.flatMap(({ reserve }) => reserve), parts: ordered };
}

function firstIdOf(part: Part, open: number, choice: number): number {
  const before = parts.slice(0, parts.indexOf(part));
  return 1 + before.reduce((sum, one) => sum + (one.endsWith('choice') ? choice : open), 0);
}

function choiceFigures(made: readonly (OpenPart | ChoicePart)[]): Pick<BenchFigures, 'letters' | 'guessers'> {
  const questions = made.filter((one): one is ChoicePart => 'guessers' in one);
  return {
    letters: Object.fromEntries(questions.map(({ part, letters }) => [part, letters])),
    guessers: Object.fromEntries(questions.map(({ part, guessers }) => [part, guessers])),
  };
}
