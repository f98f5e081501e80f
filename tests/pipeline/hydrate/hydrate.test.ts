import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../../crawlers/define-source.ts';
import { builtInSources } from '../../../crawlers/sources/index.ts';
import { loadConfig } from '../../../pipeline/config.ts';
import { SetupError } from '../../../pipeline/errors.ts';
import { type HydrateRequest, hydrate } from '../../../pipeline/hydrate/hydrate.ts';
import { runUntilSettled } from '../../../pipeline/run.ts';
import { Session } from '../../../pipeline/session.ts';
import { defaultExport, exportShards } from '../../../pipeline/shards/export-shards.ts';
import { pointers } from '../../../pipeline/shards/formats/pointers.ts';
import { sevenllm } from '../../../pipeline/shards/formats/sevenllm.ts';
import { sevenllmExtended } from '../../../pipeline/shards/formats/sevenllm-extended.ts';
import { verifyFolder } from '../../../pipeline/shards/verify-folder.ts';
import { type SampleNews, startSampleNews } from '../../../sample-news/server.ts';
import { createDatabase, createLedger } from '../../test-database.ts';

const host = 'threatwatch.example';
const place = await mkdtemp(join(tmpdir(), 'sevenllm-hydrate-'));
afterAll(() => rm(place, { recursive: true }));

const { ledger, config } = await createLedger({ home: join(place, 'home'), browser: false });
let site: SampleNews;
let sources: Map<string, Source>;
let files: string[];
let direct: Record<string, unknown>[];

beforeAll(async () => {
  site = await startSampleNews();
  const { id, ...rest } = builtInSources.find((source) => source.id === 'sample-news-en')!;
  const source = { ...rest, id, connectTo: site.connectTo };
  sources = new Map([[id, source]]);
  const other = loadConfig({ databaseUrl: await createDatabase(), teacher: 'rules', browser: false }, {});
  const log = pino({ level: 'silent' });
  const session = await Session.open({ config: other, command: 'test', sources, log });
  await session.crawl(source);
  expect(await runUntilSettled(session, AbortSignal.timeout(120_000))).toBe('settled');
  const request = { ...defaultExport, splits: ['train', 'validation', 'bench'] as const, preferredModel: 'rules' };
  const formats = [pointers, sevenllm, sevenllmExtended];
  await exportShards(session.ledger, other, { ...request, formats, folder: join(place, 'published') });
  await session.close('ended');
  files = await shardsOf(join(place, 'published', 'pointers'));
  direct = await recordsOf(join(place, 'published', 'sevenllm'));
}, 180_000);
afterAll(() => site?.close());

const shardsOf = async (folder: string) =>
  (await readdir(folder))
    .filter((name) => /^sevenllm-.*jsonl$/.test(name))
    .sort()
    .map((name) => join(folder, name));

const linesOf = async (path: string) =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const recordsOf = async (folder: string): Promise<Awaited<ReturnType<typeof linesOf>>> =>
  (await Promise.all((await shardsOf(folder)).map(linesOf))).flat().sort((a, b) => a.id - b.id);

let number = 0;
const request = (overrides: Partial<HydrateRequest> = {}): HydrateRequest => ({
  ...{ ...defaultExport, files, format: sevenllm, sources, signal: new AbortController().signal },
  folder: join(place, `restored-${++number}`),
  ...overrides,
});

const asked = () => site.requests.filter(({ path }) => path !== '/robots.txt' && !path.startsWith('/.well-known'));

function pageAt(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = site;
    get({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      text(response).then(resolve, reject);
    }).on('error', reject);
  });
}

describe('pointers', () => {
  it('hold no text of the articles, and what is needed to find it', async () => {
    const records = (await Promise.all(files.map(linesOf))).flat();
    expect(records).toHaveLength(direct.length);
    const inputs = new Map((await recordsOf(join(place, 'published', 'sevenllm-extended'))).map((r) => [r.pair_id, r]));
    for (const { input_sha256, input_length, ...rest } of records) {
      const { input, ...same } = inputs.get(rest.pair_id)!;
      expect(rest).toEqual(same);
      expect([input_sha256, input_length]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), input.length]);
      expect(JSON.stringify(rest)).not.toContain(JSON.stringify(input).slice(1, -1));
    }
  });
});

describe('hydrating', () => {
  it('goes on where it was interrupted, and restores every record as it was exported', async () => {
    const stop = new AbortController();
    const folder = join(place, 'restored');
    let pages = 0;
    const before = asked().length;
    const onProgress: HydrateRequest['onProgress'] = ({ done }) => done === 3 && stop.abort();
    const first = await hydrate(ledger, config, request({ folder, signal: stop.signal, onProgress }));
    expect(first).toMatchObject({ outcome: 'interrupted', fetched: 3 });
    const second = await hydrate(
      ledger,
      config,
      request({ folder, onProgress: (progress) => (pages = progress.pages) }),
    );
    expect(second).toMatchObject({ outcome: 'settled', restored: direct.length, changed: 0, gone: 0, brokenCount: 0 });
    expect([second.fetched, pages]).toEqual([second.pages - 3, second.pages]);
    expect(await recordsOf(folder)).toEqual(direct);
    // Each page once, with its further pages, but for the one that was under way when it was interrupted.
    const paths = asked()
      .slice(before)
      .map(({ path }) => path);
    expect(paths.length - new Set(paths).size).toBeLessThanOrEqual(1);
    expect((await verifyFolder(folder))[0]!.faults).toEqual([]);
    expect(await readdir(join(place, 'home', 'hydrate'))).toEqual([]);
    const documents = await ledger.db.selectFrom('page').select('id').execute();
    expect(documents).toEqual([]);
  }, 60_000);

  it('names what has changed, is gone or may not be used, and finds text that moved', async () => {
    const records = (await Promise.all(files.map(linesOf))).flat();
    const urls = [...new Set(records.map(({ document }) => new URL(document.url).pathname))].sort();
    const moved = '/research/colonial-pipeline';
    const [edited, removed, reserved] = urls.filter((url) => url !== moved) as [string, string, string];
    const html = { moved: await pageAt(moved), edited: await pageAt(edited), reserved: await pageAt(reserved) };
    const added =
      '<p>This report was corrected in a later edition; the analysis of the intrusion below is as it was.</p>';
    // Before its first paragraph, which stands below a summary.
    site.publish(host, moved, html.moved.replace(/(?=<p[^>]*>Colonial Pipeline carries gasoline)/, added));
    site.publish(host, edited, html.edited.replace(/(<p[^>]*>)/g, '$1Of late, '));
    site.remove(host, removed);
    site.publish(host, reserved, html.reserved.replace('<head>', '<head><meta name="robots" content="noai">'));
    const folder = join(place, 'later');
    const report = await hydrate(ledger, config, request({ folder, format: sevenllmExtended }));
    const lost = await linesOf(join(folder, 'unrestored.jsonl'));
    const reasons = (path: string) => new Set(lost.filter(({ url }) => url.endsWith(path)).map(({ reason }) => reason));
    expect([...reasons(removed)]).toEqual(['gone']);
    expect([...reasons(reserved)]).toEqual(['refused']);
    expect([...reasons(edited)]).toEqual(['changed']);
    expect(lost.find(({ url }) => url.endsWith(removed)).detail).toMatch(/404/);
    expect(report.restored + report.changed + report.gone + report.refused + report.failed).toBe(direct.length);
    const restored = await recordsOf(folder);
    const before = records.filter(({ document }) => document.url.endsWith(moved) && document.blocks[0] > 0);
    expect(before.length).toBeGreaterThan(0);
    for (const { pair_id, document } of before) {
      const found = restored.find((pair) => pair.pair_id === pair_id)!.document;
      expect(found.blocks).toEqual(document.blocks.map((block: number) => block + 1));
      expect(found.text_sha256).not.toBe(document.text_sha256);
    }
    for (const { id, input } of restored) expect(input).toBe(direct.find((record) => record.id === id)!.input);
  }, 60_000);

  it('reads compressed files, and leaves out and names what is no pointer', async () => {
    const [good] = await linesOf(files[0]!);
    const alter = (change: object) => JSON.stringify({ ...good, ...change });
    const lines = [
      JSON.stringify(good),
      'not json',
      '[]',
      alter({ split: '../../etc' }),
      alter({ task: '__proto__' }),
      alter({ input_sha256: 'x' }),
      alter({ document: { ...good.document, blocks: [3, 3, 1e9] } }),
      `{"output": "${'x'.repeat(10 << 20)}"}`,
    ];
    const path = join(place, 'hostile.jsonl.gz');
    await writeFile(path, gzipSync(lines.join('\n')));
    const report = await hydrate(ledger, config, request({ files: [path] }));
    expect(report.restored + report.changed + report.gone + report.refused).toBe(1);
    expect(report.broken.map(({ line, problem }) => `${line}: ${problem}`)).toEqual([
      '2: it is not JSON',
      expect.stringMatching(/^3: it is no pointer/),
      expect.stringMatching(/^4: .*split/),
      expect.stringMatching(/^5: .*task: no task that there is/),
      expect.stringMatching(/^6: .*input_sha256: no SHA-256/),
      expect.stringMatching(/^7: .*document.blocks: not in order/),
      '8: it is over 1 MB long',
    ]);
  }, 30_000);

  it('fetches nothing but the public web and known sources, and says so of each', async () => {
    const [good] = await linesOf(files[0]!);
    const urls = [
      ...['file:///etc/passwd', 'ftp://news.example/a', 'http://127.0.0.1:1/a', 'http://169.254.169.254/latest'],
      `http://127.0.0.1:${site.port}/`,
      'http://[::1]/a',
      'file:corpus.jsonl#7',
    ];
    const path = join(place, 'private.jsonl');
    const lines = urls.map((url) => JSON.stringify({ ...good, document: { ...good.document, url } }));
    await writeFile(path, lines.join('\n'));
    const before = site.requests.length;
    const folder = join(place, 'refused');
    const report = await hydrate(ledger, config, request({ files: [path], folder }));
    expect(report).toMatchObject({ restored: 0, refused: urls.length, failed: 0 });
    expect((await linesOf(join(folder, 'unrestored.jsonl'))).map(({ url }) => url)).toEqual(urls);
    expect(site.requests).toHaveLength(before);
    expect(await recordsOf(folder)).toEqual([]);
  }, 30_000);

  it('says what is wrong with files that hold none, before anything is fetched', async () => {
    const before = site.requests.length;
    const of = (name: string) => hydrate(ledger, config, request({ files: [join(place, name)] }));
    await writeFile(join(place, 'empty.jsonl'), '');
    await writeFile(join(place, 'cut.jsonl.gz'), gzipSync(await readFile(files[0]!)).subarray(0, 200));
    await writeFile(join(place, 'other.jsonl.zst'), 'no such thing');
    await expect(of('missing.jsonl')).rejects.toThrow(/There is no file/);
    await expect(of('published')).rejects.toThrow(/is no file: name the shards in it/);
    await expect(of('empty.jsonl')).rejects.toThrow(/There is no pointer in .*Give shards of/);
    await expect(of('cut.jsonl.gz')).rejects.toThrow(/Cannot read .*cut\.jsonl\.gz beyond line/);
    await expect(of('other.jsonl.zst')).rejects.toThrow(SetupError);
    expect(site.requests).toHaveLength(before);
  });
});
