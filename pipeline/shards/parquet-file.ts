import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type Compression, codecOf } from './compress.ts';
import type { OutputFile } from './output-file.ts';
import { columnsOf, type ParquetRecord, parquetColumns, parquetSchema } from './parquet-columns.ts';

/** A row group is held in memory as it is written, and as it is read by many: it ends at either. */
const mostRows = 5000;
const mostBytes = 4 << 20;
const heldAtOnce = 1 << 18;

/** How the pages of a file are compressed: what is not compressed otherwise is by Snappy, which every reader knows. */
const codecs = { none: 'SNAPPY', gzip: 'GZIP', zstd: 'ZSTD' } as const;

/** A Parquet file of pairs, written a row group at a time. */
export class ParquetFile {
  records = 0;
  /** Bytes of its records, as text. */
  size = 0;
  readonly #out: FileWriter;
  readonly #parquet: ParquetWriter;
  /** The values of each column that are held. */
  #columns = noValues();
  #rows = 0;
  #held = 0;
  #bytes = Buffer.alloc(0);
  #used = 0;

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

  /** Returns a promise where the next one has to wait. */
  write({ values, size }: ParquetRecord): Promise<void> | undefined {
    const isFull = this.#rows === mostRows || (this.#held > 0 && this.#held + size > mostBytes);
    const flushed = isFull ? this.#flush() : undefined;
    for (let place = 0; place < values.length; place++) {
      const value = values[place];
      this.#columns[place]!.push(value instanceof Uint8Array ? this.#keep(value) : value);
    }
    this.#rows++;
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

  /** A copy: to hold on to a few bytes of a block that the database sent would hold on to the whole of it. */
  #keep(bytes: Uint8Array): Uint8Array {
    if (this.#used + bytes.length > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(heldAtOnce, bytes.length));
      this.#used = 0;
    }
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
    return this.#bytes.subarray(this.#used - bytes.length, this.#used);
  }

  async #flush(): Promise<void> {
    if (this.#rows === 0) return;
    const columnData = columnsOf(this.#columns);
    const rowGroupSize = this.#rows;
    this.#columns = noValues();
    this.#rows = 0;
    this.#held = 0;
    this.#bytes = Buffer.alloc(0);
    this.#used = 0;
    await this.#parquet.write({ columnData, rowGroupSize });
    await this.#out.flush();
  }
}

const noValues = (): unknown[][] => parquetColumns.map(() => []);

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
