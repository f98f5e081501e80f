import { FailRecordError } from '../../pipeline/errors.ts';

export type ExtractionFailure = 'timeout' | 'crashed' | 'too-large';

/**
 * Thrown where no article can be read off a page: extraction passed its deadline, its thread broke (memory, a bug on this
 * input), or the page is too large to try. Another attempt would end the same way.
 */
export class ExtractionError extends FailRecordError {
  override name = 'ExtractionError';
  readonly reason: ExtractionFailure;

  constructor(reason: ExtractionFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
