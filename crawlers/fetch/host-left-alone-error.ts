import { FailRecordError } from '../../pipeline/errors.ts';

interface Trouble {
  host: string;
  until: Date;
  /** Failures in a row. */
  failures: number;
  lastError: string | null;
}

/**
 * Thrown instead of a turn at a host that is left alone after repeated failure, or that asked for more patience than is
 * worth waiting for. Its pages fail for this time; a crawl after `until` tries them again.
 */
export class HostLeftAloneError extends FailRecordError {
  override name = 'HostLeftAloneError';
  readonly host: string;
  readonly until: Date;
  readonly failures: number;
  readonly lastError: string | null;

  constructor({ host, until, failures, lastError }: Trouble) {
    const why = failures > 1 ? `after ${failures} failures in a row` : 'as it asked';
    super(`${host} is left alone until ${until.toISOString()} ${why}${lastError ? ` (${lastError})` : ''}.`);
    this.host = host;
    this.until = until;
    this.failures = failures;
    this.lastError = lastError;
  }
}
