// Pairs exported from a ledger, beside writing the same prepared lines with a plain stream in the same run.
//   npm run build && node tests/benchmarks/export.mjs [pairs=1000000] [formats=sevenllm,parquet] [home]
// A home keeps the ledger, filled, for the next run with as many pairs.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../dist/pipeline/config.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';
import { defaultExport, exportShards } from '../../dist/pipeline/shards/export-shards.js';
import { formatNamed } from '../../dist/pipeline/shards/formats/index.js';
import { taskPool } from '../../dist/task-pool/index.js';

async function compare() {
  const pairs = Number(process.argv[2] ?? 1_000_000);
  const formats = (process.argv[3] ?? 'sevenllm,parquet').split(',');
  const folder = mkdtempSync(join(tmpdir(), 'sevenllm-benchmark-'));
  const config = loadConfig({ home: process.argv[4] ?? join(folder, 'home') }, {});
  const ledger = await openLedger(config);
  try {
    const filled = await secondsOf(() => fillOnce(ledger, pairs));
    let lines;
    // The first export decides on splits and curation; those that are measured find both done.
    const first = await secondsOf(async () => {
      lines = await someLines(ledger, config, join(folder, 'some'));
    });
    console.log(
      `${pairs} pairs, load ${loadavg()[0].toFixed(1)}; filled in ${filled.toFixed(0)} s, splits and curation in ${first.toFixed(0)} s`,
    );
    const server = await postmasterOf(ledger);
    const plain = () => writePlainly(lines, pairs, join(folder, 'plain'));
    let before = await plain();
    const mean = Math.round(lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length);
    console.log(`baseline: a plain stream of lines of ${mean} bytes, before and after each export`);
    for (const format of formats) {
      const busy = cpuOf(server);
      const run = await inChild({ config, format, folder: join(folder, format) });
      const databaseCpu = cpuOf(server) - busy;
      rmSync(join(folder, format), { recursive: true });
      const after = await plain();
      const baseline = (before.seconds + after.seconds) / 2;
      const perPair = (cpu) => `${((1e6 * cpu) / pairs).toFixed(1)} µs`;
      console.log(
        `${format}: ${(pairs / run.seconds).toFixed(0)} pairs/s (${run.seconds.toFixed(1)} s), ratio ${(baseline / run.seconds).toFixed(3)} to ${(pairs / baseline).toFixed(0)} pairs/s (${before.seconds.toFixed(1)} s, ${after.seconds.toFixed(1)} s); ${run.written} pairs, ${(run.bytes / 1e6).toFixed(0)} MB`,
      );
      console.log(
        `  CPU a pair: Node ${perPair(run.cpu)}, PostgreSQL ${perPair(databaseCpu)}, plain ${perPair((before.cpu + after.cpu) / 2)}; peak memory of Node: ${run.peakMb.toFixed(0)} MB; load ${loadavg()[0].toFixed(1)}`,
      );
      before = after;
    }
  } finally {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function secondsOf(run) {
  const began = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - began) / 1e9;
}

async function exportOnce({ config, format, folder, limit }) {
  const ledger = await openLedger(config);
  const cpuBefore = process.cpuUsage();
  let report;
  const seconds = await secondsOf(async () => {
    report = await exportShards(ledger, config, requestOf({ format, folder, limit }));
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  await ledger.close();
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  return { seconds, written: report.pairs, cpu: (user + system) / 1e6, peakMb };
}

const requestOf = ({ format, folder, limit }) => ({
  ...defaultExport,
  splits: ['train', 'validation', 'bench'],
  ...{ folder, limit, formats: [formatNamed(format)], preferredModel: 'teacher' },
});

async function inChild(order) {
  const execArgv = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : [];
  const child = fork(fileURLToPath(import.meta.url), [], { execArgv });
  const ended = once(child, 'exit');
  child.send(order);
  const [report] = await once(child, 'message');
  child.disconnect();
  await ended;
  return { ...report, bytes: bytesIn(order.folder) };
}

/** The process id of the server, which has to run on this machine. */
async function postmasterOf({ pool }) {
  const { rows } = await pool.query('select pg_backend_pid() as pid');
  return /^\d+ \(.*\) \S+ (\d+)/.exec(readFileSync(`/proc/${rows[0].pid}/stat`, 'utf8'))[1];
}

/** Seconds of CPU that the server's ended connections have taken, and those that still run. */
function cpuOf(postmaster) {
  const ticks = readdirSync('/proc').map((pid) => {
    if (!/^\d+$/.test(pid)) return 0;
    let fields;
    try {
      fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ');
    } catch {
      return 0; // It has ended.
    }
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    if (pid === postmaster) return user + system + endedUser + endedSystem;
    return fields[1] === postmaster ? user + system : 0;
  });
  return ticks.reduce((sum, count) => sum + count, 0) / 100;
}

const bytesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);

/** Lines as they are exported. */
async function someLines(ledger, config, folder) {
  const report = await exportShards(ledger, config, requestOf({ format: 'sevenllm', folder, limit: 10_000 }));
  return report.folders[0].files.flatMap(({ path }) => readFileSync(join(folder, path), 'utf8').match(/.+\n/g));
}

/** Seconds that it takes to write so many of the lines, one after the other, over and over. */
async function writePlainly(lines, count, path) {
  const cpuBefore = process.cpuUsage();
  const seconds = await secondsOf(async () => {
    const out = createWriteStream(path);
    for (let number = 0; number < count; number++)
      if (!out.write(lines[number % lines.length])) await once(out, 'drain');
    out.end();
    await once(out, 'close');
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  rmSync(path);
  return { seconds, cpu: (user + system) / 1e6 };
}

const syllables = 'ba ce di fo gu la me ni or pu ra se ti vo xi en al ur st ic'.split(' ');
const englishWords = Array.from({ length: 4000 }, (_, number) =>
  [number, number / 20, number / 400].map((place) => syllables[Math.floor(place) % 20]).join(''),
);
const chineseWords = Array.from({ length: 4000 }, (_, number) => String.fromCodePoint(0x4e00 + 2 * number));

/** Two thousand texts of 3,000 characters, the same in every run, of few common words and many rare ones. */
function proseOf(words, between) {
  let state = 1;
  const word = () => {
    state = (state * 48271) % 2147483647;
    return words[Math.floor(words.length * (state / 2147483647) ** 3)];
  };
  return Array.from({ length: 2000 }, () => Array.from({ length: 3000 }, word).join(between).slice(0, 3000));
}

async function fillOnce(ledger, pairs) {
  const { rows } = await ledger.pool.query('select count(*)::int as pairs from pair');
  if (rows[0].pairs === pairs) return;
  if (rows[0].pairs > 0) throw new Error(`The ledger has ${rows[0].pairs} pairs: name another home.`);
  await fill(ledger, pairs);
}

/** Half of each of a document's two texts. */
const cut = (from, size) => `substr(one, ${from}, ${size} / 2) || substr(other, ${from}, ${size} / 2)`;

/**
 * Pairs as a run would leave them, seven tasks of a document in two languages, put there by the database itself. No two
 * documents share both halves of anything, or curation would find them near each other.
 */
async function fill({ pool }, pairs) {
  const client = await pool.connect();
  const tasks = ['understanding', 'generation'].flatMap((kind) =>
    taskPool.filter((task) => task.kind === kind).slice(0, 4),
  );
  const seven = tasks.slice(0, 7);
  const documents = Math.ceil(pairs / 14);
  const run = (text, values = []) => client.query(text, values);
  // Rows are put there whole: that each hangs on others needs no proof here.
  await run('set session_replication_role = replica');
  await run("set synchronous_commit = off; set maintenance_work_mem = '512MB'; set jit = off");
  await run('create temporary table prose (number integer, en text storage external, zh text storage external)');
  await run(
    'insert into prose select ordinality - 1, en, zh from unnest($1::text[], $2::text[]) with ordinality as of (en, zh)',
    [proseOf(englishWords, ' '), proseOf(chineseWords, '')],
  );
  await run('analyze prose');
  await run(
    `insert into page (id, source, url, kind) select 'page_' || md5(n::text), 'source-' || n % 20, 'https://news.example/reports/' || n, 'article' from generate_series(1, $1) n`,
    [documents],
  );
  await run(
    `insert into document (id, page_id, source, url, title, authors, published_at, tags, language, licence, blocks, text_hash, signature, length)
     select 'doc_' || md5(n::text), 'page_' || md5(n::text), 'source-' || n % 20, 'https://news.example/reports/' || n,
       'Report ' || n, '[]', '2024-03-01', '[]', 'en', case when n % 3 = 0 then 'CC BY 4.0' end,
       jsonb_build_array(jsonb_build_object('kind', 'paragraph', 'text', substr(en, 1, 1500))),
       md5(n::text) || md5('t' || n), decode(repeat(md5(n::text), 32), 'hex'), 3000
     from generate_series(1, $1) n join prose on number = n % 2000`,
    [documents],
  );
  await run(
    `insert into completion (id, model, purpose, document_id, text, tasks, languages, input_tokens, output_tokens, cost)
     select 'cmp_' || md5(n || '-' || task), 'teacher', 'generate', 'doc_' || md5(n::text), '{}', array[task],
       array['en', 'zh'], 2000, 400, 0.001
     from generate_series(1, $1) n, unnest($2::text[]) task`,
    [documents, seven.map(({ slug }) => slug)],
  );
  const { rows: indexes } = await run(
    "select indexname, indexdef from pg_indexes where tablename = 'pair' and indexdef not like 'CREATE UNIQUE%'",
  );
  for (const { indexname } of indexes) await run(`drop index ${indexname}`);
  await run(
    `insert into pair (id, cell_id, document_id, group_id, task, category, language, instruction, input, blocks, thought, output, evidence, completion_id, model, prompt_version)
     select 'pair_' || md5(key), 'cell_' || md5(key), 'doc_' || md5(n::text), 'grp_' || md5(n || '-' || task), task, category,
       language, ${cut('200 * at', 'sizes[1]')}, ${cut('1', 'sizes[2]')}, '[0, 1, 2]', ${cut('900 + 100 * at', 'sizes[3]')},
       case when at <= 4 then jsonb_build_object('tools', jsonb_build_array(jsonb_build_object('name',
           ${cut('1500 + 100 * at', '20')}, 'use', ${cut('400 * at - 399', 'sizes[4]')})))
         else to_jsonb(${cut('400 * at - 399', 'sizes[4]')}) end,
       case when at <= 4 then $4::jsonb else '[]'::jsonb end,
       'cmp_' || md5(n || '-' || task), 'teacher', 'generate-1.0.0+abcdef0123'
     from (
       select n, task, category, at::integer, language, n || '-' || task || '-' || language as key,
         case language when 'en' then prose.en else beside.zh end as one,
         case language when 'en' then beside.en else prose.zh end as other,
         case language when 'en' then array[180, 790, 400, 500] else array[60, 320, 130, 180] end as sizes
       from generate_series(1, $1) n join prose on prose.number = n % 2000
         join prose beside on beside.number = (n + 1 + n / 2000) % 2000,
         unnest($2::text[], $3::text[]) with ordinality as tasks (task, category, at),
         unnest(array['en', 'zh']) as language
       offset 0
     ) as named
     limit $5`,
    [
      ...[documents, seven.map(({ slug }) => slug), seven.map(({ category }) => category)],
      JSON.stringify([
        { path: 'tools.0.name', kind: 'quote', start: 10, end: 70 },
        { path: 'tools.0.use', kind: 'quote', start: 80, end: 380 },
      ]),
      pairs,
    ],
  );
  for (const { indexdef } of indexes) await run(indexdef);
  await run('drop table prose');
  await run('vacuum analyze');
  client.release(true);
}

if (process.send) process.once('message', async (order) => process.send(await exportOnce(order)));
else await compare();
