import { afterAll, expect, it } from 'vitest';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { listFailed, retryFailed } from '../../../pipeline/ledger/failed.ts';
import { runUntilSettled } from '../../../pipeline/run.ts';
import { diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { reports, workedLedger } from './worked-ledger.ts';

const key = 'sk-planted-0123456789abcdef';
let isMended = false;
/** Refuses whatever is about the botnet, and says so with the prompt and the key in its answer, as some servers do. */
const endpoint = await startLoopbackEndpoint((request) => {
  const prompt = request.messages.map(({ content }) => content).join('\n');
  if (!isMended && prompt.includes('botnet by guessing'))
    return { status: 400, body: { error: { message: `Bad request with key ${key}: ${prompt}`, code: key } } };
  return diligent(request);
});
afterAll(() => endpoint.close());

it('holds neither secrets nor text of documents; and a poison record blocks no other, until it is mended and tried again', async () => {
  const { open, db, documents, lines } = await workedLedger(endpoint.baseUrl, { openaiApiKey: key });
  const first = await open();
  expect(await runUntilSettled(first.session, AbortSignal.timeout(50_000))).toBe('settled');
  await first.session.close('ended');

  // The poison is a dead letter with its error, and all others came through.
  const { records } = await listFailed(db, {}, 10);
  expect(records).toMatchObject([{ stage: 'select', id: documents.router }]);
  expect(records[0]!.error).toContain('HTTP 400');
  expect(records[0]!.error).not.toContain(key);
  const made = () => db.selectFrom('pair').select('document_id').distinct().orderBy('document_id').execute();
  expect(await made()).toHaveLength(2);
  expect((await audit(db)).balanced).toBe(true);

  const text = lines.join('');
  expect(lines.length).toBeGreaterThan(4);
  expect(text).not.toContain(key);
  expect(text).not.toContain('postgres://');
  for (const report of Object.values(reports))
    for (const sentence of report.split('. ')) expect(text).not.toContain(sentence.slice(0, 40));
  const logged = lines.map((line) => JSON.parse(line));
  for (const line of logged) expect(line.run).toBe(first.session.runId);
  const failed = logged.filter(({ level, stage }) => level === 40 && stage === 'select');
  expect(failed).toMatchObject([{ stage: 'select', record: documents.router }]);
  // A line a stage, and not a line a record.
  for (const stage of ['select', 'generate', 'validate'])
    expect(logged.filter((line) => line.level === 30 && line.stage === stage)).toHaveLength(1);
  expect(logged.at(0)?.msg).toBe('The run begins.');
  expect(logged.at(-1)?.msg).toBe('The run ends.');

  isMended = true;
  expect(await retryFailed(db, {})).toEqual({ retried: 1, outdated: 0 });
  const second = await open();
  expect(await runUntilSettled(second.session, AbortSignal.timeout(50_000))).toBe('settled');
  await second.session.close('ended');
  expect(await made()).toHaveLength(3);
  expect((await listFailed(db, {}, 10)).total).toBe(0);
  expect((await audit(db)).balanced).toBe(true);
});

it('says of an unexpected error where it arose, and not what it cites', async () => {
  const { open, ledger, lines } = await workedLedger(endpoint.baseUrl, { openaiApiKey: key });
  // The database itself cites the row that it refuses.
  await ledger.pool.query('alter table cell add constraint none_of_these check (length(document_id) < 3)');
  const { session } = await open();
  await runUntilSettled(session, AbortSignal.timeout(50_000));
  await session.close('ended');
  const text = lines.join('');
  expect(text).not.toMatch(/WannaCry|Emotet|routers|Failing row/);
  expect(text).not.toContain(key);
});
