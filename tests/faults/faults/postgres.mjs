import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { killPostgres } from '../engines/postgres-server.mjs';

const isEmbedded = ({ placement }) => placement === 'embedded';
const isServer = ({ placement }) => placement !== 'embedded';
const drawDown = (random) => ({ downMs: random.whole(0, 1500) });

export const postgresFaults = [
  {
    name: 'embedded-postmaster-killed',
    weight: 3,
    fits: isEmbedded,
    async inject({ home }) {
      return `${killPostgres(join(home, 'postgres', 'data'), { children: false })} process`;
    },
  },
  {
    name: 'embedded-postgres-killed',
    weight: 3,
    fits: isEmbedded,
    async inject({ home }) {
      return `${killPostgres(join(home, 'postgres', 'data'), { children: true })} processes`;
    },
  },
  {
    name: 'keeper-killed',
    weight: 3,
    fits: isEmbedded,
    draw: (random) => ({ andPostgres: random.chance(0.5) }),
    async inject({ home }, { andPostgres }) {
      const keepers = keepersOf(home);
      for (const pid of keepers) process.kill(pid, 'SIGKILL');
      if (andPostgres) killPostgres(join(home, 'postgres', 'data'), { children: true });
      return `${keepers.length} keeper${andPostgres ? ', and its server' : ''}`;
    },
  },
  {
    name: 'postgres-killed',
    fits: isServer,
    draw: (random) => ({ ...drawDown(random), children: random.chance(0.5) }),
    async inject({ postgres }, { downMs, children }) {
      if (children) postgres.killAll(downMs);
      else postgres.takeDown('SIGKILL', downMs);
      await postgres.whenReady();
      return `${children ? 'all of it' : 'its postmaster'}, down for ${downMs} ms`;
    },
  },
  {
    name: 'postgres-restarted',
    fits: isServer,
    draw: (random) => ({ ...drawDown(random), mode: random.pick(['fast', 'immediate']) }),
    async inject({ postgres }, { downMs, mode }) {
      postgres.takeDown(mode === 'fast' ? 'SIGINT' : 'SIGQUIT', downMs);
      await postgres.whenReady();
      return `${mode}, down for ${downMs} ms`;
    },
  },
];

const keepersOf = (home) =>
  readdirSync('/proc').flatMap((name) => {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return words.some((word) => word.endsWith('keeper.js')) && words.includes(home) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
