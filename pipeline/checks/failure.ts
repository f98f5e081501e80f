import type { ReasonOf } from '../reasons.ts';

/** Why a draft does not become a pair. */
export interface CheckFailure {
  reason: ReasonOf<'validate'>;
  detail: string;
}
