import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { dropWaiting } from '../../ledger/batch-items.ts';
import { openBatches as readOpen } from '../../ledger/batches.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Completions } from '../completions.ts';
import { addressOf } from '../openai/openai-client.ts';
import { Budget } from '../spend/budget.ts';
import type { Spend } from '../spend/open-spend.ts';
import { BatchApi } from './batch-api.ts';
import { BatchDriver, type BatchLimits } from './batch-driver.ts';
import { BatchedCompletions } from './batched-completions.ts';

export interface BatchesOptions {
  config: Config;
  ledger: Pick<Ledger, 'db' | 'pool'>;
  log: Pick<Logger, 'warn'>;
  completions: Completions;
  runId: string;
  spend: Spend;
  stop: AbortSignal;
  limits?: BatchLimits;
}

/** What a session needs for the Batch API. */
export interface Batches {
  completions: BatchedCompletions;
  driver: BatchDriver;
}

/**
 * The Batch API of the configured endpoint; null where it is not used: neither does the configuration ask for it, nor is
 * anything out that an earlier run has sent. Without `--batch` what is out is collected, and the rest asked directly.
 */
export async function openBatches(options: BatchesOptions): Promise<Batches | null> {
  const { config, ledger, log, completions, runId, spend, stop, limits } = options;
  const { db, pool } = ledger;
  const scope = { endpoint: addressOf(config), teacherModel: config.model };
  if (!config.batch) {
    await dropWaiting(db, scope);
    if ((await readOpen(db, scope)).length === 0) return null;
  }
  const { prices } = spend;
  return {
    completions: new BatchedCompletions({ db, completions, scope, runId, gathers: config.batch }),
    driver: new BatchDriver({
      ...{ db, pool, log, scope, runId, prices, stop, sends: config.batch },
      api: new BatchApi(config, stop),
      // What is out is reserved whether or not there is a cap: one may be set before it is back.
      budget: spend.budget ?? new Budget(db, config, prices),
      maxAttempts: config.maxAttempts,
      ...(limits && { limits }),
    }),
  };
}
