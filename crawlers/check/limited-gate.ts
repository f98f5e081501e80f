import { FailRecordError } from '../../pipeline/errors.ts';
import type { HostGate, Turn, TurnOptions } from '../fetch/politeness.ts';

/** Thrown instead of a turn where a trial has made all the requests it may. */
export class TrialOverError extends FailRecordError {
  override name = 'TrialOverError';

  constructor() {
    super('A trial makes few requests, and had none left for it.');
  }
}

/** A gate that lets only so many requests through; then it throws a TrialOverError. */
export class LimitedGate implements HostGate {
  readonly #gate: HostGate;
  readonly #most: number;
  entered = 0;

  constructor(gate: HostGate, most: number) {
    this.#gate = gate;
    this.#most = most;
  }

  get left(): number {
    return this.#most - this.entered;
  }

  async enter(host: string, options: TurnOptions): Promise<Turn> {
    if (this.left <= 0) throw new TrialOverError();
    this.entered++;
    return this.#gate.enter(host, options);
  }
}
