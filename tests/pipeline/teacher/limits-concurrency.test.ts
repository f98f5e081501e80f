import { describe, expect, it } from 'vitest';
import { AdaptiveConcurrency, type Sent } from '../../../pipeline/teacher/limits/adaptive-concurrency.ts';

/** Callers without end at an endpoint that takes `took` milliseconds for a call, by a clock of its own. */
class Workload {
  readonly #concurrency: AdaptiveConcurrency;
  readonly #underWay: (Sent & { endsAt: number })[] = [];
  now = 0;
  took = (_inFlight: number) => 200;

  constructor(concurrency: AdaptiveConcurrency, callers = 300) {
    this.#concurrency = concurrency;
    for (let caller = 0; caller < callers; caller++) void this.#call();
  }

  async #call(): Promise<void> {
    await this.#concurrency.enter();
    const among = this.#concurrency.inFlight;
    this.#underWay.push({ sentAt: this.now, among, endsAt: this.now + this.took(among) });
  }

  /** Goes on for so many milliseconds; every call is answered, or meets trouble. */
  async run(milliseconds: number, outcome: 'answered' | 'troubled' = 'answered'): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      await new Promise(setImmediate);
      this.#underWay.sort((one, other) => one.endsAt - other.endsAt);
      const next = this.#underWay[0];
      if (!next || next.endsAt > until) break;
      this.#underWay.shift();
      this.now = next.endsAt;
      this.#concurrency[outcome](next, this.now);
      this.#concurrency.leave();
      void this.#call();
    }
    this.now = until;
  }
}

describe('adaptive concurrency', () => {
  it('doubles up to the most while all goes well', async () => {
    const concurrency = new AdaptiveConcurrency(64);
    const workload = new Workload(concurrency);
    expect(concurrency.limit).toBe(16);
    await workload.run(200);
    expect(concurrency.limit).toBe(32);
    await workload.run(200);
    expect(concurrency.limit).toBe(64);
    await workload.run(2000);
    expect(concurrency.limit).toBe(64);
    expect(concurrency.inFlight).toBe(64);
  });

  it('stays under what is allowed', async () => {
    const concurrency = new AdaptiveConcurrency(3);
    await new Workload(concurrency).run(2000);
    expect(concurrency.limit).toBe(3);
  });

  it('is halved once by trouble that calls met together, and comes back by one a round', async () => {
    const concurrency = new AdaptiveConcurrency(64);
    const workload = new Workload(concurrency);
    await workload.run(200, 'troubled');
    expect(concurrency.limit).toBe(8);
    await workload.run(1000, 'troubled');
    expect(concurrency.limit).toBe(1);
    await workload.run(400);
    expect(concurrency.limit).toBeLessThan(4);
    await workload.run(2000);
    expect(concurrency.limit).toBeGreaterThan(8);
    expect(concurrency.limit).toBeLessThan(16);
    await workload.run(20_000);
    expect(concurrency.limit).toBe(64);
  });

  it('comes back by one a second at least, however slow the calls', async () => {
    const concurrency = new AdaptiveConcurrency(64);
    const workload = new Workload(concurrency);
    await workload.run(1000, 'troubled');
    expect(concurrency.limit).toBe(1);
    workload.took = () => 5000;
    await workload.run(100_000);
    // One more a round would be 21.
    expect(concurrency.limit).toBeGreaterThan(40);
  });

  it('does not grow where its slots are not used', async () => {
    const concurrency = new AdaptiveConcurrency(64);
    for (let call = 0; call < 100; call++) {
      await concurrency.enter();
      concurrency.answered({ sentAt: call, among: 1 }, call + 1);
      concurrency.leave();
    }
    expect(concurrency.limit).toBe(16);
  });

  it('gives way where more calls only take longer', async () => {
    const concurrency = new AdaptiveConcurrency(1024);
    const workload = new Workload(concurrency, 2000);
    // A server of 16 slots: whatever is above them waits.
    workload.took = (inFlight) => 200 * Math.max(1, inFlight / 16);
    let most = 0;
    for (let times = 0; times < 50; times++) {
      await workload.run(1000);
      most = Math.max(most, concurrency.limit);
    }
    expect(most).toBeLessThan(200);
    expect(concurrency.limit).toBeGreaterThanOrEqual(16);
    expect(concurrency.limit).toBeLessThan(64);
  });

  it('takes answers that are longer from now on for what they are', async () => {
    const concurrency = new AdaptiveConcurrency(64);
    const workload = new Workload(concurrency);
    await workload.run(1000);
    workload.took = () => 2000;
    await workload.run(8000);
    expect(concurrency.limit).toBeLessThan(64);
    await workload.run(60_000);
    expect(concurrency.limit).toBe(64);
  });

  it('does not stay where giving way costs answers: more calls are slower here, and still give more answers', async () => {
    const concurrency = new AdaptiveConcurrency(64);
    const workload = new Workload(concurrency);
    workload.took = (inFlight) => 200 + Math.max(0, inFlight - 16) * 5;
    let least = 64;
    await workload.run(5000);
    for (let times = 0; times < 20; times++) {
      await workload.run(1000);
      least = Math.min(least, concurrency.limit);
    }
    expect(least).toBe(64);
  });

  it('lets everyone in when the run stops', async () => {
    const concurrency = new AdaptiveConcurrency(1);
    await concurrency.enter();
    const waiting = Promise.all([concurrency.enter(), concurrency.enter()]);
    concurrency.release();
    await waiting;
    expect(concurrency.inFlight).toBe(3);
  });
});
