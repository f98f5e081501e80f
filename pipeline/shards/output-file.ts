import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StopRunError } from '../errors.ts';

const flushAt = 1 << 20;

/** A file being written, durable once it has ended; its size and hash are taken on the way. */
export class OutputFile {
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #buffer: Uint8Array[] = [];
  #buffered = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Throws a StopRunError where the disk is full; the file must not be there yet. */
  static async create(path: string): Promise<OutputFile> {
    return durably(async () => {
      await mkdir(dirname(path), { recursive: true });
      return new OutputFile(await open(path, 'wx'));
    });
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What `content` lies in may be used again once it has been written. */
  async write(content: Uint8Array): Promise<void> {
    this.#hash.update(content);
    this.#bytes += content.length;
    if (content.length >= flushAt) {
      await this.#flush();
      await durably(() => this.#handle.writeFile(content));
      return;
    }
    this.#buffer.push(Buffer.from(content));
    this.#buffered += content.length;
    if (this.#buffered >= flushAt) await this.#flush();
  }

  async end(): Promise<{ bytes: number; sha256: string }> {
    await this.#flush();
    await durably(() => this.#handle.sync());
    await this.#handle.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => {});
  }

  async #flush(): Promise<void> {
    if (this.#buffered === 0) return;
    const content = Buffer.concat(this.#buffer);
    this.#buffer = [];
    this.#buffered = 0;
    await durably(() => this.#handle.writeFile(content));
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
