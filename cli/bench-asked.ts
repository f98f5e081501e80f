import { basename } from 'node:path';
import type { Command } from 'commander';
import { writeAside } from '../bench/run/write-aside.ts';
import { type AskedRequest, type AskedScores, askedScores } from '../bench/score/judge-and-semantic.ts';
import { callConfigOf, withCallOptions } from './bench-options.ts';
import { interruptSignal, loggerOf } from './options.ts';
import { showLines } from './progress.ts';
import { exitCodes } from './report-error.ts';
import { table } from './tables.ts';

export interface AskedOptions extends Pick<AskedRequest, 'judge' | 'pairwise' | 'embeddings' | 'embeddingsFolder'> {
  verdicts?: string;
}

/** Options of scores that take another model. */
export function withAskedOptions(command: Command): Command {
  return withCallOptions(
    command
      .option('--judge <model>', 'model that grades each open answer from 1 to 5, by a rubric')
      .option('--pairwise', 'let the judge compare each file with the first as well, both ways round')
      .option('--verdicts <file>', "write the judge's grades and reasons, JSON lines (of the first answers file)")
      .option('--embeddings <model>', 'model at the endpoint for the likeness of meaning')
      .option('--embeddings-folder <folder>', 'the same by an ONNX model in a folder'),
  );
}

/** The scores that were asked for, by answers file, or null where none were. Sets the exit code where it was interrupted. */
export async function scoresAsked({
  bench,
  answers,
  seed,
  verdicts,
  ...options
}: AskedOptions & { bench: string; answers: string[]; seed: number }): Promise<Map<string, AskedScores> | null> {
  const { judge, pairwise, embeddings, embeddingsFolder } = options;
  if (!judge && !pairwise && !embeddings && !embeddingsFolder) return null;
  const config = callConfigOf(options as Record<string, unknown>);
  const signal = interruptSignal();
  let far = 'Starting';
  const progress = showLines(async () => far);
  const files = [...new Set(answers)];
  try {
    const found = await askedScores(
      { benchFile: bench, files, seed, judge, pairwise, embeddings, embeddingsFolder },
      {
        ...{ config, log: loggerOf(config), signal },
        onProgress: (now) => {
          far = now;
        },
      },
    );
    const lines = found.get(files[0]!)?.judge?.verdicts ?? [];
    if (verdicts) await writeAside(verdicts, lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
    return found;
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error('Interrupted: what was answered is stored; the same command goes on with the rest.');
    process.exitCode = exitCodes.interrupted;
    return null;
  } finally {
    progress.stop();
  }
}

/** These scores as a person reads them. */
export function askedTables(found: ReadonlyMap<string, AskedScores>): string {
  const rows = [...found].flatMap(([file, { semantic, judge }]) =>
    [['semantic', semantic] as const, ['judge', judge] as const].flatMap(([name, scores]) =>
      (scores?.groups ?? []).map(({ kind, language, score: { mean, low, high, records } }) => [
        ...[basename(file), kind, language, `${name} (${scores!.by})`, records],
        ...(mean === null ? ['-', '-'] : [mean.toFixed(4), `${low!.toFixed(4)} to ${high!.toFixed(4)}`]),
      ]),
    ),
  );
  const compared = [...found].flatMap(([file, { pairwise }]) => (pairwise ? [{ file, ...pairwise }] : []));
  const unjudged = [...found].flatMap(([file, { judge }]) =>
    judge && judge.unjudged > 0 ? [`${basename(file)}: ${judge.unjudged} answers could not be judged.\n`] : [],
  );
  return [
    table(['answers', 'kind', 'language', 'score', 'records', 'mean', '95% interval'], rows),
    ...(compared.length > 0
      ? [
          table(
            ['answers', 'against', 'win', 'tie', 'loss', 'unjudged', 'by place', 'p'],
            compared.map((one) => [
              ...[basename(one.file), one.against, one.win, one.tie, one.loss, one.unjudged, one.inconsistent],
              one.p === null ? '-' : one.p.toFixed(4),
            ]),
          ),
        ]
      : []),
    ...unjudged,
  ].join('\n');
}
