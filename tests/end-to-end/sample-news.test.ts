import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../crawlers/fetch/find-chromium.ts';
import { loadSources, pickSources } from '../../crawlers/load-sources.ts';
import { loadConfig } from '../../pipeline/config.ts';
import { audit } from '../../pipeline/ledger/audit.ts';
import { crawlReports } from '../../pipeline/ledger/crawl-report.ts';
import { runUntilSettled } from '../../pipeline/run.ts';
import { Session } from '../../pipeline/session.ts';
import { defaultExport, exportShards } from '../../pipeline/shards/export-shards.ts';
import { sevenllm } from '../../pipeline/shards/formats/sevenllm.ts';
import { readExpectations } from '../../sample-news/expectations.ts';
import { type SampleNews, startSampleNews } from '../../sample-news/server.ts';
import { createDatabase } from '../test-database.ts';

const ids = ['sample-news-en', 'sample-news-zh'];
const hasBrowser = findChromium() !== null;
if (!hasBrowser) {
  if (process.env.CI === 'true') throw new Error('CI needs a Chromium, and there is none');
  console.warn('\n*** No Chromium was found: the page drawn by script is not checked. ***\n');
}

let site: SampleNews;
let session: Session;
let out: string;
const config = loadConfig({ databaseUrl: await createDatabase(), teacher: 'rules' }, {});

async function crawlAndSettle(): Promise<Session> {
  const known = await loadSources(null);
  for (const id of ids) known.set(id, { ...known.get(id)!, connectTo: site.connectTo });
  const opened = await Session.open({ config, command: 'test', sources: known, log: pino({ level: 'silent' }) });
  for (const source of pickSources(known, ids)) await opened.crawl(source);
  expect(await runUntilSettled(opened, AbortSignal.timeout(150_000))).toBe('settled');
  return opened;
}

beforeAll(async () => {
  site = await startSampleNews();
  out = await mkdtemp(join(tmpdir(), 'sevenllm-shards-'));
  session = await crawlAndSettle();
}, 180_000);

afterAll(async () => {
  await session?.close('ended');
  await site?.close();
  await rm(out, { recursive: true, force: true });
});

/** What became of a URL: the last stage its page, or its document, stands at. */
async function became(url: string) {
  const { db } = session.ledger;
  const page = await db.selectFrom('page').select(['id', 'kind']).where('url', '=', url).executeTakeFirst();
  if (!page) return { becomes: 'not met' };
  const document = await db
    .selectFrom('document')
    .select(['id', 'language'])
    .where('page_id', '=', page.id)
    .executeTakeFirst();
  const standing = await db
    .selectFrom('work')
    .select(['stage', 'state', 'reason', 'detail'])
    .where('record_id', 'in', document ? [page.id, document.id] : [page.id])
    .where('stage', 'in', ['crawl', 'clean', 'dedupe'])
    .execute();
  const bad = standing.find(({ state }) => state !== 'kept');
  if (bad) return { becomes: bad.state, stage: bad.stage, reason: bad.reason, detail: bad.detail };
  return document ? { becomes: 'document', language: document.language } : { becomes: 'discovery' };
}

describe('the sample site, from crawl to shards', () => {
  const needsBrowser = (url: string) => url.endsWith('/xz-backdoor') && !hasBrowser;

  it.each(readExpectations().urls.filter(({ url }) => !needsBrowser(url)))('$url: $becomes', async (expected) => {
    const { url, why: _, ...outcome } = expected;
    expect(await became(url)).toMatchObject(outcome);
  });

  it('meets no page that is not expected', async () => {
    const pages = await session.ledger.db.selectFrom('page').select('url').execute();
    const expected = new Set(readExpectations().urls.map(({ url }) => url));
    expect(pages.map(({ url }) => url).filter((url) => !expected.has(url))).toEqual([]);
  });

  it('balances', async () => {
    const report = await audit(session.ledger.db);
    expect(report.rules.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(report.stages.every(({ balanced, pending, failed }) => balanced && pending === 0 && failed === 0)).toBe(
      true,
    );
  });

  it('makes pairs in both languages of documents in both', async () => {
    const rows = await session.ledger.db
      .selectFrom('pair')
      .innerJoin('document', 'document.id', 'pair.document_id')
      .select(['pair.language', 'document.language as of', (column) => column.fn.countAll<number>().as('count')])
      .groupBy(['pair.language', 'document.language'])
      .execute();
    expect(rows).toHaveLength(4);
    for (const { count } of rows) expect(count).toBeGreaterThan(20);
  });

  it('lets nothing planted in a page through', async () => {
    const pairs = await session.ledger.db.selectFrom('pair').select(['input', 'thought', 'output']).execute();
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.filter((pair) => /PWNED|evil-prize|ignore all previous|忽略之前/i.test(JSON.stringify(pair)))).toEqual(
      [],
    );
  });

  it('copies input verbatim and grounds every leaf', async () => {
    const pairs = await session.ledger.db
      .selectFrom('pair')
      .innerJoin('document', 'document.id', 'pair.document_id')
      .select(['pair.input', 'pair.blocks', 'pair.evidence', 'pair.output', 'document.blocks as all'])
      .execute();
    for (const { input, blocks, evidence, all, output } of pairs) {
      expect(input).toBe(blocks.map((number) => all[number]!.text).join('\n\n'));
      for (const { start, end } of evidence) expect(end > start && end <= input.length).toBe(true);
      if (typeof output !== 'string') expect(evidence.length).toBeGreaterThan(0);
    }
  });

  it('asks each host no faster than its delay allows, over the whole crawl', () => {
    // Hops of redirects, and what a page drawn by script asks for, have no turn of their own.
    const withoutTurn = 15;
    for (const host of new Set(site.requests.map((request) => request.host))) {
      const times = site.requests.filter((request) => request.host === host).map(({ at }) => at);
      const turns = times.length - withoutTurn;
      expect(turns).toBeGreaterThan(10);
      // A busy machine may bunch single requests; it cannot shorten the whole.
      expect(times.at(-1)! - times[0]!).toBeGreaterThan(turns * 45);
    }
  });

  it('writes shards in the published form, and the same again after a second run', async () => {
    const request = { ...defaultExport, folder: out, formats: [sevenllm], preferredModel: session.teacher.model };
    const first = (await exportShards(session.ledger, config, request)).folders[0]!;
    expect(first.files[0]!.path).toBe('sevenllm-instruct-train-en-00001.jsonl');
    const records = (await readFile(join(out, first.files[0]!.path), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const record of records) {
      expect(Object.keys(record)).toEqual(['id', 'category', 'instruction', 'input', 'thought', 'output']);
      expect(typeof record.output).toBe('string');
      expect(record.instruction).toMatch(/^(Execute the following|执行如下)/);
    }
    await session.close('ended');
    const before = site.requests.length;
    session = await crawlAndSettle();
    // Articles are asked whether they have changed; those of several pages have to be asked for whole.
    const asked = site.requests.slice(before).filter(({ path }) => /^\/(research|article)\//.test(path));
    const unconditional = asked.filter(({ headers }) => !headers['if-none-match']).map(({ path }) => path);
    expect(asked.length).toBeGreaterThan(15);
    expect(unconditional.filter((path) => !/conficker-lessons|print|stuxnet|xiongmao|\?page=/.test(path))).toEqual([]);
    const reports = await crawlReports(session.ledger.db);
    expect(reports.map(({ visited }) => visited.new + visited.changed)).toEqual([0, 0]);
    const second = await exportShards(session.ledger, config, request);
    expect(second.folders[0]!.files).toEqual(first.files);
  }, 120_000);
});
