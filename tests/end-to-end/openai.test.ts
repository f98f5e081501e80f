import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { diligent, startLoopbackEndpoint } from '../loopback-endpoint.ts';
import { runCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
const settings = {
  OPENAI_BASE_URL: endpoint.baseUrl,
  OPENAI_API_KEY: 'sk-secret-of-the-test',
  SEVENLLM_MODEL: 'loopback:1b',
};
const run = ['run', '--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];

it('goes the whole path with an OpenAI-compatible endpoint, pays for nothing twice, and keeps the key to itself', async () => {
  const folder = await temporaryFolder();
  const records = await writeCorpus(join(folder, 'corpus.jsonl'), 5);
  // Every fifth call fails in some way first; nothing may be lost by it.
  endpoint.answer((request, call) =>
    call % 5 === 0 ? { status: call % 2 ? 429 : 503, headers: { 'retry-after': '1' } } : diligent(request),
  );
  const first = await runCommand(folder, [...run, '--json'], settings);
  expect(first.code, first.stderr).toBe(0);
  const report = JSON.parse(first.stdout);
  expect(report.ingested.added).toBe(records);
  expect(report.teacher).toBe('loopback:1b');
  expect(report.status.pairs.en).toBeGreaterThan(40);
  expect(report.status.pairs.zh).toBeGreaterThan(40);

  const asked = endpoint.requests.length;
  const second = await runCommand(folder, run, settings);
  expect(second.code, second.stderr).toBe(0);
  expect(endpoint.requests).toHaveLength(asked);

  const audited = await runCommand(folder, ['audit', '--json'], settings);
  expect(audited.code, audited.stdout).toBe(0);
  const manifest = await readFile(join(folder, 'output', 'sevenllm-instruct', 'manifest.json'), 'utf8');
  for (const text of [first.stdout, first.stderr, second.stdout, second.stderr, manifest])
    expect(text).not.toContain('sk-secret');
}, 300_000);

it('stops with a sentence where the key is refused, and goes on later where it was', async () => {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'), 5);
  endpoint.answer(() => ({ status: 401 }));
  const refused = await runCommand(folder, run, settings);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/refuses the key \(HTTP 401\)\. Check OPENAI_API_KEY/);
  expect(refused.stderr).not.toContain('    at ');
  endpoint.answer(diligent);
  const later = await runCommand(folder, ['run', '--json'], settings);
  expect(later.code, later.stderr).toBe(0);
  expect(JSON.parse(later.stdout).status.pairs.en).toBeGreaterThan(40);
}, 300_000);
