import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { createLedger } from '../test-database.ts';
import { type RunningCommand, runCommand, startCommand } from './cli.ts';
import { temporaryFolder } from './corpus.ts';

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time');
    await sleep(50);
  }
}

/** A site of one listing, which takes its time, and one article. */
async function startSite() {
  const site = { wait: async () => {}, underWay: 0, most: 0, asked: 0, port: 0 };
  const server = createServer(async (request, response) => {
    if (request.url !== '/') return void response.writeHead(404).end();
    site.asked++;
    site.underWay++;
    site.most = Math.max(site.most, site.underWay);
    response.once('close', () => site.underWay--);
    await site.wait();
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body><a href="/nothing">Nothing</a></body>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.port = (server.address() as AddressInfo).port;
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return site;
}

for (const backend of ['postgres', 'redis'] as const) {
  const redisUrl = inject('redisUrl');
  describe.skipIf(backend === 'redis' && redisUrl === null)(`a schedule on ${backend}`, async () => {
    const site = await startSite();
    const { ledger, config } = await createLedger();
    const folder = await temporaryFolder();
    const environment = {
      DATABASE_URL: config.databaseUrl!,
      SEVENLLM_SOURCES: join(folder, 'sources'),
      SEVENLLM_QUEUE_PREFIX: 'scheduled',
      SEVENLLM_BROWSER: 'false',
      ...(backend === 'redis' && redisUrl && { REDIS_URL: redisUrl }),
    };
    await mkdir(environment.SEVENLLM_SOURCES);
    await writeFile(
      join(environment.SEVENLLM_SOURCES, 'slow-news.mjs'),
      `export default {
        id: 'slow-news', name: 'Slow News', language: 'en', licence: 'None.', article: /^\\/a\\//, crawlDelay: 0,
        seeds: [{ kind: 'listing', url: 'http://slow.example/' }],
        connectTo: { 'slow.example': '127.0.0.1:${site.port}' },
      };`,
    );

    const workers: RunningCommand[] = [];
    const fired: { due: string; what: string }[] = [];
    /** Starts a worker; whatever it says of schedules is collected in `fired`. */
    const work = async () => {
      const worker = startCommand(folder, ['work', '--teacher', 'rules'], environment);
      workers.push(worker);
      let ready = false;
      createInterface({ input: worker.process.stderr! }).on('line', (line) => {
        const [, due, what] = /slow-news was due at (\S+) .*: (.*)\.$/.exec(line) ?? [];
        if (due && what) fired.push({ due, what });
        ready ||= line.startsWith('Working on');
      });
      await until(() => ready);
      return worker;
    };
    const schedule = (...args: string[]) => runCommand(folder, ['schedule', ...args], environment);
    const began = () => fired.filter(({ what }) => what === 'its crawl began').length;
    const openCrawls = () => ledger.db.selectFrom('crawl').select('id').where('ended_at', 'is', null).execute();

    afterEach(async () => {
      for (const { process } of workers) process.kill('SIGKILL');
      await Promise.all(workers.splice(0).map(({ ended }) => ended));
    });

    it('goes on firing past a kill -9 of its workers, one crawl at a time, and makes up once for what was missed', async () => {
      const added = await schedule('add', 'slow-news', '--cron', '*/2 * * * * *', '--tz', 'Asia/Shanghai');
      expect(added.code, added.stderr).toBe(0);
      expect(added.stdout).toMatch(/slow-news is scheduled\. Next due: .* GMT\+8\./);

      // Two workers, and crawls that take longer than the time between two due times.
      site.wait = () => sleep(2_500);
      const [first, second] = await Promise.all([work(), work()]);
      await until(() => began() >= 2 && fired.some(({ what }) => /still under way/.test(what)));

      // Killed in the middle of a crawl.
      await until(() => site.underWay > 0);
      for (const { process } of [first, second]) process.kill('SIGKILL');
      await Promise.all([first.ended, second.ended]);
      await sleep(4_500);

      site.wait = async () => {};
      const before = fired.length;
      const third = await work();
      await until(() => fired.length >= before + 4 && fired.at(-1)!.what === 'its crawl began');
      // At least one of the times that passed with nobody there is left out: they do not all fire one after the other.
      expect(Date.parse(fired[before]!.due) - Date.parse(fired[before - 1]!.due)).toBeGreaterThanOrEqual(4_000);

      // One that is due seldom, and was missed many times; its worker is killed as well.
      await until(async () => (await openCrawls()).length === 0);
      third.process.kill('SIGKILL');
      await third.ended;
      const hourly = `${(new Date().getUTCMinutes() + 30) % 60} * * * *`;
      expect((await schedule('add', 'slow-news', '--cron', hourly)).stdout).toMatch(/has a new schedule/);
      const yesterday = new Date(Date.now() - 24 * 3_600_000);
      await ledger.db.updateTable('schedule').set({ created_at: yesterday, last_fired_at: yesterday }).execute();
      const listed = JSON.parse((await schedule('list', '--json')).stdout);
      expect(listed).toMatchObject([{ source: 'slow-news', cron: hourly, tz: 'UTC', missedAt: expect.any(String) }]);
      const beforeFourth = fired.length;
      const fourth = await work();
      expect(fired.slice(beforeFourth)).toHaveLength(1);
      fourth.process.kill('SIGKILL');
      await fourth.ended;
      await work();
      expect(fired.slice(beforeFourth)).toHaveLength(1);

      // Over all five workers: no due time twice, no two crawls at once, as the ledger and as the site saw it.
      expect(new Set(fired.map(({ due }) => due)).size).toBe(fired.length);
      expect(site.most).toBe(1);
      const { rows } = await sql`
        select 1 from crawl a join crawl b on a.id < b.id and a.source = b.source
          and a.started_at < coalesce(b.ended_at, now()) and b.started_at < coalesce(a.ended_at, now())`.execute(
        ledger.db,
      );
      expect(rows).toEqual([]);
    }, 240_000);

    // What needs no worker is the same on both.
    if (backend === 'redis') return;

    it('ends when it is removed, and can be run at once while it stands', async () => {
      // Due too seldom to disturb.
      expect((await schedule('add', 'slow-news', '--cron', '0 0 29 2 *')).stdout).toMatch(
        /slow-news (has a new schedule|is scheduled)/,
      );
      await work();
      await until(async () => (await openCrawls()).length === 0);
      const asked = site.asked;
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      site.wait = () => released;
      const now = await schedule('run-now', 'slow-news');
      expect(now.code, now.stderr).toBe(0);
      expect(now.stdout).toMatch(/The crawl of slow-news began/);
      await until(() => site.asked > asked);
      const again = await schedule('run-now', 'slow-news');
      expect(again.code, again.stderr).toBe(0);
      expect(again.stdout).toMatch(/under way already/);
      release();
      await until(async () => (await openCrawls()).length === 0);

      expect((await schedule('remove', 'slow-news')).code).toBe(0);
      const unknown = await schedule('remove', 'slow-news');
      expect(unknown.code).toBe(2);
      expect(unknown.stderr).toMatch(/There is no schedule of "slow-news"/);
      const list = await schedule('list');
      expect(list.stdout).toMatch(/There are no schedules/);
    }, 120_000);

    it.each([
      [['add', 'slow-news', '--cron', '61 * * * *'], /"61 \* \* \* \*" is wrong: .*Example: sevenllm schedule add/],
      [['add', 'slow-news', '--cron', '0 3 * * *', '--tz', 'Mars/Base'], /no time zone "Mars\/Base".*Example/],
      [['add', 'no-news', '--cron', '0 3 * * *'], /no source "no-news"\. Known: .*slow-news/],
      [['run-now', 'sample-news-en'], /no schedule of "sample-news-en"/],
    ])('says what is wrong and exits with 2: %s', async (args, message) => {
      const result = await schedule(...args);
      expect(result.stderr).toMatch(message);
      expect(result.code).toBe(2);
    });
  });
}
