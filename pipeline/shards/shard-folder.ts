import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, SetupError, StopRunError } from '../errors.ts';
import type { Language } from '../records.ts';

export interface ShardFile {
  path: string;
  language: Language;
  records: number;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

export const manifestName = 'manifest.json';

const aside = '.sevenllm-export-';

/**
 * A folder of shards with a manifest. Everything is written aside first; then the old manifest goes, the files are put in
 * place by renaming, and the new manifest comes last: a folder without a manifest is not complete, and no file in it is
 * ever half-written. Files that are not of an earlier export are left alone.
 */
export class ShardFolder {
  readonly folder: string;
  readonly #aside: string;
  readonly #series: ShardSeries[] = [];

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

  /** The shards written so far, in order. */
  get files(): ShardFile[] {
    return this.#series.flatMap((series) => series.files);
  }

  series(name: string, language: Language, mostBytes: number): ShardSeries {
    const series = new ShardSeries(this.#aside, name, language, mostBytes);
    this.#series.push(series);
    return series;
  }

  /** Puts what was written in place, manifest last. */
  async publish(manifest: object): Promise<void> {
    const written = join(this.#aside, manifestName);
    await writeDurably(written, `${JSON.stringify(manifest, null, 2)}\n`);
    // Of this export or any before it, one that was killed in the middle included: only plain names of our own shards.
    const stale = (await readdir(this.folder)).filter((name) => shardName.test(name));
    await rm(join(this.folder, manifestName), { force: true });
    for (const { path } of this.files) await rename(join(this.#aside, path), join(this.folder, path));
    const kept = new Set(this.files.map(({ path }) => path));
    for (const path of stale) if (!kept.has(path)) await rm(join(this.folder, path), { force: true });
    await rename(written, join(this.folder, manifestName));
    await rm(this.#aside, { recursive: true, force: true });
  }

  /** Removes what was written aside; what stood in the folder before is untouched. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.#series.map((series) => series.abandon()));
    await rm(this.#aside, { recursive: true, force: true });
  }
}

const shardName = /^sevenllm-[a-z]+-(en|zh)-\d{5}\.jsonl$/;
const flushAt = 1 << 20;

/** Shards of one language, cut where the next record would exceed the size. */
class ShardSeries {
  readonly files: ShardFile[] = [];
  readonly #folder: string;
  readonly #name: string;
  readonly #language: Language;
  readonly #mostBytes: number;
  #open: { handle: FileHandle; hash: Hash; file: ShardFile } | undefined;
  #buffer: Buffer[] = [];
  #buffered = 0;

  constructor(folder: string, name: string, language: Language, mostBytes: number) {
    this.#folder = folder;
    this.#name = name;
    this.#language = language;
    this.#mostBytes = mostBytes;
  }

  async write(line: string): Promise<void> {
    const bytes = Buffer.from(line, 'utf8');
    if (this.#open && this.#open.file.bytes + bytes.length > this.#mostBytes) await this.end();
    this.#open ??= await this.#start();
    this.#open.hash.update(bytes);
    this.#open.file.bytes += bytes.length;
    this.#open.file.records++;
    this.#buffer.push(bytes);
    this.#buffered += bytes.length;
    if (this.#buffered >= flushAt) await this.#flush();
  }

  async end(): Promise<void> {
    if (!this.#open) return;
    await this.#flush();
    const { handle, hash, file } = this.#open;
    this.#open = undefined;
    await durably(() => handle.sync());
    await handle.close();
    file.sha256 = hash.digest('hex');
    this.files.push(file);
  }

  async abandon(): Promise<void> {
    await this.#open?.handle.close();
    this.#open = undefined;
  }

  async #start() {
    const path = `${this.#name}-${String(this.files.length + 1).padStart(5, '0')}.jsonl`;
    const handle = await durably(() => open(join(this.#folder, path), 'wx'));
    const file: ShardFile = { path, language: this.#language, records: 0, bytes: 0, sha256: '' };
    return { handle, hash: createHash('sha256'), file };
  }

  async #flush(): Promise<void> {
    const content = Buffer.concat(this.#buffer);
    this.#buffer = [];
    this.#buffered = 0;
    await durably(() => this.#open!.handle.writeFile(content));
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await durably(() => open(path, 'wx'));
  try {
    await durably(() => handle.writeFile(text));
    await durably(() => handle.sync());
  } finally {
    await handle.close();
  }
}

/** Turns a full disk into a sentence; the folder still holds what it held before. */
async function durably<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))
      throw new StopRunError(
        'The disk is full: the shards were not written, those of the last export are untouched. Free some space and export again.',
      );
    throw error;
  }
}
