import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../pipeline/hash.ts';

/** The shards that a run left in its folder: name → SHA-256. */
export async function shardHashes(folder: string): Promise<Record<string, string>> {
  const out = join(folder, 'output', 'sevenllm-instruct');
  const names = (await readdir(out)).filter((name) => name.endsWith('.jsonl')).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, sha256(await readFile(join(out, name)))])),
  );
}
