import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SetupError } from '../../pipeline/errors.ts';
import { manifestName } from '../../pipeline/shards/shard-folder.ts';
import { type BenchEntry, entrySchema } from '../build/bench-entry.ts';
import { type BenchFigures, extendedFile, reserveFile } from '../build/write-bench.ts';
import { readJsonLines } from '../score/read-bench.ts';

export interface BenchFolder {
  path: string;
  entries: BenchEntry[];
  reserve: BenchEntry[];
  figures: BenchFigures;
  settings: Record<string, unknown>;
}

const manifestSchema = z.looseObject({
  seed: z.number(),
  sizes: z.object({ open: z.number(), choice: z.number() }),
  parts: z.record(z.string(), z.object({ taken: z.number(), reserve: z.number(), quotas: z.array(z.unknown()) })),
  settings: z.record(z.string(), z.unknown()),
});

/** Reads a folder that `bench build` wrote; throws a SetupError where it is none, or is not complete. */
export async function readBenchFolder(path: string): Promise<BenchFolder> {
  const parsed = manifestSchema.safeParse(await readManifest(path));
  if (!parsed.success)
    throw new SetupError(
      `${path} is no bench that \`sevenllm bench build\` wrote, or is not complete. Build it again.`,
    );
  const { settings, ...rest } = parsed.data;
  return {
    path,
    entries: await readEntries(join(path, extendedFile)),
    reserve: await readEntries(join(path, reserveFile)),
    figures: rest as unknown as BenchFigures,
    settings,
  };
}

async function readManifest(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(path, manifestName), 'utf8'));
  } catch {
    return null;
  }
}

async function readEntries(file: string): Promise<BenchEntry[]> {
  const entries: BenchEntry[] = [];
  let number = 0;
  for await (const { value, why } of readJsonLines(file)) {
    number++;
    if (value === undefined && why === undefined) continue;
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success)
      throw new SetupError(`${file}, line ${number}, is no record of a bench: ${why ?? z.prettifyError(parsed.error)}`);
    entries.push(parsed.data);
  }
  return entries;
}
