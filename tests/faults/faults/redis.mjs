const onRedis = ({ backend }) => backend === 'redis';

export const redisFaults = [
  {
    name: 'redis-killed',
    weight: 2,
    fits: onRedis,
    draw: (random) => ({ downMs: random.whole(0, 2500), forget: random.chance(0.5) }),
    async inject({ redis }, { downMs, forget }) {
      await redis.kill(downMs, { forget });
      return `down for ${downMs} ms, back ${forget ? 'empty' : 'with its data'}`;
    },
  },
  {
    name: 'redis-flushed',
    fits: onRedis,
    async inject({ redis }) {
      await redis.command('FLUSHALL');
      return 'while it ran';
    },
  },
];
