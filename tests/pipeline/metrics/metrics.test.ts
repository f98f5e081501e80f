import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { packageRoot } from '../../../pipeline/package-root.ts';
import { stageNames } from '../../../pipeline/reasons.ts';
import { runUntilSettled } from '../../../pipeline/run.ts';
import { diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { reports, workedLedger } from './worked-ledger.ts';

const endpoint = await startLoopbackEndpoint((request, call) => (call === 2 ? { status: 500 } : diligent(request)));
afterAll(() => endpoint.close());

const read = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};

it('are served with health and readiness, agree with the ledger, and are what the dashboard and the alerts ask for', async () => {
  const { open, db, ledger } = await workedLedger(endpoint.baseUrl);
  const { session, served } = await open();
  const server = (await served.serve(session, stageNames))!;
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await read(`${server.url}/healthz`)).toEqual({ status: 200, text: 'ok\n' });
  expect(await read(`${server.url}/readyz`)).toEqual({ status: 200, text: 'ready\n' });
  expect((await read(`${server.url}/etc/passwd`)).status).toBe(404);
  expect((await fetch(`${server.url}/metrics`, { method: 'POST' })).status).toBe(405);

  expect(await runUntilSettled(session, AbortSignal.timeout(50_000))).toBe('settled');
  // Nothing is crawled here, and what would be counted of it is to be there all the same.
  served.metrics.requested('new', 0.2);
  served.metrics.requested('retry', null);
  const { text } = await read(`${server.url}/metrics`);
  const value = (name: string, labels: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name}{${labels}}`))
        ?.split(' ')
        .at(-1),
    );
  for (const stage of ['select', 'generate', 'validate'] as const) {
    const { kept } = await db
      .selectFrom('work')
      .select((column) => column.fn.countAll<number>().as('kept'))
      .where('stage', '=', stage)
      .where('state', '=', 'kept')
      .executeTakeFirstOrThrow();
    expect(kept).toBeGreaterThan(0);
    expect(value('sevenllm_records_settled_total', `stage="${stage}",state="kept",reason=""`), stage).toBe(kept);
  }
  const selected = value('sevenllm_endpoint_call_seconds_count', 'purpose="select",outcome="answered"');
  expect(selected).toBe(Object.keys(reports).length);
  expect(text).toMatch(/sevenllm_endpoint_call_seconds_count\{purpose="\w+",outcome="failing"\} 1\n/);
  const { calls } = await db
    .selectFrom('completion')
    .select((column) => column.fn.countAll<number>().as('calls'))
    .executeTakeFirstOrThrow();
  expect(value('sevenllm_endpoint_tokens_total', 'kind="input"')).toBe(1000 * calls);
  expect(text).toContain(`\nsevenllm_spend_tokens ${1100 * calls}\n`);

  const there = new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name, type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name!],
    ),
  );
  for (const file of ['dashboard/grafana.json', 'dashboard/alerts.yml']) {
    const asked = readFileSync(join(packageRoot, file), 'utf8').match(/\b(sevenllm|process|nodejs)_[a-z0-9_]+/g) ?? [];
    expect(asked.length).toBeGreaterThan(8);
    for (const name of asked) expect([...there], `${file} asks for ${name}`).toContain(name);
  }
  // Labels are of closed sets: nothing that grows with the corpus, no address, no text.
  expect(text).not.toMatch(/https?:|doc_|page_|cell_|WannaCry/);

  await ledger.pool.query("insert into kysely_migration values ('999-from-the-future', now()::text)");
  expect(await read(`${server.url}/readyz`)).toMatchObject({
    status: 503,
    text: expect.stringContaining('newer version'),
  });
  await server.close();
  await session.close('ended');
});

it('listen nowhere unless a port is set', async () => {
  const { open } = await workedLedger(endpoint.baseUrl);
  const { session, served } = await open({ metricsPort: null });
  expect(await served.serve(session, stageNames)).toBeNull();
  await session.close('ended');
});
