/** Errors are named by what must happen next. Those a person can act on print as plain sentences, without a stack trace. */

/** Something outside is missing or wrong (a setting, a file, a database, a browser): say what to do, exit with 2. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** The same record may well succeed later: the runner hands it back to the queue with backoff. */
export class RetryLaterError extends Error {
  override name = 'RetryLaterError';
  /** Milliseconds the other side asked us to wait, where it did. */
  readonly retryAfterMs: number | undefined;
  /** Whether it says nothing about the record (a rate limit, a server that is busy): such a try is not held against it. */
  readonly notItsFault: boolean;
  /** Whether a call was sent that may be billed, although no answer came; a budget keeps it counted. */
  readonly mayBeBilled: boolean;

  constructor(
    message: string,
    options: ErrorOptions & { retryAfterMs?: number; notItsFault?: boolean; mayBeBilled?: boolean } = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
    this.notItsFault = options.notItsFault ?? false;
    this.mayBeBilled = options.mayBeBilled ?? !this.notItsFault;
  }
}

/** This record can never succeed, others can: the runner settles it as failed with this message. */
export class FailRecordError extends Error {
  override name = 'FailRecordError';
}

/** The answer comes with a batch: the record stays pending, its job is over, and it is enqueued again once it is there. */
export class AwaitBatchError extends Error {
  override name = 'AwaitBatchError';
  /** What is to be sent, where it has not been entered yet. */
  readonly request: { model: string; body: unknown } | undefined;

  constructor(request?: { model: string; body: unknown }) {
    super('The answer comes with a batch.');
    this.request = request;
  }
}

/** Nothing further can succeed (wrong key, disk full): the run stops, what is unsettled stays pending. */
export class StopRunError extends Error {
  override name: string = 'StopRunError';
}

/** What may be spent is spent: the run stops like that, with an exit code of its own, and a higher cap goes on. */
export class BudgetSpentError extends StopRunError {
  override name = 'BudgetSpentError';
}

/** The sentence to show a person for anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}
