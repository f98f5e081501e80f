import type { AsyncIterReader, LimitReader } from 'warcio';
import { type Head, readHead } from './read-head.ts';
import { DamagedDataError, readUnpacked } from './read-unpacked.ts';

export interface WarcRecord {
  headers: Head['headers'];
  /** Bytes of its block, by its Content-Length. */
  length: number;
  /** Its block. What is left of it is skipped. */
  block: LimitReader;
}

/** What was made of one record, or why it could not be read. */
export type WarcReading<T> = {
  /** From 1; what is no record counts as well. */
  number: number;
  /** Where it begins in the unpacked data. */
  offset: number;
  /** Its head, to look at. */
  seen: string;
} & ({ result: T } | { problem: string });

const longestLine = 8192;
const longestBeginning = 'WARC/1.0\r'.length;
// After what is no record, the next may begin in the middle of a line: bytes of a lost one need not end with a line feed.
const beginning = /^WARC\/\d|WARC\/\d\.\d$/;

/**
 * The records of a WARC file, gzipped or not, as a stream; each is given to `make`, and what that returns is yielded
 * once the record has ended where its Content-Length says. One that does not, or has no valid head, or is cut off, is
 * yielded as a problem, and reading goes on at the next line that begins a record; so is data that is damaged or is no
 * WARC at all. Throws where the file itself cannot be read.
 *
 * The readers of bytes are warcio's, its parser is not: on a file cut off in a record it loops without end, it takes any
 * text for a record, takes damaged gzip for the end, and has no bound for headers (2.4.11, measured).
 */
export async function* readWarc<T>(
  path: string,
  make: (record: WarcRecord) => Promise<T>,
): AsyncGenerator<WarcReading<T>> {
  const { AsyncIterReader, LimitReader } = await import('warcio');
  const bytes = readUnpacked(path);
  const reader = new AsyncIterReader(bytes, null);
  let number = 0;
  let offset = 0;
  let seen = '';
  try {
    let next = await seek(reader);
    if (next.garbage) yield { number: ++number, ...next.garbage };
    if (!next.line && !next.garbage) yield { number: 1, offset, problem: 'the file is empty', seen };
    while (next.line) {
      ({ offset, text: seen } = next.line);
      number++;
      const head = await readHead(reader, seen);
      const length = 'problem' in head ? null : lengthOf(head);
      if ('problem' in head || length === null) {
        const problem = 'problem' in head ? head.problem : 'it has no valid Content-Length';
        next = await seek(reader);
        yield { number, offset, problem, seen };
        continue;
      }
      seen = [seen, ...Object.entries(head.headers).map(([name, value]) => `${name}: ${value}`)].join('\n');
      const block = new LimitReader(reader, length);
      const result = await make({ headers: head.headers, length, block });
      // Not warcio's skipFully, which never returns where the data ends first.
      const isWhole = block.limit <= 0 || (await reader.skipSize(block.limit)) === block.limit;
      if (!isWhole) {
        yield { number, offset, problem: 'the file ends in the middle of it', seen };
        return;
      }
      try {
        next = await seek(reader);
      } catch (error) {
        if (!(error instanceof DamagedDataError) || error.concernsTheLast) throw error;
        yield { number, offset, seen, result };
        ({ number, offset, seen } = { number: number + 1, offset: reader.getReadOffset(), seen: '' });
        throw error;
      }
      if (next.garbage) yield { number, offset, problem: 'it does not end where its Content-Length says', seen };
      else yield { number, offset, seen, result };
    }
  } catch (error) {
    if (!(error instanceof DamagedDataError)) throw error;
    yield { number: Math.max(number, 1), offset, problem: error.message, seen };
  } finally {
    await bytes.return(undefined);
  }
}

interface Found {
  /** The next line that begins a record; null at the end of the data. */
  line: { text: string; offset: number } | null;
  /** What stands before it, as a problem. */
  garbage: { problem: string; seen: string; offset: number } | null;
}

async function seek(reader: AsyncIterReader): Promise<Found> {
  let garbage: Found['garbage'] = null;
  // The end of the piece before, of a line that is longer than what is read at once.
  let carried = '';
  for (;;) {
    const offset = reader.getReadOffset() - carried.length;
    const bytes = await reader.readlineRaw(longestLine);
    if (bytes === null) return { line: null, garbage };
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const text = `${carried}${piece}`.trimEnd();
    carried = piece.endsWith('\n') ? '' : piece.slice(-longestBeginning);
    if (text === '') continue;
    const found = beginning.exec(text);
    if (found && carried === '') {
      if (found.index === 0) return { line: { text, offset }, garbage };
      garbage ??= problemOf(text, offset);
      return { line: { text: found[0], offset: offset + found.index }, garbage };
    }
    garbage ??= problemOf(text, offset);
  }
}

function problemOf(text: string, offset: number): Found['garbage'] {
  const shown = text.replace(/[^\x20-\x7e]+/g, '·').slice(0, 60);
  return { problem: `it is no WARC record: it begins with "${shown}"`, seen: text, offset };
}

function lengthOf({ headers }: Head): number | null {
  const value = headers['content-length'] ?? '';
  return /^\d{1,15}$/.test(value) ? Number(value) : null;
}
