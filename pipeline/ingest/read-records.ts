import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { messageOf, SetupError } from '../errors.ts';
import type { GivenMetadata } from '../ledger/schema.ts';
import { cleanText } from '../text/clean-text.ts';
import type { InputFile, InputFormat } from './input-files.ts';

/** Which fields of a JSONL record hold what. */
export interface RecordFields {
  text: string;
  id?: string | undefined;
  title?: string | undefined;
  language?: string | undefined;
}

export interface InputRecord {
  /** What tells it from the other records of its file; null where the file is one record. */
  key: string | null;
  line: number;
  contentType: string;
  body: Buffer;
  given: GivenMetadata;
  /** Why it cannot be used, or null. */
  problem: string | null;
}

const mostBytes = 10 * 1024 * 1024;

const contentTypes: Record<Exclude<InputFormat, 'jsonl' | 'jsonl.gz'>, string> = {
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
};

/** The records of one file: the file itself, or one for every line of JSONL that is not blank. */
export async function* readRecords(file: InputFile, fields: RecordFields): AsyncGenerator<InputRecord> {
  if (file.format !== 'jsonl' && file.format !== 'jsonl.gz') {
    const { size } = await stat(file.path);
    const problem = size > mostBytes ? `the file has ${size} bytes, more than ${mostBytes}` : null;
    const body = problem ? Buffer.alloc(0) : await readFile(file.path);
    yield { key: null, line: 1, contentType: contentTypes[file.format], body, given: {}, problem };
    return;
  }
  const raw = createReadStream(file.path);
  const input = file.format === 'jsonl.gz' ? raw.pipe(createGunzip()) : raw;
  // An error of the file has to reach whoever reads the lines.
  raw.on('error', (error) => input.destroy(error));
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') yield readLine(line, number, fields);
    }
  } catch (error) {
    throw new SetupError(`Cannot read ${file.name} beyond line ${number}: ${messageOf(error)}.`);
  }
}

const recordSchema = z.record(z.string(), z.unknown());

function readLine(line: string, number: number, fields: RecordFields): InputRecord {
  const broken = (problem: string): InputRecord => ({
    ...{
      key: `line-${number}`,
      line: number,
      contentType: 'text/plain; charset=utf-8',
      given: {},
      problem: cleanText(problem),
    },
    body: Buffer.from(cleanText(line).slice(0, 10_000)),
  });
  if (line.length > mostBytes) return broken(`it is longer than ${mostBytes} characters`);
  let record: Record<string, unknown>;
  try {
    const parsed = recordSchema.safeParse(JSON.parse(line));
    if (!parsed.success) return broken('it is JSON, but not an object');
    record = parsed.data;
  } catch (error) {
    return broken(`it is not JSON (${messageOf(error)})`);
  }
  const text = record[fields.text];
  if (typeof text !== 'string')
    return broken(`it has no text in "${fields.text}" (its fields: ${Object.keys(record).slice(0, 12).join(', ')})`);
  const id = fields.id === undefined ? undefined : asText(record[fields.id]);
  if (fields.id !== undefined && id === undefined) return broken(`it has no id in "${fields.id}"`);
  const title = fields.title === undefined ? undefined : asText(record[fields.title]);
  const language = fields.language === undefined ? undefined : asText(record[fields.language]);
  return {
    key: id ?? `line-${number}`,
    line: number,
    contentType: 'text/plain; charset=utf-8',
    body: Buffer.from(cleanText(text)),
    given: { ...(title && { title: cleanText(title) }), ...(language && { language }) },
    problem: null,
  };
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? cleanText(String(value)) : undefined;
