import type { Config } from '../../config.ts';
import { RetryLaterError, SetupError } from '../../errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { BatchApi } from '../batch/batch-api.ts';
import { type Batches, openBatches } from '../batch/open-batches.ts';
import { Completions } from '../completions.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import { addressOf } from '../openai/openai-client.ts';
import { openSpend } from '../spend/open-spend.ts';
import type { Judge } from './judge.ts';

export interface JudgeOptions {
  config: Config;
  ledger: Pick<Ledger, 'db' | 'pool'>;
  runId: string;
  stop: AbortSignal;
  shared: Shared;
  /** Whether another worker has taken a document over. */
  isLeft?: (documentId: string) => boolean;
}

export interface OpenedJudge {
  judge: Judge;
  /** Null where its questions are asked directly, and none of an earlier run is out. */
  batches: Batches | null;
}

/**
 * The judge that the configuration names, or null. With `--batch` it is asked by batches, where its endpoint has them.
 * Throws a SetupError where there is no endpoint to ask it at, or, by `openSpend`, where a cap on money is set and its
 * price is not known.
 */
export async function openJudge({
  config,
  ledger,
  runId,
  stop,
  shared,
  isLeft,
}: JudgeOptions): Promise<OpenedJudge | null> {
  const own = judgeConfigOf(config);
  if (!own) return null;
  if (own.openaiBaseUrl === null && own.openaiApiKey === null)
    throw new SetupError(
      `The judge "${own.model}" needs an endpoint: set OPENAI_API_KEY or OPENAI_BASE_URL, or SEVENLLM_JUDGE_BASE_URL for one of its own.`,
    );
  const { log } = shared;
  const spend = openSpend(ledger.db, own);
  const completions = new Completions(ledger.db, runId, spend, own.callConcurrency, isLeft);
  const asked = { ...own, batch: own.batch && (await takesBatches(own, stop)) };
  if (own.batch && !asked.batch)
    log.warn(`The judge's endpoint at ${addressOf(own)} has no Batch API: the judge is asked directly.`);
  const batches = await openBatches({ config: asked, ledger, log, completions, runId, spend, stop });
  const { Judge: Opened } = await import('./judge.ts');
  const from = batches?.completions ?? completions;
  return { judge: new Opened(asked, from, stop, { ...shared, batch: asked.batch }), batches };
}

/** A judge may be at an endpoint of its own, such as a small server without batches. One that is away is taken to have them. */
async function takesBatches(own: Config, stop: AbortSignal): Promise<boolean> {
  return new BatchApi(own, stop).isThere().catch((error: unknown) => {
    if (error instanceof RetryLaterError) return true;
    throw error;
  });
}

/** The configuration that a judge is asked by, or null where none is set: the teacher's, but for model and endpoint. */
export function judgeConfigOf(config: Config): Config | null {
  const { judgeModel, judgeBaseUrl, judgeApiKey } = config;
  if (judgeModel === null) return null;
  return {
    ...config,
    // A verdict is not to depend on chance.
    ...{ model: judgeModel, temperature: 0, fallbackModels: null },
    openaiBaseUrl: judgeBaseUrl ?? config.openaiBaseUrl,
    // The teacher's key is not shown to another endpoint.
    openaiApiKey: judgeApiKey ?? (judgeBaseUrl === null ? config.openaiApiKey : null),
  };
}
