import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { type ChatRequest, diligent, startLoopbackEndpoint } from '../loopback-endpoint.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
const run = ['run', '--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title', '--cells-per-call', '4'];
const kindOf = ({ response_format }: ChatRequest) => response_format?.json_schema?.name;

it('answers several tasks a call, and after a kill -9 in the middle asks nothing again that it has an answer to', async () => {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'), 4);
  const database = new pg.Client({ connectionString: await createDatabase() });
  await database.connect();
  const stored = async () => Number((await database.query('select count(*) from completion')).rows[0].count);
  const settings = {
    ...{ OPENAI_BASE_URL: endpoint.baseUrl, SEVENLLM_MODEL: 'loopback', SEVENLLM_CALL_CONCURRENCY: '8' },
    DATABASE_URL: `postgresql://${database.user}:${database.password}@${database.host}:${database.port}/${database.database}`,
  };
  endpoint.answer(async (request) => {
    await sleep(100);
    return diligent(request);
  });
  const first = startCommand(folder, run, settings);
  const several = () => endpoint.requests.filter((request) => kindOf(request) === 'drafts').length;
  while (several() < 10) await sleep(20);
  first.process.kill('SIGKILL');
  expect((await first.ended).signal).toBe('SIGKILL');
  // What it has sent to the database is settled there, or not, whoever sent it.
  await sleep(500);
  const [asked, before] = [endpoint.requests.length, await stored()];
  expect(before).toBeGreaterThan(0);

  const second = await runCommand(folder, [...run, '--json'], settings);
  expect(second.code, second.stderr).toBe(0);
  expect(endpoint.requests.length - asked).toBe((await stored()) - before);
  const { pairs } = JSON.parse(second.stdout).status as { pairs: { en: number; zh: number } };
  expect(pairs.en).toBeGreaterThan(20);
  expect(pairs.zh).toBeGreaterThan(20);
  const { rows } = await database.query(`
    select cardinality(tasks) as tasks, cardinality(languages) as languages, count(*)::int
    from completion where purpose = 'generate' group by 1, 2 order by 1`);
  expect(rows.map(({ tasks, languages }) => [tasks, languages])).toEqual([
    [3, 2],
    [4, 2],
  ]);
  const drafts = await database.query(`
    select count(*)::int as wrong from draft join cell on cell.id = cell_id join completion on completion.id = completion_id
    where cell.task <> all(completion.tasks) or cell.language <> all(completion.languages)`);
  expect(drafts.rows[0].wrong).toBe(0);

  const chosen = await database.query(`
    select task, count(distinct document_id)::int as documents from pair group by 1 order by 2 desc, 1 limit 1`);
  const [{ task, documents }] = chosen.rows;
  endpoint.requests.length = 0;
  const rerun = await runCommand(folder, ['rerun', '--task', task, '--all', '--json'], {
    ...settings,
    SEVENLLM_CELLS_PER_CALL: '4',
  });
  expect(rerun.code, rerun.stderr).toBe(0);
  expect(endpoint.requests.length, rerun.stdout).toBeGreaterThanOrEqual(documents);
  expect(new Set(endpoint.requests.map(kindOf))).toEqual(new Set(['draft']));
  const audited = await runCommand(folder, ['audit', '--json'], settings);
  expect(audited.code, audited.stdout).toBe(0);
  await database.end();
}, 300_000);
