import { request } from 'node:http';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { sampleNewsEn } from '../../crawlers/sources/sample-news-en.ts';
import { audit } from '../../pipeline/ledger/audit.ts';
import { crawlReports } from '../../pipeline/ledger/crawl-report.ts';
import { planCrawl } from '../../pipeline/ledger/crawls.ts';
import { type StageName, stageNames } from '../../pipeline/reasons.ts';
import { runUntilSettled } from '../../pipeline/run.ts';
import { Session } from '../../pipeline/session.ts';
import { startSampleNews } from '../../sample-news/server.ts';
import { createLedger } from '../test-database.ts';

const host = 'threatwatch.example';
const edited = '/research/wannacry';
const site = await startSampleNews();
afterAll(() => site.close());
const source = { ...sampleNewsEn, connectTo: site.connectTo, crawlDelay: 0 };
const url = (path: string) => `http://${host}${path}`;

const { ledger, config } = await createLedger({ teacher: 'rules' });

/** A crawl in a process's lifetime of its own: what is there is known from the ledger alone. */
async function crawl(stages: readonly StageName[] = stageNames) {
  await work(stages, async (session) => expect(await session.crawl(source)).toBe(true));
  const [report] = await crawlReports(ledger.db, [source.id]);
  return report!;
}

async function work(stages: readonly StageName[], begin?: (session: Session) => Promise<void>) {
  const session = await Session.open({
    ...{ config, command: 'test' },
    sources: new Map([[source.id, source]]),
    log: pino({ level: 'silent' }),
  });
  try {
    await begin?.(session);
    expect(await runUntilSettled(session, AbortSignal.timeout(60_000), stages)).toBe('settled');
  } finally {
    await session.close('ended');
  }
  const report = await audit(ledger.db);
  expect(report.rules.filter(({ violations }) => violations > 0)).toEqual([]);
  expect(report.balanced).toBe(true);
}

const htmlOf = (path: string) =>
  new Promise<string>((resolve, reject) => {
    const options = { host: '127.0.0.1', port: site.port, path, headers: { host } };
    request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });

const documentsOf = (path: string) =>
  ledger.db
    .selectFrom('document')
    .innerJoin('page', 'page.id', 'document.page_id')
    .select(['document.id', 'document.outdated_at', 'document.page_version', 'page.outcome', 'page.gone_at'])
    .where('page.url', '=', url(path))
    .orderBy('page_version')
    .execute();

const pairsOf = async (documentId: string) =>
  (
    await ledger.db
      .selectFrom('pair')
      .select(['task', 'language', 'input', 'output'])
      .where('document_id', '=', documentId)
      .orderBy('task')
      .orderBy('language')
      .execute()
  ).map((pair) => ({ ...pair, slot: `${pair.task} ${pair.language}` }));

const staleDocuments = async () => {
  const rows = await ledger.db
    .selectFrom('cell')
    .select(['document_id', 'id'])
    .where('stale_since', 'is not', null)
    .where('retired_at', 'is', null)
    .execute();
  return { documents: [...new Set(rows.map((row) => row.document_id))], cells: rows.length };
};

it('asks again, takes over what changed, and makes exactly the cells that rest on it stale', {
  timeout: 240_000,
}, async () => {
  const first = await crawl();
  expect(first.visited.new).toBeGreaterThan(20);
  const [original] = await documentsOf(edited);
  const before = await pairsOf(original!.id);
  expect(before.length).toBeGreaterThan(4);
  const page = await htmlOf(edited);

  // Nothing changed: every article, feed and list answers 304, and nothing is made again.
  const asked = site.requests.length;
  const second = await crawl();
  expect(second.visited).toMatchObject({ new: 0, changed: 0, failed: 0 });
  expect(second.visited.unchanged).toBeGreaterThan(20);
  const conditional = site.requests.slice(asked).filter(({ headers }) => headers['if-none-match']);
  expect(conditional.length).toBeGreaterThanOrEqual(second.visited.unchanged - 2);

  // One article edited, one with another advertisement only, one new, one gone.
  const addition =
    '<p>On 19 May 2017 researchers also found a variant of WannaCry that connects to 198.51.100.77 over port 4444 and drops a file named updater.exe.</p>';
  site.publish(host, edited, page.replace(/<p>/, `${addition}<p>`));
  const [, moved] = (await articlePaths()).filter((path) => path !== edited);
  site.publish(host, moved!, (await htmlOf(moved!)).replace('</body>', '<aside class="ad">Buy now!</aside></body>'));
  const gone = (await articlePaths()).find((path) => path !== edited && path !== moved)!;
  site.remove(host, gone);
  const third = await crawl(['crawl', 'clean', 'dedupe']);
  expect(third.visited).toMatchObject({ failed: 0 });
  expect(third.visited.gone).toBeGreaterThanOrEqual(1);

  const [old, present] = await documentsOf(edited);
  expect(old).toMatchObject({ id: original!.id, outdated_at: expect.any(Date) });
  expect(present).toMatchObject({ outdated_at: null, page_version: 2 });
  expect(await documentsOf(moved!)).toMatchObject([{ outdated_at: null, page_version: 2 }]);
  const [vanished] = await documentsOf(gone);
  expect(vanished).toMatchObject({ outdated_at: null, outcome: 'gone', gone_at: expect.any(Date) });
  const cells = await ledger.db.selectFrom('cell').select('id').where('document_id', '=', original!.id).execute();
  expect(await staleDocuments()).toEqual({ documents: [original!.id], cells: cells.length });
  // Until their successors are accepted, the pairs made of the old version stay.
  expect(await pairsOf(original!.id)).toEqual(before);

  await work(stageNames);
  const replaced = await pairsOf(present!.id);
  expect(JSON.stringify(replaced)).toContain('198.51.100.77');
  const left = await pairsOf(original!.id);
  const slots = new Set(replaced.map(({ slot }) => slot));
  expect(left.filter(({ slot }) => slots.has(slot))).toEqual([]);

  // The edit is taken back: the first version is the present one again, with the pairs it had.
  site.publish(host, edited, page);
  await crawl();
  const versions = new Map((await documentsOf(edited)).map((document) => [document.id, document.outdated_at]));
  expect(versions.get(original!.id)).toBeNull();
  expect(versions.get(present!.id)).toBeInstanceOf(Date);
  expect(await pairsOf(original!.id)).toEqual(before);
  expect((await staleDocuments()).cells).toBe(0);
});

it('takes out what was made of a page that asks not to be used any more, and lets it in again', {
  timeout: 120_000,
}, async () => {
  const page = await htmlOf(edited);
  const [document] = await documentsOf(edited);
  const before = await pairsOf(document!.id);
  site.publish(host, edited, page.replace('</head>', '<meta name="robots" content="noai"></head>'));
  await crawl();
  expect(await pairsOf(document!.id)).toEqual([]);
  site.publish(host, edited, page);
  await crawl();
  expect(await pairsOf(document!.id)).toEqual(before);
});

it('says what it would ask for, and asks for nothing', async () => {
  const asked = site.requests.length;
  const all = await planCrawl(ledger.db, source, { since: null, recheck: 'all' });
  const none = await planCrawl(ledger.db, source, { since: null, recheck: 'none' });
  expect(all.recheck).toBeGreaterThan(15);
  expect(none.recheck).toBe(0);
  expect(none.discovery).toBeGreaterThan(2);
  expect(site.requests.length).toBe(asked);
});

async function articlePaths(): Promise<string[]> {
  const rows = await ledger.db
    .selectFrom('work')
    .innerJoin('document', 'document.id', 'work.record_id')
    .select('document.url')
    .where('stage', '=', 'dedupe')
    .where('state', '=', 'kept')
    .where('document.url', 'like', '%/research/%')
    .orderBy('document.url')
    .execute();
  return rows.map((row) => new URL(row.url).pathname);
}
