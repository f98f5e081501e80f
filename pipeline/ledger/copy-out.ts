import type { PostgresCursor } from 'kysely';
import pg from 'pg';

/** What the stream of a binary COPY begins with: a signature, flags and the length of an extension, all nought. */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const headerLength = signature.length + 8;

/** Bytes of rows that are handed over together, about, and how many times that may wait until the server is held up. */
const blockSize = 1 << 18;
const mostWaiting = 4;

const longestCompared = 64;

/** Some rows in the bytes that the server sent. What is taken from them stands as long as it is held. */
export class CopiedRows {
  count = 0;
  readonly #fields: number;
  #block: Buffer;
  #length = 0;
  /** Where each field of each row begins, and ends; it begins at -1 where it is null. */
  #places: Int32Array;

  /** The text of each field that was last decoded, and where it stands. */
  readonly #texts: string[];
  readonly #before: Int32Array;
  readonly #beforeEnds: Int32Array;

  constructor(fields: number, firstLength: number) {
    this.#fields = fields;
    this.#texts = new Array(fields).fill('');
    this.#before = new Int32Array(fields).fill(-1);
    this.#beforeEnds = new Int32Array(fields);
    this.#block = Buffer.allocUnsafeSlow(Math.max(blockSize, firstLength));
    this.#places = new Int32Array(256 * 2 * fields);
  }

  /** Whether a row of so many bytes fits. */
  hasRoom(length: number): boolean {
    return this.#length + length <= this.#block.length;
  }

  /** Takes a copy of a row: where it came from is written over by the next. */
  add(row: Buffer): void {
    const from = this.#length;
    row.copy(this.#block, from);
    this.#length += row.length;
    const width = 2 * this.#fields;
    if (this.#places.length < (this.count + 1) * width) {
      const larger = new Int32Array(2 * this.#places.length);
      larger.set(this.#places);
      this.#places = larger;
    }
    let at = from + 2;
    for (let place = this.count * width; place < (this.count + 1) * width; place += 2) {
      const length = this.#block.readInt32BE(at);
      at += 4;
      this.#places[place] = length < 0 ? -1 : at;
      at += Math.max(0, length);
      this.#places[place + 1] = at;
    }
    this.count++;
  }

  /** What repeats the row that was asked for before is the same string: to decode a short one costs more than to compare it. */
  text(row: number, field: number): string | null {
    const place = 2 * (row * this.#fields + field);
    const start = this.#places[place]!;
    if (start < 0) return null;
    const end = this.#places[place + 1]!;
    if (end - start > longestCompared) return this.#block.toString('utf8', start, end);
    const before = this.#before[field]!;
    if (before < 0 || !this.#isAlike(before, this.#beforeEnds[field]!, start, end)) {
      this.#texts[field] = this.#block.toString('utf8', start, end);
      this.#before[field] = start;
      this.#beforeEnds[field] = end;
    }
    return this.#texts[field]!;
  }

  /** The bytes themselves, not a copy. */
  bytes(row: number, field: number): Buffer | null {
    const place = 2 * (row * this.#fields + field);
    const start = this.#places[place]!;
    return start < 0 ? null : this.#block.subarray(start, this.#places[place + 1]!);
  }

  #isAlike(start: number, end: number, other: number, otherEnd: number): boolean {
    if (end - start !== otherEnd - other) return false;
    const block = this.#block;
    // From the end: ids and addresses begin alike.
    for (let at = end - 1, at2 = otherEnd - 1; at >= start; at--, at2--) if (block[at] !== block[at2]) return false;
    return true;
  }
}

/**
 * Reads what a query gives by COPY, as bytes: to make strings and values of every field costs several times what it costs
 * to receive them. Kysely's `stream` runs it; each of its rows is a block of rows, whose columns have to be text. To end
 * early reads what is left: a query should be limited to what it is worth to read in vain.
 */
export class CopyOut<T> implements PostgresCursor<T> {
  readonly #text: string;
  #blocks: CopiedRows[] = [];
  #last: CopiedRows | undefined;
  #hasEnded = false;
  #isClosed = false;
  #error: Error | undefined;
  #stream: pg.Connection['stream'] | undefined;
  #wake = () => {};

  constructor(query: string, parameters: readonly unknown[]) {
    // COPY takes no parameters.
    const text = query.replace(/\$(\d+)/g, (_, number) => literalOf(parameters[Number(number) - 1]));
    this.#text = `copy (${text}) to stdout (format binary)`;
  }

  /** The next block of rows, alone; nothing at the end. Throws what the server says. */
  async read(): Promise<T[]> {
    while (this.#blocks.length === 0 && !this.#hasEnded && !this.#error)
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    if (this.#error) throw this.#error;
    const block = this.#blocks.shift();
    if (this.#blocks.length < mostWaiting) this.#stream?.resume();
    return block ? [block as T] : [];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#blocks = [];
    this.#stream?.resume();
    while (!this.#hasEnded && !this.#error)
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
  }

  // From here on as the client calls it.

  submit(connection: pg.Connection): void {
    this.#stream = connection.stream;
    connection.query(this.#text);
  }

  /** Each message is a row; the first has the header before it, and the last holds none. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.#isClosed) return;
    const row = chunk.subarray(0, signature.length).equals(signature) ? chunk.subarray(headerLength) : chunk;
    const fields = row.readInt16BE(0);
    if (fields < 0) return;
    if (!this.#last?.hasRoom(row.length)) {
      this.#handOver();
      this.#last = new CopiedRows(fields, row.length);
    }
    this.#last!.add(row);
  }

  handleCommandComplete(): void {
    this.#handOver();
  }

  handleReadyForQuery(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#stream?.resume();
    this.#wake();
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}

  #handOver(): void {
    if (!this.#last || this.#isClosed) return;
    this.#blocks.push(this.#last);
    this.#last = undefined;
    if (this.#blocks.length >= mostWaiting) this.#stream?.pause();
    this.#wake();
  }
}

function literalOf(value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map(literalOf).join(', ')}]`;
  return typeof value === 'string' ? pg.escapeLiteral(value) : String(value);
}
