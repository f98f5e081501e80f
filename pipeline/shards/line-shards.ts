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
  buffer: Buffer[];
  buffered: number;
}

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

  /** Writes one line, without its line break. */
  async write(line: string): Promise<void> {
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    const shard = await this.#shardFor(bytes.length);
    shard.records++;
    shard.size += bytes.length;
    shard.buffer.push(bytes);
    shard.buffered += bytes.length;
    if (shard.buffered >= compressedAtOnce) await this.#flush(shard);
  }

  async end(): Promise<void> {
    for (const shard of this.#shards) await this.#end(shard);
    this.#shards = [];
  }

  async #shardFor(bytes: number): Promise<OpenShard> {
    const { count, mostBytes } = this.#sizes;
    if (count !== undefined) {
      const turn = this.#written++ % count;
      this.#shards[turn] ??= await this.#begin();
      return this.#shards[turn];
    }
    const [shard] = this.#shards;
    if (shard && shard.size + bytes > mostBytes) await this.end();
    this.#shards[0] ??= await this.#begin();
    return this.#shards[0];
  }

  async #begin(): Promise<OpenShard> {
    const path = this.#nameOf(++this.#begun);
    return { file: await this.#folder.create(path), path, records: 0, size: 0, buffer: [], buffered: 0 };
  }

  async #end(shard: OpenShard): Promise<void> {
    await this.#flush(shard);
    await this.#folder.endShard(shard.file, { path: shard.path, ...this.#of, records: shard.records });
  }

  async #flush(shard: OpenShard): Promise<void> {
    if (shard.buffered === 0) return;
    const content = Buffer.concat(shard.buffer);
    shard.buffer = [];
    shard.buffered = 0;
    await shard.file.write(await compress(content, this.#compression));
  }
}
