import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { messageOf, SetupError } from '../errors.ts';
import { noFacts, type RecordFacts, readRecordFacts } from './read-record-facts.ts';
import { manifestName } from './shard-folder.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({ path: z.string().min(1), bytes: z.number().int().min(0), sha256: sha256Schema });
const shardSchema = fileSchema.extend({
  records: z.number().int().min(0),
  split: z.string(),
  language: z.enum(['en', 'zh']),
});
const countsSchema = z.record(z.string(), z.object({ en: z.number(), zh: z.number() }));
const manifestSchema = z.object({
  format: z.string(),
  pairs: z.number().int().min(0),
  counts: countsSchema,
  splits: countsSchema,
  files: z.array(shardSchema),
  others: z.array(fileSchema).default([]),
});
type Manifest = z.infer<typeof manifestSchema>;

/** What is wrong with one file, or with the folder as a whole where there is no path. */
export interface Fault {
  kind: 'manifest' | 'missing' | 'changed' | 'extra' | 'records' | 'counts' | 'outside';
  path: string | null;
  detail: string;
}

export interface FolderReport {
  folder: string;
  format: string | null;
  files: number;
  /** Read off the shards that are as the manifest says. */
  records: number;
  faults: Fault[];
}

/**
 * Checks a folder, or each folder of a folder of formats, against its manifest: files, their bytes and hashes, and what
 * their records are. A manifest may have been written by anyone: nothing outside the folder is opened. Throws a SetupError
 * where there is no export.
 */
export async function verifyFolder(path: string): Promise<FolderReport[]> {
  const folder = resolve(path);
  const found = await exportsIn(folder);
  if (found.length === 0)
    throw new SetupError(
      `${folder} holds no ${manifestName}, nor does a folder in it: name a folder that \`sevenllm export\` wrote.`,
    );
  const reports: FolderReport[] = [];
  for (const each of found) reports.push(await verifyOne(each));
  return reports;
}

async function exportsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.some(({ name }) => name === manifestName)) return [folder];
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
    const held = await Promise.all(folders.map(async (each) => (await statOf(join(each, manifestName))) !== null));
    return folders.filter((_, index) => held[index]).sort();
  } catch (error) {
    throw new SetupError(`Cannot read ${folder}: ${messageOf(error)}.`);
  }
}

async function verifyOne(folder: string): Promise<FolderReport> {
  const report: FolderReport = { folder, format: null, files: 0, records: 0, faults: [] };
  const manifest = await readManifest(folder, report.faults);
  if (!manifest) return report;
  report.format = manifest.format;
  const listed = [...manifest.files, ...manifest.others];
  report.files = listed.length;
  const sound = new Set<string>();
  for (const file of listed) {
    const fault = await faultOf(folder, file);
    if (fault) report.faults.push({ path: file.path, ...fault });
    else sound.add(file.path);
  }
  await noteExtra(folder, new Set(listed.map(({ path }) => resolve(folder, path))), report.faults);
  const seen = noFacts();
  for (const shard of manifest.files) {
    if (!sound.has(shard.path)) continue;
    try {
      const before = seen.records;
      await readRecordFacts(join(folder, shard.path), shard, seen);
      const records = seen.records - before;
      if (records !== shard.records)
        report.faults.push({
          kind: 'records',
          path: shard.path,
          detail: `holds ${records} records, not ${shard.records}`,
        });
    } catch (error) {
      report.faults.push({ kind: 'records', path: shard.path, detail: `cannot be read: ${messageOf(error)}` });
    }
  }
  report.records = seen.records;
  if (manifest.files.every(({ path }) => sound.has(path))) compareCounts(manifest, seen, report.faults);
  return report;
}

async function readManifest(folder: string, faults: Fault[]): Promise<Manifest | null> {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    faults.push({
      kind: 'manifest',
      path: manifestName,
      detail: `is no manifest of an export: ${issue?.path.join('.')}: ${issue?.message}`,
    });
  } catch (error) {
    faults.push({ kind: 'manifest', path: manifestName, detail: `cannot be read: ${messageOf(error)}` });
  }
  return null;
}

async function faultOf(
  folder: string,
  { path, bytes, sha256 }: z.infer<typeof fileSchema>,
): Promise<Omit<Fault, 'path'> | null> {
  const full = resolve(folder, path);
  if (!full.startsWith(folder + sep))
    return { kind: 'outside', detail: 'is outside of the folder, and was not looked at' };
  if (await leadsElsewhere(folder, full)) return { kind: 'outside', detail: 'is a link, and was not followed' };
  const found = await statOf(full);
  if (!found?.isFile()) return { kind: 'missing', detail: found ? 'is not a file' : 'is missing' };
  if (found.size !== bytes) return { kind: 'changed', detail: `has ${found.size} bytes, not ${bytes}` };
  const hash = createHash('sha256');
  for await (const piece of createReadStream(full)) hash.update(piece as Buffer);
  return hash.digest('hex') === sha256 ? null : { kind: 'changed', detail: 'has another hash than was written' };
}

/** Whether the path, or a folder on the way to it, is a symbolic link. */
async function leadsElsewhere(folder: string, full: string): Promise<boolean> {
  const parts = relative(folder, full).split(sep);
  for (const [index] of parts.entries()) {
    const here = await lstat(join(folder, ...parts.slice(0, index + 1))).catch(() => null);
    if (here?.isSymbolicLink()) return true;
  }
  return false;
}

async function noteExtra(folder: string, listed: ReadonlySet<string>, faults: Fault[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const extra = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !listed.has(path) && path !== join(folder, manifestName))
    .map((path) => relative(folder, path));
  for (const path of extra.sort()) faults.push({ kind: 'extra', path, detail: 'is not in the manifest' });
}

/** Where records tell their task or split, they must add up to what the manifest says. */
function compareCounts(manifest: Manifest, seen: RecordFacts, faults: Fault[]): void {
  const note = (detail: string) => faults.push({ kind: 'counts', path: null, detail });
  if (seen.records !== manifest.pairs)
    note(`the shards hold ${seen.records} records, the manifest says ${manifest.pairs} pairs`);
  for (const [what, said, found] of [
    ['task', manifest.counts, seen.tasks],
    ['split', manifest.splits, seen.splits],
  ] as const) {
    if (Object.keys(found).length === 0) continue;
    for (const name of new Set([...Object.keys(said), ...Object.keys(found)]))
      for (const language of ['en', 'zh'] as const) {
        const [is, shouldBe] = [found[name]?.[language] ?? 0, said[name]?.[language] ?? 0];
        if (is !== shouldBe)
          note(`${what} ${JSON.stringify(name)} has ${is} pairs in ${language}, the manifest says ${shouldBe}`);
      }
  }
}

async function statOf(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null);
}
