import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Config } from '../../pipeline/config.ts';
import { SetupError } from '../../pipeline/errors.ts';
import { type LedgerDatabase, openLedger } from '../../pipeline/ledger/ledger.ts';
import { beginRun, endRun } from '../../pipeline/ledger/runs.ts';
import { Completions } from '../../pipeline/teacher/completions.ts';
import type { Shared } from '../../pipeline/teacher/limits/endpoint-health.ts';
import { openSpend } from '../../pipeline/teacher/spend/open-spend.ts';

/** What calls for a bench are made with: stored, limited and paid for as a teacher's are. */
export interface BenchCalls {
  db: LedgerDatabase;
  runId: string;
  shared: Shared;
  /** Ends the sending of calls. */
  abort: AbortController;
  /** The stored answers of the model that a configuration names, at its price. */
  completionsFor(config: Config): Completions;
}

/**
 * Opens the ledger for calls that concern no document, notes the run, and closes everything whatever happens. Throws a
 * SetupError where no endpoint is set.
 */
export async function withCalls<T>(
  { config, command, log, signal }: { config: Config; command: string; log: Logger; signal: AbortSignal },
  act: (calls: BenchCalls) => Promise<T>,
): Promise<T> {
  if (config.openaiBaseUrl === null && config.openaiApiKey === null)
    throw new SetupError(
      'This asks a model, and there is no endpoint: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own (such as http://127.0.0.1:11434/v1).',
    );
  const abort = new AbortController();
  // Every call that waits listens to it.
  setMaxListeners(0, abort.signal);
  signal.addEventListener('abort', () => abort.abort(signal.reason));
  const ledger = await openLedger(config);
  try {
    const { db } = ledger;
    const runId = await beginRun(db, command, config);
    const result = await act({
      ...{ db, runId, abort, shared: { db, log } },
      completionsFor: (own) => new Completions(db, runId, openSpend(db, own), own.callConcurrency),
    });
    await endRun(db, runId, signal.aborted ? 'interrupted' : 'ended');
    return result;
  } finally {
    await ledger.close();
  }
}
