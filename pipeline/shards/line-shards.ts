import type { Language } from '../records.ts';
import { type Compression, compress, compressedAtOnce, extensionOf } from './compress.ts';
import type { OutputFile } from './output-file.ts';
import type { ShardFolder } from './shard-folder.ts';
import type { Split } from './split.ts';

export interface ShardSizes {
  /** Bytes of records, before compression, after which a new shard begins; one record may be larger. */
  mostBytes: number;
  /** Set where there are to be so many shards of each split and language: records go to them in turn. */
  count?: number | undefined;
}

interface OpenShard {
  file: OutputFile;
  path: string;
  records: number;
  /** Bytes of its records. */
  size: number;
  buffer: Buffer;
  buffered: number;
}

/** What is not compressed is written as soon as it is worth a write. */
const writtenAtOnce = 1 << 20;

/** Files of lines, of one split and language, cut by size or filled in turn. */
export class LineShards {
  readonly #folder: ShardFolder;
  readonly #of: { split: Split; language: Language };
  readonly #nameOf: (number: number) => string;
  readonly #sizes: ShardSizes;
  readonly #compression: Compression;
  #shards: OpenShard[] = [];
  #begun = 0;
  #written = 0;
  #line = Buffer.allocUnsafe(1 << 16);

  constructor(
    folder: ShardFolder,
    of: { split: Split; language: Language },
    name: string,
    sizes: ShardSizes,
    compression: Compression,
  ) {
    this.#folder = folder;
    this.#of = of;
    this.#nameOf = (number) => `${name}-${String(number).padStart(5, '0')}.jsonl${extensionOf[compression]}`;
    this.#sizes = sizes;
    this.#compression = compression;
  }

  /** Writes one line, without its line break. Returns a promise where the next one has to wait. */
  write(line: string): Promise<void> | undefined {
    const content = this.#encode(line);
    const { count, mostBytes } = this.#sizes;
    const turn = count === undefined ? 0 : this.#written++ % count;
    const shard = this.#shards[turn];
    const isFull = shard && count === undefined && shard.size + content.length > mostBytes;
    return shard && !isFull ? this.#append(shard, content) : this.#appendToNext(turn, content);
  }

  async end(): Promise<void> {
    for (const shard of this.#shards) await this.#end(shard);
    this.#shards = [];
  }

  /** The line with its break, as bytes that stand until the next one. */
  #encode(line: string): Buffer {
    const most = 3 * line.length + 1;
    if (this.#line.length < most) this.#line = Buffer.allocUnsafe(2 * most);
    const length = this.#line.write(line, 'utf8');
    this.#line[length] = 0x0a;
    return this.#line.subarray(0, length + 1);
  }

  #append(shard: OpenShard, content: Buffer): Promise<void> | undefined {
    const buffered = shard.buffered + content.length;
    if (shard.buffer.length < buffered) {
      const larger = Buffer.allocUnsafe(2 * buffered);
      shard.buffer.copy(larger, 0, 0, shard.buffered);
      shard.buffer = larger;
    }
    content.copy(shard.buffer, shard.buffered);
    shard.records++;
    shard.size += content.length;
    shard.buffered = buffered;
    const atOnce = this.#compression === 'none' ? writtenAtOnce : compressedAtOnce;
    return buffered >= atOnce ? this.#flush(shard) : undefined;
  }

  async #appendToNext(turn: number, content: Buffer): Promise<void> {
    const full = this.#shards[turn];
    if (full) await this.#end(full);
    const shard = await this.#begin();
    this.#shards[turn] = shard;
    await this.#append(shard, content);
  }

  async #begin(): Promise<OpenShard> {
    const path = this.#nameOf(++this.#begun);
    const file = await this.#folder.create(path);
    return { file, path, records: 0, size: 0, buffer: Buffer.allocUnsafe(1 << 16), buffered: 0 };
  }

  async #end(shard: OpenShard): Promise<void> {
    await this.#flush(shard);
    await this.#folder.endShard(shard.file, { path: shard.path, ...this.#of, records: shard.records });
  }

  async #flush(shard: OpenShard): Promise<void> {
    if (shard.buffered === 0) return;
    const content = shard.buffer.subarray(0, shard.buffered);
    shard.buffered = 0;
    await shard.file.write(await compress(content, this.#compression));
  }
}
