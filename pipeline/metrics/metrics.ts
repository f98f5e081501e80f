import type { VisitOutcome } from '../ledger/schema.ts';
import type { Reason, StageName } from '../reasons.ts';
import type { Trouble } from '../teacher/limits/trouble.ts';

/** What one call to the endpoint ended with. */
export type CallOutcome = 'answered' | 'refused' | 'asked-otherwise' | Trouble['kind'];

/** What the tokens of a call were: `cached` is a part of `input`. */
export interface UsedTokens {
  input: number;
  cached: number;
  output: number;
}

/** What a process says of its work while it works. Labels are of closed or configured sets: no ids, no addresses. */
export interface Metrics {
  settled(stage: StageName, state: 'kept' | 'dropped' | 'failed', reason: Reason | null): void;
  /** A stage took so many seconds for one record. */
  ran(stage: StageName, seconds: number): void;
  called(purpose: string, outcome: CallOutcome, seconds: number): void;
  used(tokens: UsedTokens): void;
  /** A page was asked for; null where it is not known how long that took. */
  requested(outcome: VisitOutcome | 'retry', seconds: number | null): void;
  /** Says how to read, at any time, how many calls this process may have under way at a model, and has. */
  watchCalls(model: string, read: () => { limit: number; inFlight: number }): void;
}

export const noMetrics: Metrics = {
  settled() {},
  ran() {},
  called() {},
  used() {},
  requested() {},
  watchCalls() {},
};
