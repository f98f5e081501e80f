import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';
import { init, decompress as unzstd, compress as zstd } from '@bokuweb/zstd-wasm';

export const compressions = ['none', 'gzip', 'zstd'] as const;
export type Compression = (typeof compressions)[number];

export const extensionOf: Record<Compression, string> = { none: '', gzip: '.gz', zstd: '.zst' };

/** How much is compressed at a time: each is a gzip member or a Zstandard frame, and those of a file are read as one. */
export const compressedAtOnce = 4 << 20;

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);
// To begin it twice breaks it.
let ready: Promise<void> | undefined;

/** Compresses a part of a file. The same input gives the same bytes, whatever Node's version has built in. */
export async function compress(content: Buffer, compression: Compression): Promise<Uint8Array> {
  if (compression === 'none') return content;
  if (compression === 'gzip') return gzipped(content, { level: 6 });
  ready ??= init();
  await ready;
  return zstd(content, 10);
}

/** Reads what `compress` made of one part. */
export async function decompress(content: Uint8Array, compression: Compression): Promise<Buffer> {
  if (compression === 'none') return Buffer.from(content);
  if (compression === 'gzip') return gunzipped(content);
  ready ??= init();
  await ready;
  return Buffer.from(unzstd(content));
}

/** The same at once, for libraries that cannot wait. */
export async function codecOf(compression: Exclude<Compression, 'none'>): Promise<Codec> {
  if (compression === 'gzip')
    return { compress: (content) => gzipSync(content, { level: 6 }), decompress: (content) => gunzipSync(content) };
  ready ??= init();
  await ready;
  return { compress: (content) => zstd(content, 10), decompress: (content) => unzstd(content) };
}

export interface Codec {
  compress(content: Uint8Array): Uint8Array;
  decompress(content: Uint8Array): Uint8Array;
}
