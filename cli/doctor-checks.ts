import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import type { Config } from '../pipeline/config.ts';
import { messageOf } from '../pipeline/errors.ts';
import type { Ledger } from '../pipeline/ledger/ledger.ts';
import { openWorkQueue } from '../pipeline/queue/work-queue.ts';

/** Something that works as it is, and that a person should know of. */
export interface Doubt {
  doubt: string;
}

/** Majors that the program is made for. */
const least = { node: [20, 19], postgres: 14, redis: 6 } as const;
/** Connections that one process opens at most: the ledger's pool, the queue's, and one by which it is known to be there. */
const connectionsOfProcess = 12 + 24 + 1;
/** Schedules, back-offs and limits go by the database's clock; logs and visits by this machine's. */
const mostSkewMs = 2_000;
const leastOpenFiles = 4096;

export function checkNode(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < least.node[0] || (major === least.node[0] && minor < least.node[1]))
    throw new Error(`${process.version} is too old; install Node.js ${least.node.join('.')} or newer.`);
  return process.version;
}

export async function checkDatabase(config: Config, ledger: Ledger): Promise<string> {
  const { rows } = await ledger.pool.query<{ server_version: string }>('show server_version');
  const version = rows[0]?.server_version ?? 'unknown';
  if (Number.parseInt(version, 10) < least.postgres)
    throw new Error(`PostgreSQL ${version} is too old; use ${least.postgres} or newer.`);
  return `PostgreSQL ${version}, ${config.databaseUrl ? 'of DATABASE_URL' : `embedded in ${config.home}`}`;
}

export async function checkQueue(config: Config, ledger: Ledger): Promise<string> {
  const queue = await openWorkQueue(config, ledger);
  await queue.close();
  return `BullMQ on ${queue.backend}`;
}

/** Whether one more worker would find room. */
export async function checkConnections({ pool }: Ledger): Promise<string | Doubt> {
  const { rows } = await pool.query<{ most: number; reserved: number; taken: number }>(`
    select current_setting('max_connections')::int as most,
      current_setting('superuser_reserved_connections')::int as reserved,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as taken`);
  const { most, reserved, taken } = rows[0]!;
  const left = most - reserved - taken;
  const found = `${taken} of ${most - reserved} taken; a worker opens up to ${connectionsOfProcess}`;
  if (left >= connectionsOfProcess)
    return `${found}, so there is room for ${Math.floor(left / connectionsOfProcess)} more`;
  return {
    doubt: `${found}, and there is no room for one more. Raise max_connections, or set REDIS_URL: a worker then opens ${connectionsOfProcess - 24}.`,
  };
}

export async function checkClock({ pool }: Ledger): Promise<string | Doubt> {
  const asked = Date.now();
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
  const answered = Date.now();
  const skew = Math.round(rows[0]!.now.getTime() - (asked + answered) / 2);
  const found = `${Math.abs(skew)} ms ${skew < 0 ? 'ahead of' : 'behind'} the database`;
  if (Math.abs(skew) - (answered - asked) / 2 <= mostSkewMs) return found;
  return { doubt: `${found}: logs and visits are dated wrongly. Let both machines keep time by NTP.` };
}

export async function checkDatabaseUser(config: Config, { pool }: Ledger): Promise<string | Doubt> {
  const { rows } = await pool.query<{ name: string; usesuper: boolean }>(
    'select current_user as name, usesuper from pg_user where usename = current_user',
  );
  const { name, usesuper } = rows[0]!;
  if (!config.databaseUrl || !usesuper) return name;
  return {
    doubt: `${name} is a superuser, and need not be: docker/postgres/10-sevenllm.sql makes a role with what is needed.`,
  };
}

export async function checkRedis(url: string): Promise<string | Doubt> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    await redis.connect();
    const about = await redis.info();
    const of = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(about)?.[1] ?? '';
    const version = of('redis_version');
    if (Number.parseInt(version, 10) < least.redis)
      throw new Error(`Redis ${version} is too old; use ${least.redis}.2 or newer.`);
    if (of('maxmemory_policy') !== 'noeviction')
      throw new Error(
        `Redis ${version} may evict jobs (maxmemory-policy ${of('maxmemory_policy')}); set it to noeviction.`,
      );
    if (of('aof_enabled') !== '1')
      return {
        doubt: `Redis ${version} keeps no log (appendonly no): what it loses by a restart, the ledger gives back.`,
      };
    return `Redis ${version}, append-only`;
  } catch (error) {
    throw new Error(`REDIS_URL: ${messageOf(error)} Start it, correct the address, or unset REDIS_URL.`);
  } finally {
    redis.disconnect();
  }
}

/** Linux tells; elsewhere nobody asks. */
export async function checkOpenFiles(): Promise<string | Doubt> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const most = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  if (!most) return 'not known on this system';
  if (most === 'unlimited' || Number(most) >= leastOpenFiles) return `${most} at most`;
  return {
    doubt: `${most} at most, which many connections at once may use up. Raise it (ulimit -n ${leastOpenFiles}).`,
  };
}
