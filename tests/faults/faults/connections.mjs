import { setTimeout as sleep } from 'node:timers/promises';

const isProxied = ({ placement }) => placement === 'proxied';
const drawEngine = (random, { backend }) => ({
  engine: backend === 'redis' ? random.pick(['postgres', 'redis']) : 'postgres',
});

export const connectionFaults = [
  {
    name: 'connections-ended',
    fits: () => true,
    draw: drawEngine,
    async inject({ query, redis }, { engine }) {
      if (engine === 'redis') {
        const clients = await redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        return `${clients} of Redis, by CLIENT KILL`;
      }
      const rows = await query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      return `${rows.length} of PostgreSQL, by pg_terminate_backend`;
    },
  },
  {
    name: 'connections-cut',
    weight: 4,
    fits: isProxied,
    draw: drawEngine,
    async inject({ proxies }, { engine }) {
      return `${proxies[engine].cut()} to ${engine}`;
    },
  },
  {
    name: 'connections-stalled',
    weight: 4,
    fits: isProxied,
    draw: (random, plan) => ({ ...drawEngine(random, plan), stalledMs: random.whole(500, 7000) }),
    async inject({ proxies }, { engine, stalledMs }) {
      proxies[engine].stall();
      await sleep(stalledMs);
      proxies[engine].goOn();
      return `to ${engine}, for ${stalledMs} ms`;
    },
  },
];
