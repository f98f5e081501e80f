import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { sampleNewsEn } from '../../crawlers/sources/sample-news-en.ts';
import { loadConfig } from '../../pipeline/config.ts';
import { audit } from '../../pipeline/ledger/audit.ts';
import { runUntilSettled } from '../../pipeline/run.ts';
import { Session } from '../../pipeline/session.ts';
import { startSampleNews } from '../../sample-news/server.ts';
import { createDatabase } from '../test-database.ts';

const site = await startSampleNews();
afterAll(() => site.close());

it('follows a source no further than its limit, says so of the pages beyond it, and balances', async () => {
  const source = { ...sampleNewsEn, maxPages: 12, connectTo: site.connectTo };
  const session = await Session.open({
    config: loadConfig({ databaseUrl: await createDatabase(), teacher: 'rules' }, {}),
    command: 'test',
    sources: new Map([[source.id, source]]),
    log: pino({ level: 'silent' }),
  });
  try {
    await session.crawl(source);
    expect(await runUntilSettled(session, AbortSignal.timeout(60_000))).toBe('settled');
    const rows = await session.ledger.db
      .selectFrom('work')
      .select(['state', 'reason'])
      .where('stage', '=', 'crawl')
      .execute();
    const beyond = rows.filter(({ reason }) => reason === 'page-limit');
    expect(beyond.length).toBeGreaterThan(5);
    expect(rows.length - beyond.length).toBeLessThanOrEqual(12);
    expect((await audit(session.ledger.db)).balanced).toBe(true);
  } finally {
    await session.close('ended');
  }
}, 90_000);
