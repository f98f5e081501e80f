import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type Compression, codecOf } from './compress.ts';
import type { ExportedPair } from './exported-pair.ts';
import type { OutputFile } from './output-file.ts';
import { columnsOf, parquetSchema } from './parquet-columns.ts';

/** A row group is held in memory as it is written, and as it is read by many: it ends at either. */
const mostRows = 5000;
const mostBytes = 4 << 20;

/** How the pages of a file are compressed: what is not compressed otherwise is by Snappy, which every reader knows. */
const codecs = { none: 'SNAPPY', gzip: 'GZIP', zstd: 'ZSTD' } as const;

/** A Parquet file of pairs, written a row group at a time. */
export class ParquetFile {
  records = 0;
  /** Bytes of its records, as text. */
  size = 0;
  readonly #out: FileWriter;
  readonly #parquet: ParquetWriter;
  #rows: [pair: ExportedPair, number: number][] = [];
  #held = 0;

  private constructor(out: FileWriter, parquet: ParquetWriter) {
    this.#out = out;
    this.#parquet = parquet;
  }

  static async open(file: OutputFile, compression: Compression): Promise<ParquetFile> {
    const out = new FileWriter(file);
    const codec = codecs[compression];
    const compressors = compression === 'none' ? {} : { [codec]: (await codecOf(compression)).compress };
    const parquet = new ParquetWriter({
      writer: out,
      schema: parquetSchema,
      codec,
      compressors,
      createdBy: 'sevenllm',
    });
    return new ParquetFile(out, parquet);
  }

  /** `size` counts the record's bytes. Returns a promise where the next one has to wait. */
  write(pair: ExportedPair, number: number, size: number): Promise<void> | undefined {
    const isFull = this.#rows.length === mostRows || (this.#held > 0 && this.#held + size > mostBytes);
    const flushed = isFull ? this.#flush() : undefined;
    this.#rows.push([pair, number]);
    this.#held += size;
    this.records++;
    this.size += size;
    return flushed;
  }

  /** Writes what is left and the footer; the file itself is yet to be ended. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#parquet.finish();
  }

  async #flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    const columnData = columnsOf(this.#rows);
    const rowGroupSize = this.#rows.length;
    this.#rows = [];
    this.#held = 0;
    await this.#parquet.write({ columnData, rowGroupSize });
    await this.#out.flush();
  }
}

/** What the Parquet writer appends to, emptied into a file after each row group. */
class FileWriter extends ByteWriter {
  readonly #file: OutputFile;

  constructor(file: OutputFile) {
    super(1 << 16);
    this.#file = file;
  }

  // The writer calls it too, where it has been called it finds nothing.
  async flush(): Promise<void> {
    if (this.index === 0) return;
    const content = this.getBytes();
    this.index = 0;
    await this.#file.write(content);
  }

  override finish(): Promise<void> {
    return this.flush();
  }
}
