import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { diligent, startLoopbackEndpoint } from '../loopback-endpoint.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';

// The stand-in reports 1,000 tokens in and 100 out for every call.
const priceOfCall = 1000e-6 + 100 * 2e-6;
const endpoint = await startLoopbackEndpoint(async (request) => {
  await new Promise((resolve) => setTimeout(resolve, 30));
  return diligent(request);
});
afterAll(() => endpoint.close());

it('stops two runs at once within one budget, loses no answer, and goes on under a higher cap', async () => {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'), 4);
  await writeFile(join(folder, 'prices.json'), '{"loopback:*": {"input": 1, "output": 2}}');
  const settings = {
    ...{ DATABASE_URL: await createDatabase(), OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'sk-secret' },
    ...{ SEVENLLM_MODEL: 'loopback:1b', SEVENLLM_PRICES: 'prices.json' },
  };
  const input = ['--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];
  const estimated = await runCommand(folder, ['run', ...input, '--estimate', '--json'], settings);
  expect(estimated.code, estimated.stderr).toBe(0);
  expect(endpoint.requests).toHaveLength(0);
  const estimate = JSON.parse(estimated.stdout);
  expect(estimate.documents).toBeGreaterThan(0);

  const cap = 0.1;
  const capped = ['run', ...input, '--max-cost', String(cap)];
  const stopped = await Promise.all([capped, capped].map((run) => runCommand(folder, run, settings)));
  for (const { code, stderr } of stopped) {
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/The budget of \$0\.100 is spent: .* run again with a higher --max-cost to go on\./);
    expect(stderr).not.toContain('    at ');
  }
  const paused = JSON.parse((await runCommand(folder, ['status', '--json'], settings)).stdout);
  const [{ calls, cost }] = paused.spend.byModel;
  expect(calls).toBe(endpoint.requests.length);
  expect(cost).toBeCloseTo(calls * priceOfCall, 6);
  expect(cost).toBeLessThanOrEqual(cap);
  // What stays unspent is less than the bound of one call: a prompt's bytes and the longest answer.
  expect(cost).toBeGreaterThan(cap - 0.03);
  expect(paused.spend.unstored.calls).toBe(0);
  expect(
    paused.work.some(({ state, stage }: { state: string; stage: string }) => state === 'pending' && stage !== 'crawl'),
  ).toBe(true);
  expect((await runCommand(folder, ['audit'], settings)).code).toBe(0);

  const same = await runCommand(folder, ['run', '--max-cost', String(cap)], settings);
  expect(same.code).toBe(3);
  expect(endpoint.requests).toHaveLength(calls);

  const rest = await runCommand(folder, ['run', '--max-cost', '50', '--json'], settings);
  expect(rest.code, rest.stderr).toBe(0);
  const report = JSON.parse(rest.stdout);
  expect(report.status.work.filter(({ state }: { state: string }) => state === 'pending')).toEqual([]);
  const whole = report.status.spend.byModel[0];
  expect(whole.calls).toBe(endpoint.requests.length);
  expect(whole.calls).toBeLessThanOrEqual(estimate.calls.high);
  expect(whole.calls).toBeGreaterThan(estimate.calls.low * 0.7);
  const manifest = JSON.parse(await readFile(join(folder, 'output', 'sevenllm-instruct', 'manifest.json'), 'utf8'));
  expect(manifest.spend).toEqual(report.status.spend);
  expect(manifest.spend.byRun.length).toBeGreaterThanOrEqual(2);
  const shown = await runCommand(folder, ['status'], settings);
  expect(shown.stdout).toMatch(/spent on task +calls +input/);
  expect((await runCommand(folder, ['audit'], settings)).code).toBe(0);
}, 300_000);
