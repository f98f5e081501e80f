import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';

const run = ['run', '--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];

const backends = [
  ['postgres', {}],
  ['redis', { REDIS_URL: inject('redisUrl') ?? '', SEVENLLM_QUEUE_PREFIX: 'two' }],
] as const;

for (const [backend, environment] of backends)
  it.skipIf(backend === 'redis' && inject('redisUrl') === null)(
    `two runs and a worker share one ledger on ${backend}, and end as one would`,
    async () => {
      const alone = await temporaryFolder();
      await writeCorpus(join(alone, 'corpus.jsonl'), 3);
      expect((await runCommand(alone, run, { DATABASE_URL: await createDatabase() })).code).toBe(0);

      const shared = { DATABASE_URL: await createDatabase(), ...environment };
      const folders = [await temporaryFolder(), await temporaryFolder()];
      for (const folder of folders) await writeCorpus(join(folder, 'corpus.jsonl'), 3);
      const worker = startCommand(folders[0]!, ['work'], shared);
      const results = await Promise.all(folders.map((folder) => runCommand(folder, run, shared)));
      for (const { code, stderr } of results) expect(code, stderr).toBe(0);
      worker.process.kill('SIGINT');
      expect((await worker.ended).code).toBe(0);
      const audited = await runCommand(folders[0]!, ['audit', '--json'], shared);
      expect(audited.code, audited.stdout).toBe(0);
      for (const folder of folders) expect(await shardHashes(folder)).toEqual(await shardHashes(alone));
    },
    200_000,
  );
