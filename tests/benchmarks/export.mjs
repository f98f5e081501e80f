// Pairs exported from a ledger, beside writing the same prepared lines with a plain stream in the same run.
//   npm run build && node tests/benchmarks/export.mjs [pairs=100000] [formats=sevenllm,parquet]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../dist/pipeline/config.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';
import { defaultExport, exportShards } from '../../dist/pipeline/shards/export-shards.js';
import { formatNamed } from '../../dist/pipeline/shards/formats/index.js';
import { taskPool } from '../../dist/task-pool/index.js';

async function compare() {
  const pairs = Number(process.argv[2] ?? 100_000);
  const formats = (process.argv[3] ?? 'sevenllm,parquet').split(',');
  const folder = mkdtempSync(join(tmpdir(), 'sevenllm-benchmark-'));
  const config = loadConfig({ home: join(folder, 'home') }, {});
  const ledger = await openLedger(config);
  try {
    await fill(ledger, pairs);
    console.log(`${pairs} pairs, load ${loadavg()[0].toFixed(1)}`);
    const lines = await someLines(ledger, config, join(folder, 'some'));
    const before = await writePlainly(lines, pairs, join(folder, 'plain'));
    const runs = [];
    for (const format of formats) runs.push([format, await inChild({ config, format, folder: join(folder, format) })]);
    const after = await writePlainly(lines, pairs, join(folder, 'plain'));
    const plain = (before + after) / 2;
    const mean = Math.round(lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length);
    console.log(
      `baseline, a plain stream of lines of ${mean} bytes: ${(pairs / plain).toFixed(0)} pairs/s (${before.toFixed(1)} s, ${after.toFixed(1)} s)`,
    );
    for (const [format, { seconds, peakMb, bytes, written }] of runs)
      console.log(
        `${format}: ${(pairs / seconds).toFixed(0)} pairs/s (${seconds.toFixed(1)} s), ratio ${(plain / seconds).toFixed(3)}; ${written} pairs, ${(bytes / 1e6).toFixed(0)} MB; peak memory of Node: ${peakMb.toFixed(0)} MB`,
      );
    console.log(`load ${loadavg()[0].toFixed(1)}`);
  } finally {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exportOnce({ config, format, folder, limit }) {
  const ledger = await openLedger(config);
  const began = process.hrtime.bigint();
  const report = await exportShards(ledger, config, requestOf({ format, folder, limit }));
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  await ledger.close();
  return { seconds, written: report.pairs };
}

const requestOf = ({ format, folder, limit }) => ({
  ...defaultExport,
  splits: ['train', 'validation', 'bench'],
  ...{ folder, limit, formats: [formatNamed(format)], preferredModel: 'teacher' },
});

async function inChild(order) {
  const execArgv = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : [];
  const child = fork(fileURLToPath(import.meta.url), [], { execArgv });
  let peakMb = 0;
  const timer = setInterval(() => {
    const status = existsSync(`/proc/${child.pid}/status`) ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : '';
    peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 100);
  const ended = once(child, 'exit');
  child.send(order);
  const [report] = await once(child, 'message');
  clearInterval(timer);
  child.disconnect();
  await ended;
  return { ...report, peakMb, bytes: bytesIn(order.folder) };
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
  const began = process.hrtime.bigint();
  const out = createWriteStream(path);
  for (let number = 0; number < count; number++) if (!out.write(lines[number % lines.length])) await once(out, 'drain');
  out.end();
  await once(out, 'close');
  rmSync(path);
  return Number(process.hrtime.bigint() - began) / 1e9;
}

const englishWords =
  'the intruders used a loader to reach file servers after an operator opened mail with an archive whose script ran tools that read passwords and copied logs to a host abroad while administrators closed accounts'.split(
    ' ',
  );
const chineseWords =
  '入侵者 使用 工具 读取 服务器 上 的 密码 并 复制 日志 到 境外 主机 管理员 关闭 账户 后 恢复 系统'.split(' ');

/** Two hundred texts of 3,000 characters, the same in every run. */
function proseOf(words, between) {
  let state = 1;
  const word = () => {
    state = (state * 48271) % 2147483647;
    return state % 17 ? words[state % words.length] : String(state % 100_000);
  };
  return Array.from({ length: 200 }, () => Array.from({ length: 1500 }, word).join(between).slice(0, 3000));
}

/** Pairs as a run would leave them, seven tasks of a document in two languages, put there by the database itself. */
async function fill({ pool }, pairs) {
  const client = await pool.connect();
  const tasks = ['understanding', 'generation'].flatMap((kind) =>
    taskPool.filter((task) => task.kind === kind).slice(0, 4),
  );
  const seven = tasks.slice(0, 7);
  const documents = Math.ceil(pairs / 14);
  const [english, chinese] = [proseOf(englishWords, ' '), proseOf(chineseWords, '')];
  const run = (text, values = []) => client.query(text, values);
  // Rows are put there whole: that each hangs on others needs no proof here.
  await run('set session_replication_role = replica');
  await run(
    `insert into page (id, source, url, kind) select 'page_' || md5(n::text), 'source-' || n % 20, 'https://news.example/reports/' || n, 'article' from generate_series(1, $1) n`,
    [documents],
  );
  await run(
    `insert into document (id, page_id, source, url, title, authors, published_at, tags, language, licence, blocks, text_hash, signature, length)
     select 'doc_' || md5(n::text), 'page_' || md5(n::text), 'source-' || n % 20, 'https://news.example/reports/' || n,
       'Report ' || n, '[]', '2024-03-01', '[]', 'en', case when n % 3 = 0 then 'CC BY 4.0' end,
       jsonb_build_array(jsonb_build_object('kind', 'paragraph', 'text', ($2::text[])[n % 200 + 1])),
       md5(n::text) || md5('t' || n), decode(repeat(md5(n::text), 32), 'hex'), 3000
     from generate_series(1, $1) n`,
    [documents, english],
  );
  await run(
    `insert into completion (id, model, purpose, document_id, text, tasks, languages, input_tokens, output_tokens, cost)
     select 'cmp_' || md5(n || '-' || task), 'teacher', 'generate', 'doc_' || md5(n::text), '{}', array[task],
       array['en', 'zh'], 2000, 400, 0.001
     from generate_series(1, $1) n, unnest($2::text[]) task`,
    [documents, seven.map(({ slug }) => slug)],
  );
  await run(
    `insert into pair (id, cell_id, document_id, group_id, task, category, language, instruction, input, blocks, thought, output, evidence, completion_id, model, prompt_version)
     select 'pair_' || md5(key), 'cell_' || md5(key), 'doc_' || md5(n::text), 'grp_' || md5(n || '-' || task), task, category,
       language, substr(prose, n % 900 + at, sizes[1]), substr(prose, n % 800 + at, sizes[2]), '[0, 1, 2]',
       substr(prose, n % 700 + at, sizes[3]),
       case when at <= 4 then jsonb_build_object('tools', jsonb_build_array(jsonb_build_object('name',
           substr(prose, n % 1000 + 1, 20), 'use', substr(prose, n % 500 + 1, sizes[4]))))
         else to_jsonb(substr(prose, n % 200 + at, sizes[4])) end,
       case when at <= 4 then $7::jsonb else '[]'::jsonb end,
       'cmp_' || md5(n || '-' || task), 'teacher', 'generate-1.0.0+abcdef0123'
     from generate_series(1, $1) n,
       unnest($2::text[], $3::text[]) with ordinality as tasks (task, category, ordinality),
       lateral (select ordinality::integer as at) as numbered,
       (values ('en', $4::text[], array[180, 790, 400, 500]), ('zh', $5::text[], array[60, 320, 130, 180]))
         as languages (language, proses, sizes),
       lateral (select n || '-' || task || '-' || language as key, proses[n % 200 + 1] as prose) as named
     limit $6`,
    [
      ...[documents, seven.map(({ slug }) => slug), seven.map(({ category }) => category), english, chinese, pairs],
      JSON.stringify([
        { path: 'tools.0.name', kind: 'quote', start: 10, end: 70 },
        { path: 'tools.0.use', kind: 'quote', start: 80, end: 380 },
      ]),
    ],
  );
  await run('vacuum analyze');
  client.release(true);
}

if (process.send) process.once('message', async (order) => process.send(await exportOnce(order)));
else await compare();
