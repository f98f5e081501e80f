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
    const [first, second, other, third] = await timesOf(hosts.map((host) => gate.wait(host, 0.3)));
    expect(Math.max(first!, other!)).toBeLessThan(250);
    expect(second).toBeGreaterThan(290);
    expect(third).toBeGreaterThan(590);
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
    const times = timesOf([gate.wait('a', 0.3), gate.wait('a', 0.3), gate.wait('a', 0.3)]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    gate.holdOff('a', 800);
    const [first, ...rest] = (await times).sort((one, other) => one - other);
    expect(first).toBeLessThan(250);
    expect(rest[0]).toBeGreaterThan(790);
    expect(rest[1]).toBeGreaterThan(1090);
  });
});
