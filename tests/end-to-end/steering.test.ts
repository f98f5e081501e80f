import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Status } from '../../pipeline/ledger/status.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';

const read = (corpus: string) => ['run', '--input', corpus, '--id-field', 'id', '--title-field', 'title', '--json'];

/** A folder with a corpus in two parts, and the first of them run. */
async function begun({
  shuffled = false,
  environment = {},
}: {
  shuffled?: boolean;
  environment?: NodeJS.ProcessEnv;
} = {}) {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'), 4);
  const lines = (await readFile(join(folder, 'corpus.jsonl'), 'utf8')).trim().split('\n');
  for (const part of [0, 1]) {
    const some = lines.filter((_, index) => index % 2 === part);
    await writeFile(join(folder, `part-${part}.jsonl`), (shuffled ? some.toReversed() : some).join('\n'));
  }
  const settings = { DATABASE_URL: await createDatabase(), ...environment };
  const first = await runCommand(folder, read('part-0.jsonl'), settings);
  expect(first.code, first.stderr).toBe(0);
  return { folder, settings };
}

async function finished({ folder, settings }: Awaited<ReturnType<typeof begun>>) {
  const { code, stdout, stderr } = await runCommand(folder, read('part-1.jsonl'), settings);
  expect(code, stderr).toBe(0);
  const { evenness } = (JSON.parse(stdout) as { status: Status }).status;
  return { shards: await shardHashes(folder), understanding: evenness[0]!.normalisedEntropy! };
}

it('steers a second corpus by the first, and gives the same shards in another order, with a worker more, and killed', async () => {
  const plain = await finished(await begun());
  expect(await finished(await begun({ shuffled: true }))).toEqual(plain);

  const shared = await begun();
  const worker = startCommand(shared.folder, ['work'], shared.settings);
  await sleep(3000);
  expect(await finished(shared)).toEqual(plain);
  worker.process.kill('SIGINT');
  await worker.ended;

  const killed = await begun();
  const command = startCommand(killed.folder, read('part-1.jsonl'), killed.settings);
  await sleep(2000);
  command.process.kill('SIGKILL');
  await command.ended;
  expect(await finished(killed)).toEqual(plain);

  const byFitAlone = await finished(await begun({ environment: { SEVENLLM_STEERING: '0' } }));
  expect(byFitAlone.shards).not.toEqual(plain.shards);
  // These texts are short and hold little choice: it is enough that evenness loses nothing by it.
  expect(byFitAlone.understanding).toBeLessThan(plain.understanding + 0.01);
}, 400_000);
