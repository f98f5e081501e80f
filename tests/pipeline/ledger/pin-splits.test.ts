import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { idOf, sha256 } from '../../../pipeline/hash.ts';
import { ingest } from '../../../pipeline/ingest/ingest.ts';
import { findInputFiles } from '../../../pipeline/ingest/input-files.ts';
import type { LedgerDatabase } from '../../../pipeline/ledger/ledger.ts';
import { pinSplits } from '../../../pipeline/ledger/pin-splits.ts';
import { runUntilSettled } from '../../../pipeline/run.ts';
import { Session } from '../../../pipeline/session.ts';
import { defaultExport, exportShards } from '../../../pipeline/shards/export-shards.ts';
import { sevenllm } from '../../../pipeline/shards/formats/sevenllm.ts';
import { splitOf } from '../../../pipeline/shards/split.ts';
import { articlesFolder } from '../../../sample-news/load-articles.ts';
import { createDatabase, createLedger } from '../../test-database.ts';
import { pageIdOf, storePairs } from '../shards/stored-pairs.ts';

const docId = (document: number) => idOf('doc', String(document));

async function keysOf(db: LedgerDatabase): Promise<Record<string, string | null>> {
  const rows = await db.selectFrom('document').select(['id', 'split_key']).execute();
  return Object.fromEntries(rows.map(({ id, split_key }) => [id, split_key]));
}

const lost = (db: LedgerDatabase, document: number, to: number) =>
  db
    .insertInto('near_duplicate')
    .values({ document_id: docId(document), of: docId(to) })
    .execute();

/** As a better near-duplicate leaves it. */
const dropPairs = (db: LedgerDatabase, document: number) =>
  db.deleteFrom('pair').where('document_id', '=', docId(document)).execute();

describe('the key of a split', () => {
  it("is the page's id, and stays when the dataset grows, by however much at a time", async () => {
    const { ledger } = await createLedger();
    await storePairs(
      ledger.db,
      Array.from({ length: 30 }, (_, document) => ({ document })),
    );
    expect(await pinSplits(ledger.db)).toBe(30);
    const before = await keysOf(ledger.db);
    expect(before[docId(7)]).toBe(pageIdOf(7));
    await storePairs(
      ledger.db,
      Array.from({ length: 300 }, (_, number) => ({ document: 100 + number, languages: ['en' as const] })),
    );
    expect(await pinSplits(ledger.db, 7)).toBe(300);
    expect(await keysOf(ledger.db)).toMatchObject(before);
    expect(await pinSplits(ledger.db)).toBe(0);
  });

  it.each([1, 100])(
    'is handed on to near-duplicates, over several steps, and to versions, %i at once',
    async (atOnce) => {
      const { ledger } = await createLedger();
      await storePairs(ledger.db, [{ document: 1 }, { document: 5 }]);
      await pinSplits(ledger.db, atOnce);
      await storePairs(ledger.db, [{ document: 2 }, { document: 3 }, { document: 4 }]);
      await lost(ledger.db, 1, 2);
      await lost(ledger.db, 2, 3);
      for (const document of [1, 2]) await dropPairs(ledger.db, document);
      await ledger.db
        .updateTable('document')
        .set({ page_id: pageIdOf(3) })
        .where('id', '=', docId(4))
        .execute();
      await pinSplits(ledger.db, atOnce);
      const keys = await keysOf(ledger.db);
      expect([keys[docId(1)], keys[docId(2)], keys[docId(3)], keys[docId(4)], keys[docId(5)]]).toEqual([
        ...[pageIdOf(1), null, pageIdOf(1), pageIdOf(1), pageIdOf(5)],
      ]);
    },
  );

  it('is that of the bench where a document comes to stand for one of it and one of training', async () => {
    const { ledger } = await createLedger();
    const shares = { benchShare: 0.5, validationShare: 0 };
    const [bench, train] = (['bench', 'train'] as const).map(
      (split) => [...Array(99).keys()].find((document) => splitOf(pageIdOf(document), shares) === split)!,
    );
    await storePairs(ledger.db, [{ document: bench! }, { document: train! }]);
    await pinSplits(ledger.db);
    for (const original of [1000, 1001, 1002, 1003]) {
      await storePairs(ledger.db, [{ document: original }]);
      await ledger.db.deleteFrom('near_duplicate').execute();
      for (const document of [bench!, train!]) await lost(ledger.db, document, original);
      await pinSplits(ledger.db);
      const key = (await keysOf(ledger.db))[docId(original)]!;
      expect([key, splitOf(key, shares)]).toEqual([pageIdOf(bench!), 'bench']);
    }
  });

  it('is given once where two exports begin together', async () => {
    const { ledger } = await createLedger();
    await storePairs(
      ledger.db,
      Array.from({ length: 200 }, (_, document) => ({ document })),
    );
    const counts = await Promise.all([1, 2, 3].map(() => pinSplits(ledger.db)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(200);
  });
});

const place = await mkdtemp(join(tmpdir(), 'sevenllm-splits-'));
afterAll(() => rm(place, { recursive: true }));

/** The paragraphs of a sample article. */
async function paragraphsOf(name: string): Promise<string[]> {
  const $ = load(await readFile(join(articlesFolder, 'en', name), 'utf8'));
  return $('p')
    .map((_, paragraph) => $(paragraph).text().replace(/\s+/g, ' ').trim())
    .get();
}

const paragraphs = await paragraphsOf('wannacry.html');
const longer = paragraphs.join('\n\n');
const short = paragraphs.slice(0, -1).join('\n\n');
const other = (await paragraphsOf('notpetya.html')).join('\n\n');

/** A ledger into which files are read one after the other, each worked off before the next. */
async function openWork() {
  const config = loadConfig({ databaseUrl: await createDatabase(), teacher: 'rules', benchShare: 0.5 }, {});
  const session = await Session.open({
    ...{ config, command: 'test', sources: new Map() },
    log: pino({ level: 'silent' }),
  });
  afterAll(() => session.close('ended'));
  return {
    config,
    session,
    async add(name: string, text: string) {
      const path = join(place, `${name}.txt`);
      await writeFile(path, text);
      const files = (await findInputFiles([path])).map((file) => ({ ...file, name }));
      const warc = { urlPattern: undefined, sources: new Map() };
      await ingest(session.ledger, { files, fields: { text: 'text' }, warc, runId: session.runId });
      expect(await runUntilSettled(session, AbortSignal.timeout(60_000))).toBe('settled');
    },
    async splits() {
      const pairs = await session.ledger.db
        .selectFrom('pair')
        .innerJoin('document', 'document.id', 'pair.document_id')
        .select(['document.url', 'document.split_key'])
        .distinct()
        .orderBy('document.url')
        .execute();
      return Object.fromEntries(pairs.map(({ url, split_key }) => [url, split_key && splitOf(split_key, config)]));
    },
  };
}

const pageOf = (name: string, text: string) => idOf('page', 'local', `file:${name}`, sha256(text));

describe('splits of real documents', () => {
  it('stay where a better copy comes later, whose own page would be of another split', async () => {
    const work = await openWork();
    const benched = (name: string, text: string) => splitOf(pageOf(name, text), work.config) === 'bench';
    const names = [...Array(50).keys()].map(String);
    const copy = names.find((name) => benched(name, short))!;
    const original = names.find((name) => !benched(name, longer) && name !== copy)!;
    await work.add(copy, short);
    await work.add('other', other);
    const request = { ...defaultExport, formats: [sevenllm], preferredModel: '', folder: join(place, 'shards') };
    const first = await exportShards(work.session.ledger, work.config, request);
    const before = await work.splits();
    expect(before[`file:${copy}`]).toBe('bench');
    expect(first.heldOut).toBeGreaterThan(0);
    await work.add(original, longer);
    const second = await exportShards(work.session.ledger, work.config, request);
    const { [`file:${copy}`]: _, ...others } = before;
    expect(await work.splits()).toEqual({ ...others, [`file:${original}`]: 'bench' });
    expect(second.pairs).toBe(first.pairs);
  }, 60_000);

  it('are the same in whatever order the documents came', async () => {
    const texts = { a: short, b: longer, c: `${longer} ${other}`, d: other };
    const orders = ['abcd', 'dcba', 'badc', 'cadb'];
    const results: unknown[] = [];
    for (const order of orders) {
      const work = await openWork();
      for (const name of order) await work.add(name, texts[name as keyof typeof texts]);
      await pinSplits(work.session.ledger.db);
      results.push(await work.splits());
    }
    expect(Object.keys(results[0]!).length).toBeGreaterThan(1);
    for (const result of results) expect(result).toEqual(results[0]);
  }, 120_000);
});
