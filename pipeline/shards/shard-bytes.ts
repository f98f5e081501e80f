import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { readZstd } from './read-zstd.ts';

/** What a file of lines holds, in pieces, as it was before it was compressed: by the end of its name, `.gz` or `.zst`. */
export function shardBytes(path: string): AsyncIterable<Uint8Array> {
  const content = createReadStream(path, { highWaterMark: 1 << 20 });
  if (path.endsWith('.gz')) {
    const gunzip = createGunzip();
    content.on('error', (error) => gunzip.destroy(error));
    return content.pipe(gunzip);
  }
  return path.endsWith('.zst') ? readZstd(content) : content;
}
