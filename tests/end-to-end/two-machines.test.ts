import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder } from './corpus.ts';
import { makeMachines, startPostgres, startRedis, whyNoMachines } from './machines.ts';
import { shardHashes } from './shard-hashes.ts';
import { corpusFolder, expectBalanced, form, startSlowTeacher, untilSettled } from './slow-teacher.ts';

const requestsPerMinute = 600;
const why = inject('redisUrl') === null ? 'there is no redis-server' : whyNoMachines();
if (why) console.warn(`\n*** The test of two machines is SKIPPED: ${why}. ***\n`);

describe.skipIf(why !== null)('four workers on two machines', () => {
  it('share the servers of one, keep one limit, and end as one worker would', async () => {
    const { host, machines } = makeMachines(2);
    const [one, other] = [machines[0]!, machines[1]!];
    const { endpoint, settings, whole, hold, sentAt } = await startSlowTeacher(host);
    const folder = await corpusFolder();
    const { superuser, worker } = await startPostgres(one, folder);
    const redis = await startRedis(one, folder);
    const shared = {
      ...{ ...settings, DATABASE_URL: worker, REDIS_URL: redis },
      SEVENLLM_REQUESTS_PER_MINUTE: String(requestsPerMinute),
    };
    const entered = await startCommand(folder, ['ingest', 'corpus.jsonl', ...form], shared, one).ended;
    expect(entered.code, entered.stderr).toBe(0);

    // Nobody is answered before all are there, so that no one does it all.
    const release = hold();
    const workers = await Promise.all(
      [one, one, other, other].map(async (machine) =>
        startCommand(await temporaryFolder(), ['work'], shared, { wrapper: machine.wrapper }),
      ),
    );
    const admin = new pg.Client({ connectionString: superuser });
    await admin.connect();
    const countOf = async (query: string, values: string[] = []) =>
      (await admin.query(`select count(*)::int as count ${query}`, values)).rows[0].count as number;
    while ((await countOf("from run where command = 'work'")) < 4) {
      for (const { process, ended } of workers) if (process.exitCode !== null) throw new Error((await ended).stderr);
      await sleep(100);
    }
    release();
    await untilSettled(superuser);
    expect(await countOf('from (select distinct run_id from completion) as paying')).toBe(4);
    const others = 'from pg_stat_activity where usename = $1 and client_addr = $2::inet';
    expect(await countOf(others, ['sevenllm', other.address])).toBeGreaterThan(0);
    for (const { process, ended } of workers) {
      process.kill('SIGINT');
      const { code, stderr } = await ended;
      expect(code, stderr).toBe(0);
    }
    await admin.end();

    // What was late by up to a second may be made up for.
    const spacingMs = 60_000 / requestsPerMinute;
    expect(endpoint.requests.length).toBe(whole.calls);
    expect(sentAt.at(-1)! - sentAt[0]!).toBeGreaterThan((whole.calls - 1) * spacingMs - 1_000);
    const exported = await startCommand(folder, ['run'], shared, { wrapper: other.wrapper }).ended;
    expect(exported.code, exported.stderr).toBe(0);
    expect(await shardHashes(folder)).toEqual(whole.shards);
    await expectBalanced(folder, shared);
    // From outside, without the password, nobody gets in.
    const stranger = worker.replace(/:[^:@]*@/, ':wrong@');
    const refused = await runCommand(folder, ['audit'], { ...shared, DATABASE_URL: stranger });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/password authentication failed/)]);
    expect(refused.stderr).not.toContain('wrong');
  }, 300_000);
});
