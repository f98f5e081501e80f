import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { canonicalUrl } from '../../crawlers/discover/canonical-url.ts';
import { packageVersion } from '../package-root.ts';
import { ExportCounts, sortKeys } from '../shards/manifest.ts';
import { type ShardFile, ShardFolder } from '../shards/shard-folder.ts';
import type { Loss } from './fetch-page.ts';
import type { FetchedPages } from './fetched-pages.ts';
import { findInput } from './find-input.ts';
import type { HydrateRequest } from './hydrate.ts';
import { type Pointer, pairFrom } from './pointer.ts';
import { readPointers } from './read-pointers.ts';

export type Restored = Record<Loss | 'restored', number> & { files: ShardFile[] };

/** Writes the pairs that can be restored as shards with a manifest, and beside them which cannot, and why. */
export async function writeRestored(pages: FetchedPages, request: HydrateRequest): Promise<Restored> {
  const folder = await ShardFolder.open(request.folder);
  const writer = request.format.open(folder, request);
  const counts = new ExportCounts();
  const tally = { restored: 0, changed: 0, gone: 0, refused: 0, failed: 0 };
  const unrestored: string[] = [];
  try {
    for (const file of request.files)
      for await (const read of readPointers(file)) {
        if ('problem' in read) continue;
        const { pointer } = read;
        const found = await restore(pointer, pages);
        if ('pair' in found) {
          counts.add(found.pair);
          tally.restored++;
          await writer.write(found.pair, pointer.id);
        } else {
          tally[found.lost]++;
          const { url } = pointer.document;
          const line = { id: pointer.id, pair_id: pointer.pair_id, url, reason: found.lost, detail: found.detail };
          unrestored.push(`${JSON.stringify(line)}\n`);
        }
      }
    const manifest = {
      generator: { name: 'sevenllm', version: packageVersion },
      pairs: counts.pairs,
      hydrated: { from: await hashesOf(request.files), ...tally },
      ...{ counts: sortKeys(counts.tasks), splits: counts.splits, sources: sortKeys(counts.sources) },
      ...{ licences: sortKeys(counts.licences), models: [...counts.models].sort() },
    };
    await writer.end({ pairs: counts.pairs, manifest });
    if (unrestored.length > 0) await folder.writeBeside('unrestored.jsonl', unrestored.join(''));
    const { shards: files, others } = folder;
    await folder.publish({ format: request.format.name, ...manifest, files, others });
    return { ...tally, files };
  } catch (error) {
    await folder.abandon();
    throw error;
  }
}

async function restore(pointer: Pointer, pages: FetchedPages) {
  const { url, text_sha256 } = pointer.document;
  const address = canonicalUrl(url);
  if (address === null) return { lost: 'refused' as const, detail: 'Only pages on the web can be fetched.' };
  const page = await pages.get(address);
  if (!page) return { lost: 'failed' as const, detail: 'It was not fetched.' };
  if ('lost' in page) return page;
  const found = findInput(pointer, page.text);
  if (found) return { pair: pairFrom(pointer, found, page.text.textHash) };
  const detail =
    page.text.textHash === text_sha256
      ? 'The page holds the same text, but in other blocks.'
      : 'The page does not hold this text any more.';
  return { lost: 'changed' as const, detail };
}

async function hashesOf(files: readonly string[]) {
  const hashes: { name: string; sha256: string }[] = [];
  for (const file of files) {
    const hash = createHash('sha256');
    for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
    hashes.push({ name: basename(file), sha256: hash.digest('hex') });
  }
  return hashes;
}
