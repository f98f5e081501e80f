import type { AsyncIterReader } from 'warcio';

/** A block of headers with its first line, of a WARC record or of an HTTP response. */
export interface Head {
  firstLine: string;
  /** Names in lower case; values of one name joined by a comma, as HTTP has it. */
  headers: Record<string, string>;
  /** Bytes it takes, the blank line included. */
  length: number;
}

const mostBytes = 64 * 1024;

/**
 * Reads lines up to a blank one, ended by CR LF or by LF alone, as old servers sent them. Returns what is wrong instead
 * where the data ends before it or it is over 64 KB; nothing longer is held.
 */
export async function readHead(reader: AsyncIterReader, firstLine?: string): Promise<Head | { problem: string }> {
  const headers: Record<string, string> = Object.create(null);
  let length = 0;
  let first = firstLine;
  let name: string | undefined;
  while (length < mostBytes) {
    const bytes = await reader.readlineRaw(mostBytes);
    if (bytes === null) return { problem: 'the data ends in its headers' };
    length += bytes.length;
    // What is not UTF-8 here is a server's own charset: no header that we read has any.
    const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').trimEnd();
    if (first === undefined) {
      first = line;
      continue;
    }
    if (line === '') return { firstLine: first, headers, length };
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line)) {
      if (name !== undefined) headers[name] += ` ${line.trim()}`;
    } else if (colon > 0) {
      name = line.slice(0, colon).trim().toLowerCase();
      const value = line.slice(colon + 1).trim();
      headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
  }
  return { problem: `its headers are over ${mostBytes} bytes` };
}
