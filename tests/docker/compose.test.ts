import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { program } from '../../cli/program.ts';
import { loadConfig, settings } from '../../pipeline/config.ts';
import { packageRoot } from '../../pipeline/package-root.ts';
import { stageNames } from '../../pipeline/reasons.ts';

interface Service {
  image?: string;
  build?: { context: string; target: string };
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
  profiles?: string[];
  stop_grace_period?: string;
}

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');
const compose: { services: Record<string, Service>; volumes: Record<string, null> } = parse(
  read('docker-compose.yml'),
  {
    merge: true,
  },
);
const dockerfile = read('Dockerfile');
const ours = Object.entries(compose.services).filter(([, { build }]) => build);

/** The command that these arguments call, once it has taken every option; throws where one is unknown. */
async function called(args: readonly string[]): Promise<Command> {
  const root = await program(args[0]);
  const command = root.commands.find((one) => one.name() === args[0]);
  if (!command) throw new Error(`There is no command ${args[0]}`);
  const { unknown, operands } = command.parseOptions([...args.slice(1)]);
  if (unknown.length > 0 || operands.length > 0)
    throw new Error(`${args[0]} does not take ${[...unknown, ...operands]}`);
  return command;
}

describe('docker-compose.yml', () => {
  it.each(ours)('calls a command that there is, with what it takes: %s', async (_name, { command, build }) => {
    const options = (await called(command!)).opts();
    for (const stage of options.stages?.split(',') ?? []) expect(stageNames).toContain(stage);
    expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${build!.target}$`, 'm'));
  });

  it.each(ours)('sets variables that are read, to values that are taken: %s', (_name, { environment }) => {
    const known = new Set<string>(Object.values(settings).map(({ env }) => env));
    for (const name of Object.keys(environment!)) expect([...known]).toContain(name);
    const filled = Object.entries(environment!).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'secret'),
    ]);
    const config = loadConfig({}, Object.fromEntries(filled));
    expect(config).toMatchObject({
      redisUrl: 'redis://redis:6379',
      metricsPort: 9464,
      stopSeconds: 60,
      logLevel: 'info',
    });
    expect(new URL(config.databaseUrl!).hostname).toBe('postgres');
  });

  it('works on every stage, each by one kind of workers that ask the same model', () => {
    const workers = ours.filter(([, { command }]) => command![0] === 'work');
    const stages = workers.flatMap(([, { command }]) => command![command!.indexOf('--stages') + 1]!.split(','));
    expect(stages.sort()).toEqual([...stageNames].sort());
    for (const name of ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'SEVENLLM_TEACHER', 'SEVENLLM_MODEL'])
      expect(new Set(workers.map(([, { environment }]) => environment![name])).size, name).toBe(1);
  });

  it('publishes nothing beyond loopback, and holds no secrets', () => {
    for (const [name, { ports = [] }] of Object.entries(compose.services))
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
    for (const { environment = {} } of Object.values(compose.services))
      for (const [name, value] of Object.entries(environment))
        if (/PASSWORD|KEY|SECRET/.test(name)) expect(value, name).toMatch(/^\$\{\w+(:-|:\?[^}]+)\}$/);
  });

  it('waits for servers that are well, keeps what they hold, and gives workers the time to hand back', () => {
    for (const [name, { depends_on, stop_grace_period, environment }] of ours) {
      expect(depends_on, name).toMatchObject({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
      const stopSeconds = Number(/:-(\d+)\}/.exec(environment!.SEVENLLM_STOP_SECONDS!)![1]);
      expect(Number.parseInt(stop_grace_period!, 10)).toBeGreaterThan(stopSeconds + 10);
    }
    for (const name of ['postgres', 'redis']) {
      expect(compose.services[name]!.healthcheck).toBeDefined();
      expect(compose.services[name]!.volumes!.some((volume) => volume.startsWith(`${name}:`))).toBe(true);
    }
    expect(compose.services.redis!.command).toEqual(expect.arrayContaining(['--appendonly', 'yes']));
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((of) => of.split(':')[0]!),
    );
    for (const source of mounted)
      if (source.startsWith('.')) expect(existsSync(join(packageRoot, source)), source).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
  });
});

describe('the Dockerfile', () => {
  it('copies what there is, and all that the build and the program read', () => {
    const lines = dockerfile.replaceAll('\\\n', ' ').split('\n');
    const copied = lines
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    for (const path of copied) expect(existsSync(join(packageRoot, path)), path).toBe(true);
    const { include } = JSON.parse(read('tsconfig.build.json')) as { include: string[] };
    expect(copied).toEqual(expect.arrayContaining(include));
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    for (const path of files) expect(dockerfile).toContain(`COPY --from=build /app/${path} ${path}`);
  });

  it('runs as a user without rights, by a command that there is, and is healthy where that is ready', async () => {
    const stages = dockerfile.split(/^FROM /m).slice(2);
    expect(stages).toHaveLength(2);
    for (const stage of stages) expect(stage.match(/^USER \S+$/gm)!.at(-1)).toBe('USER 1000:1000');
    const args = JSON.parse(/^CMD (\[.*\])$/m.exec(stages[0]!)![1]!) as string[];
    expect((await called(args)).opts().metricsPort).toBe('9464');
    expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]*127\.0\.0\.1:9464\/readyz/);
  });
});
