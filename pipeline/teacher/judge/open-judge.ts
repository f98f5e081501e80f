import type { Config } from '../../config.ts';
import { SetupError } from '../../errors.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { Completions } from '../completions.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import { openSpend } from '../spend/open-spend.ts';
import type { Judge } from './judge.ts';

/**
 * The judge that the configuration names, or null. Throws a SetupError where there is no endpoint to ask it at, or, by
 * `openSpend`, where a cap on money is set and its price is not known.
 */
export async function openJudge(
  config: Config,
  db: LedgerDatabase,
  runId: string,
  stop: AbortSignal,
  shared: Shared,
): Promise<Judge | null> {
  const own = judgeConfigOf(config);
  if (!own) return null;
  if (own.openaiBaseUrl === null && own.openaiApiKey === null)
    throw new SetupError(
      `The judge "${own.model}" needs an endpoint: set OPENAI_API_KEY or OPENAI_BASE_URL, or SEVENLLM_JUDGE_BASE_URL for one of its own.`,
    );
  const { Judge: Opened } = await import('./judge.ts');
  return new Opened(own, new Completions(db, runId, openSpend(db, own), own.callConcurrency), stop, shared);
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
