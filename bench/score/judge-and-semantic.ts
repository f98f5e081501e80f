import { basename } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../../pipeline/config.ts';
import { SetupError } from '../../pipeline/errors.ts';
import { Endpoint } from '../../pipeline/teacher/openai/endpoint.ts';
import { type BenchCalls, withCalls } from '../run/with-calls.ts';
import { type Estimate, estimate } from './intervals.ts';
import { type BenchVerdict, type JudgeParts, judgeAnswers } from './judge-answers.ts';
import { comparePairwise, type PairwiseReport, pairwiseReport } from './pairwise.ts';
import { readAnswers } from './read-answers.ts';
import { type BenchKind, type BenchRecord, readBench } from './read-bench.ts';
import { type Embed, semanticScores } from './semantic.ts';

/** A mean of each kind and language that has records, by a model that was asked. */
export interface ModelScores {
  by: string;
  groups: { kind: BenchKind; language: BenchRecord['language']; score: Estimate }[];
}

/** Scores of one answers file that take another model; none of them has a name of the authors'. */
export interface AskedScores {
  semantic?: ModelScores;
  judge?: ModelScores & { unjudged: number; verdicts: BenchVerdict[] };
  /** Wins are this file's over the first one. */
  pairwise?: PairwiseReport & { by: string; against: string };
}

export interface AskedRequest {
  benchFile: string;
  files: readonly string[];
  seed: number;
  judge?: string | undefined;
  pairwise?: boolean | undefined;
  /** A model of embeddings at the endpoint, or a folder with one. */
  embeddings?: string | undefined;
  embeddingsFolder?: string | undefined;
}

/** Asks for what was wanted, file after file; every answer is stored, so that asking again goes on where it stopped. Throws what stopped it. */
export async function askedScores(
  { benchFile, files, seed, judge, pairwise, embeddings, embeddingsFolder }: AskedRequest,
  {
    config,
    log,
    signal,
    onProgress,
  }: { config: Config; log: Logger; signal: AbortSignal; onProgress: (far: string) => void },
): Promise<Map<string, AskedScores>> {
  if (pairwise && !judge) throw new SetupError('--pairwise needs a judge: name a model with --judge.');
  if (pairwise && files.length < 2)
    throw new SetupError('--pairwise compares with the first answers file: give two or more.');
  const bench = await readBench(benchFile);
  const answers = await Promise.all(files.map((file) => readAnswers(file, bench)));
  const found = new Map<string, AskedScores>(files.map((file) => [file, {}]));
  const grouped = (by: string, values: Float64Array): ModelScores => ({ by, groups: groupsOf(bench, values, seed) });

  const semantics = async (by: string, embed: Embed) => {
    for (const one of answers) {
      onProgress(`vectors of ${basename(one.file)}`);
      found.get(one.file)!.semantic = grouped(by, await semanticScores(bench, one, embed));
    }
  };
  const judged = async (calls: BenchCalls, model: string) => {
    const own = { ...config, model, temperature: 0 };
    const parts: JudgeParts = {
      ...{ config: own, completions: calls.completionsFor(own), abort: calls.abort, atOnce: 2 * own.callConcurrency },
      endpoint: new Endpoint(own, calls.abort.signal, calls.shared),
      maxAttempts: own.maxAttempts,
    };
    for (const [at, one] of answers.entries()) {
      const name = basename(one.file);
      const told = (what: string) => ({
        ...parts,
        onJudged: (count: number) => onProgress(`${what} ${name}: ${count}`),
      });
      const { verdicts, stopped } = await judgeAnswers(bench, one, told('judged of'));
      if (stopped !== undefined) throw stopped;
      const scores = new Map(verdicts.map(({ id, score }) => [id, score ?? Number.NaN]));
      const values = Float64Array.from(bench, ({ id }) => scores.get(id) ?? Number.NaN);
      const unjudged = verdicts.filter(({ score }) => score === null).length;
      found.get(one.file)!.judge = { ...grouped(model, values), unjudged, verdicts };
      if (!pairwise || at === 0) continue;
      const compared = await comparePairwise(bench, [one, answers[0]!], told('compared of'));
      if (compared.stopped !== undefined) throw compared.stopped;
      const against = basename(answers[0]!.file);
      found.get(one.file)!.pairwise = { by: model, against, ...pairwiseReport(compared.comparisons) };
    }
  };
  if (embeddingsFolder) {
    const { folderEmbedder } = await import('./semantic-folder.ts');
    await semantics(basename(embeddingsFolder), await folderEmbedder(embeddingsFolder));
  }
  if (judge || embeddings)
    await withCalls({ config, command: 'bench score', log, signal }, async (calls) => {
      if (embeddings && !embeddingsFolder) {
        const { endpointEmbedder } = await import('./semantic-endpoint.ts');
        const own = { ...config, model: embeddings };
        const completions = calls.completionsFor(own);
        await semantics(embeddings, endpointEmbedder(own, { completions, shared: calls.shared, abort: calls.abort }));
      }
      if (judge) await judged(calls, judge);
    });
  return found;
}

function groupsOf(bench: readonly BenchRecord[], values: Float64Array, seed: number): ModelScores['groups'] {
  return (['extraction', 'generation'] as const).flatMap((kind) =>
    (['en', 'zh'] as const).flatMap((language) => {
      const own = values.filter((_, index) => bench[index]!.kind === kind && bench[index]!.language === language);
      return own.length === 0 ? [] : [{ kind, language, score: estimate(own, seed) }];
    }),
  );
}
