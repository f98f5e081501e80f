import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Language } from '../records.ts';
import type { Compression } from './compress.ts';
import type { ExportedPair } from './exported-pair.ts';
import type { ShardSizes } from './line-shards.ts';
import type { OutputFile } from './output-file.ts';
import { type ParquetRecord, parquetRecord } from './parquet-columns.ts';
import { ParquetFile } from './parquet-file.ts';
import { readLines } from './read-lines.ts';
import type { ShardFolder } from './shard-folder.ts';
import type { Split } from './split.ts';

/** Files of one split and language, cut by size, or so many of the same number of records. */
export class ParquetShards {
  /** Paths of those that are ended, in order. */
  readonly paths: string[] = [];
  records = 0;
  /** Bytes of the records, as text. */
  size = 0;
  readonly #folder: ShardFolder;
  readonly #of: { split: Split; language: Language };
  readonly #nameOf: (number: number) => string;
  readonly #sizes: ShardSizes;
  readonly #compression: Compression;
  #open: { output: OutputFile; parquet: ParquetFile; path: string } | undefined;
  #spool: { output: OutputFile; path: string } | undefined;

  /** `nameOf` gives a shard's path by its number, from 0. */
  constructor(
    folder: ShardFolder,
    of: { split: Split; language: Language },
    nameOf: (number: number) => string,
    { sizes, compression }: { sizes: ShardSizes; compression: Compression },
  ) {
    this.#folder = folder;
    this.#of = of;
    this.#nameOf = nameOf;
    this.#sizes = sizes;
    this.#compression = compression;
  }

  /** Returns a promise where the next pair has to wait. */
  write(pair: ExportedPair, number: number): Promise<void> | undefined {
    this.records++;
    return this.#sizes.count === undefined ? this.#write(pair, number) : this.#writeAside(pair, number);
  }

  async #writeAside(pair: ExportedPair, number: number): Promise<void> {
    // A row group for each of 256 files would take too much memory, and how many each gets is known at the end only.
    this.#spool ??= await this.#beginSpool();
    await this.#spool.output.write(Buffer.from(`${JSON.stringify([pair, number])}\n`, 'utf8'));
  }

  async end(): Promise<void> {
    if (this.#spool) await this.#unspool(this.#spool);
    await this.#endFile();
  }

  #write(pair: ExportedPair, number: number): Promise<void> | undefined {
    const record = parquetRecord(pair, number);
    this.size += record.size;
    const parquet = this.#open?.parquet;
    const isFull = parquet && this.#sizes.count === undefined && parquet.size + record.size > this.#sizes.mostBytes;
    return parquet && !isFull ? parquet.write(record) : this.#writeToNext(record);
  }

  async #writeToNext(record: ParquetRecord): Promise<void> {
    await this.#endFile();
    this.#open = await this.#beginFile();
    await this.#open.parquet.write(record);
  }

  async #beginFile() {
    const path = this.#nameOf(this.paths.length);
    const output = await this.#folder.create(path);
    return { output, parquet: await ParquetFile.open(output, this.#compression), path };
  }

  async #endFile(): Promise<void> {
    if (!this.#open) return;
    const { output, parquet, path } = this.#open;
    this.#open = undefined;
    await parquet.end();
    await this.#folder.endShard(output, { path, ...this.#of, records: parquet.records });
    this.paths.push(path);
  }

  async #beginSpool() {
    const path = `${this.#nameOf(0)}.spool`;
    return { output: await this.#folder.create(path), path };
  }

  async #unspool({ output, path }: { output: OutputFile; path: string }): Promise<void> {
    const spooled = await this.#folder.endAside(output, path);
    const count = Math.min(this.#sizes.count!, this.records);
    let read = 0;
    for await (const line of readLines(createReadStream(spooled))) {
      if (read === Math.round((this.records * (this.paths.length + 1)) / count)) await this.#endFile();
      const [pair, number] = JSON.parse(line.toString()) as [ExportedPair, number];
      await this.#write(pair, number);
      read++;
    }
    await rm(spooled);
  }
}
