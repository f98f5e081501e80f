import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { packageRoot } from '../../pipeline/package-root.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';
import { callConcurrency, corpusFolder, form, run, startSlowTeacher } from './slow-teacher.ts';

/** A build of a version to come: this one, and a migration that takes a while. Returns its program. */
async function buildNewer(): Promise<string> {
  const root = await temporaryFolder();
  const { files } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as { files: string[] };
  for (const path of ['package.json', ...files]) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await cp(join(packageRoot, path), join(root, path), { recursive: true });
  }
  await symlink(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  const index = join(root, 'dist/pipeline/ledger/migrations/index.js');
  const added = `
import { sql } from 'kysely';
migrations['999-later'] = {
  async up(db) {
    await sql\`alter table work add column later text\`.execute(db);
    await sql\`select pg_sleep(1)\`.execute(db);
  },
};
`;
  await writeFile(index, `${await readFile(index, 'utf8')}${added}`);
  return join(root, 'dist/cli/main.js');
}

const backends = [
  ['postgres', {}],
  ['redis', { REDIS_URL: inject('redisUrl') ?? '', SEVENLLM_QUEUE_PREFIX: 'rolling' }],
] as const;

const { endpoint, settings, whole, reached, restart } = await startSlowTeacher();
const file = await buildNewer();

for (const [backend, environment] of backends)
  it.skipIf(backend === 'redis' && inject('redisUrl') === null)(
    `an older worker on ${backend} stops with a word once newer ones have migrated the ledger, and nothing is lost`,
    async () => {
      restart();
      const folder = await corpusFolder();
      const shared = { ...settings, ...environment, DATABASE_URL: await createDatabase() };
      expect((await runCommand(folder, ['ingest', 'corpus.jsonl', ...form], shared)).code).toBe(0);
      const older = startCommand(folder, ['work'], shared);
      await reached(1 / 4, older);
      // Of two that come at once one migrates, and the other waits for it.
      const newer = [await corpusFolder(), await corpusFolder()].map((own) => ({
        ...{ own, command: startCommand(own, run, shared, { file }) },
      }));

      const stopped = await older.ended;
      expect(stopped.code, stopped.stderr).toBe(2);
      expect(stopped.stderr).toMatch(
        /newer version of this program \(its schema has 999-later\)\. Install that version/,
      );
      expect(stopped.stderr).not.toContain('    at ');
      for (const { own, command } of newer) {
        const { code, stderr } = await command.ended;
        expect(code, stderr).toBe(0);
        expect(await shardHashes(own)).toEqual(whole.shards);
      }
      expect(endpoint.requests.length).toBeGreaterThanOrEqual(whole.calls);
      expect(endpoint.requests.length).toBeLessThanOrEqual(whole.calls + callConcurrency);

      for (const args of [['work'], ['run'], ['audit'], ['export', '--format', 'sevenllm', '--out', 'out']]) {
        const refused = await runCommand(folder, args, shared);
        expect([refused.code, refused.stderr], args.join(' ')).toEqual([
          2,
          expect.stringMatching(/belongs to a newer version .*nothing was changed\.$/m),
        ]);
      }
      const audited = await startCommand(folder, ['audit', '--json'], shared, { file }).ended;
      expect(audited.code, audited.stdout).toBe(0);
    },
    300_000,
  );
