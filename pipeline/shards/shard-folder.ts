import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { messageOf, SetupError } from '../errors.ts';
import type { Language } from '../records.ts';
import { OutputFile } from './output-file.ts';
import type { Split } from './split.ts';

/** A file of an export; what is no shard (a card, a loader's description) holds no records. */
export interface WrittenFile {
  path: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}
export interface ShardFile extends WrittenFile {
  split: Split;
  language: Language;
  records: number;
}

export const manifestName = 'manifest.json';

const aside = '.sevenllm-export-';
/** Names the files of the export that is being put in place, and of the one that it replaces. */
const journalName = '.sevenllm-export.json';

/**
 * A folder of shards with a manifest. Everything is written aside first; then the old manifest goes, the files are put in
 * place by renaming, and the new manifest comes last: a folder without a manifest is not complete, and no file in it is
 * ever half-written. Files that are not of an earlier export are left alone.
 */
export class ShardFolder {
  readonly folder: string;
  /** The shards written so far, in order. */
  readonly shards: ShardFile[] = [];
  /** What stands beside them. */
  readonly others: WrittenFile[] = [];
  readonly #aside: string;
  readonly #open = new Set<OutputFile>();

  private constructor(folder: string, besides: string) {
    this.folder = folder;
    this.#aside = besides;
  }

  static async open(path: string): Promise<ShardFolder> {
    const folder = resolve(path);
    try {
      await mkdir(folder, { recursive: true });
      for (const name of await readdir(folder))
        if (name.startsWith(aside)) await rm(join(folder, name), { recursive: true, force: true });
      return new ShardFolder(folder, await mkdtemp(join(folder, aside)));
    } catch (error) {
      throw new SetupError(`Cannot write to ${folder}: ${messageOf(error)}. Choose another folder with --out.`);
    }
  }

  /** Begins a file, by its path in the folder. */
  async create(path: string): Promise<OutputFile> {
    const file = await OutputFile.create(join(this.#aside, path));
    this.#open.add(file);
    return file;
  }

  /** Ends a shard and notes it. */
  async endShard(file: OutputFile, shard: Omit<ShardFile, 'bytes' | 'sha256'>): Promise<void> {
    this.shards.push({ ...shard, ...(await this.#end(file)) });
  }

  /** Gives a shard another path, where that tells how many there are in all. */
  async renameShard(from: string, to: string): Promise<void> {
    const shard = this.shards.find(({ path }) => path === from)!;
    await mkdir(dirname(join(this.#aside, to)), { recursive: true });
    await rename(join(this.#aside, from), join(this.#aside, to));
    shard.path = to;
  }

  /** Ends a file that is no part of the export and goes with it; returns where it can be read until then. */
  async endAside(file: OutputFile, path: string): Promise<string> {
    await this.#end(file);
    return join(this.#aside, path);
  }

  /** Writes a small file beside the shards. */
  async writeBeside(path: string, text: string): Promise<void> {
    this.others.push({ path, ...(await this.#write(path, text)) });
  }

  /** Puts what was written in place, manifest last. */
  async publish(manifest: object): Promise<void> {
    const ours = [...this.shards, ...this.others].map(({ path }) => path);
    const stale = await this.#earlierFiles();
    await this.#write(manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
    await this.#write(journalName, JSON.stringify([...new Set([...stale, ...ours])]));
    await rename(join(this.#aside, journalName), join(this.folder, journalName));
    await rm(join(this.folder, manifestName), { force: true });
    for (const path of ours) {
      await mkdir(dirname(join(this.folder, path)), { recursive: true });
      await rename(join(this.#aside, path), join(this.folder, path));
    }
    const kept = new Set(ours);
    for (const path of stale) if (!kept.has(path)) await rm(join(this.folder, path), { force: true });
    await rename(join(this.#aside, manifestName), join(this.folder, manifestName));
    await rm(join(this.folder, journalName), { force: true });
    await rm(this.#aside, { recursive: true, force: true });
  }

  /** Removes what was written aside; what stood in the folder before is untouched. */
  async abandon(): Promise<void> {
    await Promise.all([...this.#open].map((file) => file.abandon()));
    await rm(this.#aside, { recursive: true, force: true });
  }

  async #write(path: string, text: string): Promise<{ bytes: number; sha256: string }> {
    const file = await this.create(path);
    await file.write(Buffer.from(text, 'utf8'));
    return this.#end(file);
  }

  async #end(file: OutputFile): Promise<{ bytes: number; sha256: string }> {
    const ended = await file.end();
    this.#open.delete(file);
    return ended;
  }

  /** Files of the last export, and of one that was killed while it put them in place. */
  async #earlierFiles(): Promise<string[]> {
    const manifest = (await readJson(join(this.folder, manifestName))) as { files?: unknown; others?: unknown } | null;
    const listed = [manifest?.files, manifest?.others, await readJson(join(this.folder, journalName))].flatMap(
      (list) => (Array.isArray(list) ? list.map((entry: unknown) => (isFile(entry) ? entry.path : entry)) : []),
    );
    return listed.filter((path): path is string => typeof path === 'string' && this.#isInside(path));
  }

  /** A manifest may have been written by anyone: nothing outside the folder is touched. */
  #isInside(path: string): boolean {
    return path !== '' && resolve(this.folder, path).startsWith(this.folder + sep);
  }
}

const isFile = (entry: unknown): entry is { path: unknown } =>
  typeof entry === 'object' && entry !== null && 'path' in entry;

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
