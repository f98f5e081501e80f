import { setTimeout as sleep } from 'node:timers/promises';
import { FailRecordError, messageOf, RetryLaterError } from '../../pipeline/errors.ts';

/**
 * What a call brings, tried again while the endpoint only wants to be waited for, and so many times where the fault may be
 * the record's own; then, or where the request is refused, the sentence that says why. Throws what ends a run.
 */
export async function untilDone<T>(
  stop: AbortSignal,
  maxAttempts: number,
  call: () => Promise<T>,
): Promise<T | string> {
  for (let tries = 1; ; ) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof FailRecordError) return messageOf(error);
      if (!(error instanceof RetryLaterError)) throw error;
      if (!error.notItsFault && tries++ >= maxAttempts) return messageOf(error);
      await sleep(error.retryAfterMs ?? Math.min(30_000, 1000 * 2 ** tries), undefined, { signal: stop });
    }
  }
}
