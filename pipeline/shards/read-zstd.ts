import { codecOf } from './compress.ts';

const magic = 0xfd2fb528;
/** An export's frames hold some megabytes; a frame that claims more than this is not of one. */
const mostFrame = 256 << 20;
/** Bytes of magic, header, and the header of one block. */
const shortestFrame = 9;

/**
 * Reads a file of Zstandard frames, one frame at a time (RFC 8878, as far as our own frames go: each tells its size). Throws
 * where it is cut short or is something else.
 */
export async function* readZstd(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { decompress } = await codecOf('zstd');
  let held = Buffer.alloc(0);
  for await (const piece of pieces) {
    held = Buffer.concat([held, piece]);
    for (let end = frameEnd(held); end !== null; end = frameEnd(held)) {
      yield decompress(held.subarray(0, end));
      held = held.subarray(end);
    }
    if (held.length > mostFrame) throw new Error('a compressed part is too large');
  }
  if (held.length > 0) throw new Error('it is cut short');
}

/** Where the first frame ends; null where not all of it is there yet. */
function frameEnd(bytes: Buffer): number | null {
  if (bytes.length < shortestFrame) return null;
  if (bytes.readUInt32LE(0) !== magic) return notZstd();
  const descriptor = bytes.readUInt8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 2 ** sizeFlag;
  let at = 5 + (isSingleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!;
  if (at + sizeBytes > bytes.length) return null;
  if (sizeBytes === 0 || contentSize(bytes, at, sizeBytes) > mostFrame)
    throw new Error('a compressed part is too large');
  at += sizeBytes;
  for (;;) {
    if (at + 3 > bytes.length) return null;
    const header = bytes.readUIntLE(at, 3);
    const isRepeated = ((header >> 1) & 3) === 1;
    at += 3 + (isRepeated ? 1 : header >> 3);
    if (header & 1) break;
  }
  const end = at + (descriptor & 4 ? 4 : 0);
  return end <= bytes.length ? end : null;
}

function contentSize(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}

function notZstd(): never {
  throw new Error('it is not compressed by Zstandard');
}
