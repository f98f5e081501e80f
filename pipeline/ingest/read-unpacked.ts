import { createReadStream } from 'node:fs';
import { createGunzip, type Gunzip } from 'node:zlib';

/** Thrown where packed data cannot be unpacked any further. */
export class DamagedDataError extends Error {
  override name = 'DamagedDataError';

  /** Whether it shows only now that the bytes last given may not be what was packed. */
  get concernsTheLast(): boolean {
    return this.cause instanceof Error && this.cause.message === 'incorrect data check';
  }
}

const readBytes = 256 * 1024;
/** Given to zlib at once. It can unpack to a thousand times as much: what a bomb costs in memory. */
const writeBytes = 32 * 1024;
const chunkBytes = 256 * 1024;

/**
 * The bytes of a file, unpacked where they begin like gzip, of any number of members; its name says nothing, since
 * servers unpack files and leave their names. Throws DamagedDataError where gzip data is cut off, after giving everything
 * before it, or damaged, after all but the last 256 KB before it; and whatever reading the file throws.
 */
export async function* readUnpacked(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: readBytes });
  let gunzip: Unpacking | null | undefined;
  let read = 0;
  try {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      gunzip ??= read === 0 && chunk[0] === 0x1f && chunk[1] === 0x8b ? new Unpacking() : null;
      if (!gunzip) yield chunk;
      else
        for (let start = 0; start < chunk.length; start += writeBytes)
          yield* gunzip.write(chunk.subarray(start, start + writeBytes), read + start);
      read += chunk.length;
    }
    if (gunzip) yield* gunzip.end(read);
  } finally {
    gunzip?.close();
  }
}

// Node's iterator over a stream that fails forgets what it had ready, which is records that came before the failure.
class Unpacking {
  readonly #gunzip: Gunzip = createGunzip({ chunkSize: chunkBytes });
  #ready: Buffer[] = [];
  #failure: Error | undefined;
  #ended = false;
  #wake: () => void = () => {};

  constructor() {
    this.#gunzip.on('data', (piece: Buffer) => this.#ready.push(piece));
    this.#gunzip.on('error', (error) => {
      this.#failure = error;
      this.#wake();
    });
    this.#gunzip.on('end', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** Unpacks a piece that stands at byte `start` of the file. */
  async *write(chunk: Buffer, start: number): AsyncGenerator<Buffer> {
    if (this.#ended) {
      // After zero bytes zlib takes the rest for padding.
      if (chunk.every((byte) => byte === 0)) return;
      throw new DamagedDataError(`the gzip data ends before byte ${start} of the file, and more follows`);
    }
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#gunzip.write(chunk, () => resolve());
    });
    yield* this.#take(start + chunk.length);
  }

  async *end(read: number): AsyncGenerator<Buffer> {
    if (!this.#ended && !this.#failure)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#gunzip.end();
      });
    yield* this.#take(read);
  }

  *#take(read: number): Generator<Buffer> {
    const ready = this.#ready;
    this.#ready = [];
    yield* ready;
    const cause = this.#failure;
    if (!cause) return;
    const cut = 'code' in cause && cause.code === 'Z_BUF_ERROR';
    const what = cut ? 'the file ends in the middle of its gzip data' : `its gzip data is damaged (${cause.message})`;
    throw new DamagedDataError(`${what}, before byte ${read} of the file`, { cause });
  }

  close(): void {
    this.#gunzip.destroy();
  }
}
