// Generation against an endpoint of so many slots: one call for each document, durably, beside a bare loop of the same
// client; then the same killed in the middle, and gone on with.
//   npm run build && node tests/benchmarks/generation.mjs [documents=2000] [latency ms=200] [slots=64] [languages=both]
// With REDIS_URL the queue is there. A large number of documents shows whether memory grows; it is not killed then, and latency may be small.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { loadConfig } from '../../dist/pipeline/config.js';
import { idOf, sha256 } from '../../dist/pipeline/hash.js';
import { audit } from '../../dist/pipeline/ledger/audit.js';
import { insertRows } from '../../dist/pipeline/ledger/insert-rows.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';
import { settleAll } from '../../dist/pipeline/ledger/settle.js';
import { enterWork } from '../../dist/pipeline/ledger/work.js';
import { cellOf } from '../../dist/pipeline/stages/select.js';
import { OpenaiTeacher } from '../../dist/pipeline/teacher/openai/openai-teacher.js';
import { postgresSeconds, startCommand } from './measured-processes.mjs';

const [documents = 2000, latency = 200, slots = 64] = process.argv.slice(2, 5).map(Number);
const languages = process.argv[5] ?? 'both';
const ideal = slots / (latency / 1000);
const model = 'slow';
const task = 'attack-tool-identification';
const sentence = 'The intruders used Mimikatz to read passwords from memory on the file server.';
const answer = {
  blocks: [0],
  thought: Object.fromEntries(
    Object.entries({
      en: 'Mimikatz is said to have read passwords from memory, and nothing else in the passage was put to use.',
      zh: '文中提到 Mimikatz 被用来从内存读取密码，除此之外没有别的软件被投入使用。',
    }).filter(([language]) => languages === 'both' || languages === language),
  ),
  answer: { tools: [{ name: 'Mimikatz', type: null, usedBy: [], use: 'to read passwords from memory', files: [] }] },
};

const endpoint = fork(new URL('slow-endpoint.mjs', import.meta.url), [String(latency), String(slots)]);
const tell = (message) => new Promise((done) => endpoint.once('message', done).send(message));
const folder = mkdtempSync(join(tmpdir(), 'sevenllm-benchmark-'));
const load = () => `load ${loadavg()[0].toFixed(1)}`;

try {
  console.log(`${documents} documents, ${latency} ms, ${slots} slots, ideal ${ideal.toFixed(0)} calls/s, ${load()}`);
  if (latency > 0) {
    const bare = await bareLoop(Math.min(documents, 2000));
    console.log(`baseline, bare loop of the openai client: ${bare.toFixed(0)} calls/s, ${share(bare)} of the ideal`);
  }
  await undisturbed();
  if (documents <= 5000) await killed();
} finally {
  endpoint.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function undisturbed() {
  const home = join(folder, 'whole');
  const config = await enter(home);
  const ledger = await openLedger(config);
  const { port } = await tell({ answer: JSON.stringify(answer) });
  const before = postgresSeconds(home);
  const run = await start(home, port).ended;
  const postgres = postgresSeconds(home) - before;
  const { calls, seconds, most } = await tell({});
  const pairs = await count(ledger, 'pair');
  console.log(
    `first to last call: ${(calls / seconds).toFixed(0)} calls/s (${seconds.toFixed(1)} s), ${share(calls / seconds)} of the ideal; at most ${most} at once, ${load()}`,
  );
  console.log(`whole command: ${(documents / run.seconds).toFixed(0)} documents/s (${run.seconds.toFixed(1)} s)`);
  console.log(
    `CPU for each of ${pairs} pairs: Node ${((run.cpu * 1000) / pairs).toFixed(2)} ms, PostgreSQL ${((postgres * 1000) / pairs).toFixed(2)} ms`,
  );
  console.log(`peak memory of Node: ${run.peakMb.toFixed(0)} MB`);
  console.log(`calls beyond one a document: ${calls - documents}; audit: ${(await audit(ledger.db)).balanced}`);
  await ledger.close();
}

async function killed() {
  const home = join(folder, 'killed');
  const config = await enter(home);
  const ledger = await openLedger(config);
  const { port } = await tell({ answer: JSON.stringify(answer) });
  const first = start(home, port);
  while ((await tell({})).answered < documents / 2) await new Promise((resolve) => setTimeout(resolve, 10));
  first.kill();
  await first.ended;
  const stored = await count(ledger, 'completion');
  await new Promise((resolve) => setTimeout(resolve, 2 * latency));
  const { calls: paid } = await tell({});
  await start(home, port).ended;
  const { calls } = await tell({});
  console.log(
    `killed after ${paid} calls, ${stored} of them stored; gone on with: ${calls - documents} calls wasted, at most ${slots} may be; audit: ${(await audit(ledger.db)).balanced}`,
  );
  await ledger.close();
}

/** Callers without end of the bare client, as many as there are slots; calls a second. */
async function bareLoop(calls) {
  const { port } = await tell({ answer: JSON.stringify(answer) });
  const client = new OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
  let left = calls;
  const caller = async () => {
    while (left-- > 0)
      await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'x'.repeat(8000) }] });
  };
  await Promise.all(Array.from({ length: slots }, caller));
  return calls / (await tell({})).seconds;
}

/** Enters the documents as though they had been read, compared and selected for: one task each. Returns the configuration. */
async function enter(home) {
  const config = loadConfig({ home, model, languages, openaiBaseUrl: 'http://127.0.0.1:9/v1' }, {});
  const ledger = await openLedger(config);
  const teacher = new OpenaiTeacher(config, {}, new AbortController().signal);
  const selected = (document) => ({
    assignments: [{ documentId: document.id, task, fit: 1, thought: {}, blocks: [0], chosen: true, reason: null }],
    cells: (languages === 'both' ? ['en', 'zh'] : [languages]).map((language) =>
      cellOf(document, task, language, teacher),
    ),
  });
  const runId = 'run_benchmark';
  await ledger.db.insertInto('run').values({ id: runId, command: 'benchmark', config: '{}' }).execute();
  const settled = (stage, id, outputs) => ({
    ...{ stage, recordId: id, groupId: id, model: stage === 'select' ? model : '' },
    ...{ state: 'kept', reason: null, detail: null, outputs, runId, teacherModel: model },
  });
  for (let from = 0; from < documents; from += 500) {
    const batch = Array.from({ length: Math.min(500, documents - from) }, (_, index) => documentOf(from + index));
    await ledger.db.transaction().execute(async (transaction) => {
      const pages = batch.map(({ pageId: id, url }) => ({ id, source: 'benchmark', url, kind: 'file', status: 200 }));
      await insertRows(transaction, 'page', pages);
      const work = pages.map(({ id }) => ({ stage: 'clean', recordId: id, groupId: id, model: '' }));
      await enterWork(transaction, work, runId);
    });
    const signature = new Uint32Array(128);
    await settleAll(
      ledger.db,
      batch.map((document) => settled('clean', document.pageId, { documents: [{ document, signature }] })),
    );
    await settleAll(
      ledger.db,
      batch.map(({ id }) => settled('dedupe', id, {})),
    );
    await settleAll(
      ledger.db,
      batch.map((document) => settled('select', document.id, selected(document))),
    );
  }
  await ledger.db.executeQuery({ sql: 'vacuum analyze', parameters: [], query: { kind: 'RawNode' } });
  await ledger.close();
  return config;
}

/** About 1,500 tokens. */
function documentOf(number) {
  const paragraph = (part) =>
    `Part ${part} of report ${number}: administrators found traces of the intrusion on ${3 + (number % 40)} machines of the plant, closed the accounts that had been used, and rebuilt what could not be trusted any longer. The logs of the weeks before showed where the intruders had come from, what they had looked at on their way, and when they had begun to copy files to a server abroad.`;
  const blocks = [sentence, ...Array.from({ length: 16 }, (_, part) => paragraph(part))].map((text) => ({
    ...{ kind: 'paragraph', text },
  }));
  const pageId = idOf('page', 'benchmark', String(number));
  return {
    ...{ id: idOf('doc', pageId, String(number)), pageId, source: 'benchmark', url: `file:///${number}` },
    ...{ title: `Report ${number}`, authors: [], publishedAt: null, modifiedAt: null, siteName: null },
    ...{ canonicalUrl: null, tags: [], language: 'en', licence: null, blocks, textHash: sha256(String(number)) },
  };
}

function start(home, port) {
  const profile = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : [];
  const environment = {
    ...{ SEVENLLM_HOME: home, SEVENLLM_MODEL: model, SEVENLLM_LANGUAGES: languages },
    ...{ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, SEVENLLM_CALL_CONCURRENCY: String(slots) },
    ...(process.env.REDIS_URL && { REDIS_URL: process.env.REDIS_URL }),
  };
  return startCommand(['run', '--no-export', '--json'], environment, profile);
}

async function count(ledger, table) {
  const { total } = await ledger.db
    .selectFrom(table)
    .select((column) => column.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function share(rate) {
  return (rate / ideal).toFixed(3);
}
