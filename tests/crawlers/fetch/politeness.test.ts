import { describe, expect, it } from 'vitest';
import { ProcessHostGate } from '../../../crawlers/fetch/politeness.ts';
import { thrownBy } from '../loopback-server.ts';

async function timesOf(waits: Promise<void>[]): Promise<number[]> {
  const began = performance.now();
  return Promise.all(waits.map((wait) => wait.then(() => performance.now() - began)));
}

describe('ProcessHostGate', () => {
  it('spaces the requests to a host and lets other hosts through', async () => {
    const gate = new ProcessHostGate();
    const hosts = ['a', 'a', 'b', 'a'];
    const [first, second, other, third] = await timesOf(hosts.map((host) => gate.wait(host, 0.1)));
    expect(Math.max(first!, other!)).toBeLessThan(80);
    expect(second! - first!).toBeGreaterThan(90);
    expect(third! - second!).toBeGreaterThan(90);
  });

  it('gives a turn back that was not used', async () => {
    const gate = new ProcessHostGate();
    await gate.wait('a', 0.2);
    const reason = new Error('stopped');
    const controller = new AbortController();
    const given = gate.wait('a', 60, controller.signal);
    controller.abort(reason);
    expect(await thrownBy(given)).toBe(reason);
    const [time] = await timesOf([gate.wait('a', 0)]);
    expect(time).toBeLessThan(1000);
  });

  it('holds all off who wait, and keeps them apart afterwards', async () => {
    const gate = new ProcessHostGate();
    const times = timesOf([gate.wait('a', 0.1), gate.wait('a', 0.1), gate.wait('a', 0.1)]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    gate.holdOff('a', 400);
    const [first, ...rest] = (await times).sort((one, other) => one - other);
    expect(first).toBeLessThan(80);
    expect(rest[0]).toBeGreaterThan(390);
    expect(rest[1]! - rest[0]!).toBeGreaterThan(90);
  });
});
