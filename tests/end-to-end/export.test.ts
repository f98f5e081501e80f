import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../pipeline/hash.ts';
import { packageRoot } from '../../pipeline/package-root.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';

const input = ['corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];
const formats = ['sevenllm', 'sevenllm-extended', 'messages', 'alpaca', 'sharegpt', 'parquet', 'hf', 'pointers'];
const everything = ['--split', 'train', 'validation', 'bench'];

const rightToLeft = 'تقرير عن البرمجية \u202bالخبيثة\u202c';
const emoji = '👩🏽‍💻🔥';
const report = 'the WannaCry ransomware spread over SMB by exploiting CVE-2017-0144, and encrypted files of hospitals';

/** A record of what a page may hold: characters that join, hide or turn the line, which are left out, or are none at all. */
const odd = {
  id: 'odd',
  title: 'Odd \ud800 characters',
  text: [
    `On 12 May 2017 ${report} in the United Kingdom. Its note read: ${rightToLeft} ${emoji}.`,
    `On 13 May 2017 ${report} in \u200bSpain\u200d, and called iuqer\u200bfsodp9[.]com before it went on \udc00 to 198.51.100.7.`,
    `Microsoft had published the update MS17-010 in March 2017 \ud83d\ude00\ud83d for all versions of Windows, 中文\u3000全角 included.`,
  ].join('\n\n'),
};

async function place(database: string) {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'), 3);
  await appendFile(join(folder, 'corpus.jsonl'), `${JSON.stringify(odd)}\n`);
  const environment = { DATABASE_URL: database };
  return {
    ...{ folder, environment, database },
    async command(...args: string[]) {
      const result = await runCommand(folder, args, environment);
      expect(result.code, `${args.join(' ')}: ${result.stderr}`).toBe(0);
      return result.stdout;
    },
  };
}
type Place = Awaited<ReturnType<typeof place>>;

/** Files of a folder, manifests aside, with their hashes. */
async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of (await readdir(folder, { recursive: true })).sort())
    if (!path.endsWith('manifest.json') && (await stat(join(folder, path))).isFile())
      hashes[path] = sha256(await readFile(join(folder, path)));
  return hashes;
}

/** What the tests read of a line; each form has some of it. */
interface Line {
  id: number;
  input: string;
  document: { url: string };
}

async function linesOf(folder: string): Promise<Line[]> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.jsonl')).sort();
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  // Throws where it is no UTF-8.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return texts.flatMap((text) => decoder.decode(text).split('\n').filter(Boolean)).map((line) => JSON.parse(line));
}

async function countPairs(database: string): Promise<number> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as count from pair where to_regclass('pair') is not null");
  await client.end();
  return rows[0].count;
}

let alone: Place;
let together: Place;

beforeAll(async () => {
  alone = await place(await createDatabase());
  await alone.command('run', '--input', ...input, '--no-export');
}, 120_000);

describe('an export', () => {
  it('gives the same bytes in every form from a ledger of one worker and from one of four, of which one was killed', async () => {
    together = await place(await createDatabase());
    await together.command('ingest', ...input);
    const workers = [1, 2, 3, 4].map(() => startCommand(together.folder, ['work'], together.environment));
    const whole = await countPairs(alone.database);
    for (let count = 0; count < whole / 10; count = await countPairs(together.database)) await sleep(50);
    workers[0]!.process.kill('SIGKILL');
    expect((await workers[0]!.ended).signal).toBe('SIGKILL');
    await sleep(500);
    for (const worker of workers.slice(1)) worker.process.kill('SIGINT');
    for (const worker of workers.slice(1)) expect((await worker.ended).code).toBe(0);
    await together.command('run', '--no-export');
    for (const { command } of [alone, together])
      await command('export', '--format', ...formats, '--out', 'all', ...everything);
    const [one, four] = [await hashesOf(join(alone.folder, 'all')), await hashesOf(join(together.folder, 'all'))];
    expect(four).toEqual(one);
    for (const format of formats) expect(Object.keys(one).some((path) => path.startsWith(`${format}/`))).toBe(true);
    const { exported } = JSON.parse(await readFile(join(alone.folder, 'all/sevenllm/manifest.json'), 'utf8')).curation;
    expect(exported.en + exported.zh).toBeGreaterThan(whole * 0.9);
    expect(await linesOf(join(alone.folder, 'all', 'sevenllm'))).toHaveLength(exported.en + exported.zh);
    await together.command('verify', 'all');
  }, 240_000);

  it('is of one snapshot while another process writes to the ledger', async () => {
    const writing = await place(await createDatabase());
    const run = startCommand(writing.folder, ['run', '--input', ...input, '--no-export'], writing.environment);
    let isOver = false;
    run.ended.then(() => {
      isOver = true;
    });
    while (!isOver && (await countPairs(writing.database).catch(() => 0)) === 0) await sleep(50);
    const sizes: number[] = [];
    while (!isOver || sizes.length === 0) {
      await writing.command('export', '--format', 'sevenllm', 'messages', '--out', 'now', ...everything);
      const { pairs, counts } = JSON.parse(await readFile(join(writing.folder, 'now/sevenllm/manifest.json'), 'utf8'));
      const total = Object.values<{ en: number; zh: number }>(counts).reduce((sum, { en, zh }) => sum + en + zh, 0);
      for (const format of ['sevenllm', 'messages'])
        expect(await linesOf(join(writing.folder, 'now', format))).toHaveLength(pairs);
      expect(total).toBe(pairs);
      await writing.command('verify', 'now');
      sizes.push(pairs);
    }
    expect((await run.ended).code).toBe(0);
    expect(sizes[0]).toBeLessThanOrEqual(await countPairs(writing.database));
  }, 120_000);

  it('says so where a filter matches nothing', async () => {
    const said = await alone.command('export', '--source', 'nobody', '--out', 'none');
    expect(said).toMatch(/No pair is in this part of the dataset/);
    const manifest = JSON.parse(await readFile(join(alone.folder, 'none', 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ pairs: 0, files: [] });
  });

  it('ends well where its reader has had enough', async () => {
    const main = join(packageRoot, 'dist', 'cli', 'main.js');
    const script = `"${process.execPath}" "${main}" export --out - | head -1; echo "\${PIPESTATUS[0]}"`;
    const env = { ...alone.environment, PATH: process.env.PATH, HOME: process.env.HOME };
    const [line, code] = execFileSync('bash', ['-c', script], { cwd: alone.folder, env }).toString().split('\n');
    expect([JSON.parse(line!).id, code]).toEqual([1, '0']);
  });

  it('carries odd characters through every form of lines alike, as text that can be read anywhere', async () => {
    const of = (format: string) => linesOf(join(alone.folder, 'all', format));
    const [published, extended, chats] = [await of('sevenllm'), await of('sevenllm-extended'), await of('messages')];
    const numbers = extended.flatMap(({ document, id }) => (/#odd$/.test(document.url) ? [id] : []));
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      const record = published.find(({ id }) => id === number)!;
      expect(extended.find(({ id }) => id === number)).toMatchObject(record);
      const asWritten = JSON.stringify(record.input).slice(1, -1);
      expect(chats.filter((chat) => JSON.stringify(chat).includes(asWritten)).length).toBeGreaterThan(0);
    }
    const texts = [published, extended, chats, await of('alpaca'), await of('sharegpt')].map((all) =>
      JSON.stringify(all),
    );
    for (const text of texts) {
      // Too long to be shown.
      expect(text.isWellFormed() && !/\\ud[89a-f]/.test(text)).toBe(true);
      expect(
        ['👩🏽💻🔥', 'البرمجية الخبيثة', 'iuqerfsodp9[.]com', '中文\u3000全角'].filter((part) => !text.includes(part)),
      ).toEqual([]);
      expect(/[\u200b-\u200f\u202a-\u202e]/.test(text)).toBe(false);
    }
  });
});

/** A file system of 256 KB at a folder, or null where we may not have one. */
function smallDisk(folder: string): { end(): void } | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { end: () => execFileSync('umount', [folder]) };
}

it('leaves a folder as it was where the disk is full in the middle of a shard', async ({ skip }) => {
  const folder = join(alone.folder, 'small');
  await mkdir(folder);
  const disk = smallDisk(folder);
  if (!disk) skip('a file system of our own can be had by root only');
  try {
    await alone.command('export', '--limit', '20', '--out', 'small/shards');
    const before = await hashesOf(folder);
    const manifest = await readFile(join(folder, 'shards', 'manifest.json'), 'utf8');
    const { code, stderr } = await runCommand(
      alone.folder,
      ['export', '--format', 'sevenllm-extended', '--out', 'small/shards'],
      alone.environment,
    );
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^sevenllm: The disk is full/)]);
    expect(await hashesOf(folder)).toEqual(before);
    expect(await readFile(join(folder, 'shards', 'manifest.json'), 'utf8')).toBe(manifest);
  } finally {
    disk?.end();
  }
}, 60_000);
