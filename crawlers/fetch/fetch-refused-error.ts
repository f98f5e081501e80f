import type { ReasonOf } from '../../pipeline/reasons.ts';

/**
 * Thrown where fetching or reading an address again would end the same way: it is private, gone, too large, of a type
 * we do not read. What may pass by itself (time-outs, 429, 5xx, DNS) is a RetryLaterError instead.
 */
export class FetchRefusedError extends Error {
  override name = 'FetchRefusedError';
  readonly reason: ReasonOf<'crawl'>;
  /** What the server answered, where it did. */
  readonly status: number | null;

  constructor(reason: ReasonOf<'crawl'>, message: string, options: ErrorOptions & { status?: number } = {}) {
    super(message, options);
    this.reason = reason;
    this.status = options.status ?? null;
  }
}
