import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { messageOf, SetupError } from '../errors.ts';
import type { GivenMetadata } from '../ledger/schema.ts';
import { cleanText } from '../text/clean-text.ts';
import type { InputFile, InputFormat } from './input-files.ts';
import { readUnpacked } from './read-unpacked.ts';
import { readWarc, type WarcReading } from './read-warc.ts';
import { readWarcPage, type WarcOptions, type WarcPage } from './read-warc-page.ts';
import type { SkipReason } from './skip-reasons.ts';
import { type Line, splitLines } from './split-lines.ts';

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
  /** Where it stands in its file, for a person: `line 3`. */
  place: string;
  contentType: string;
  body: Buffer;
  given: GivenMetadata;
  /** Why it cannot be used, or null. */
  problem: string | null;
  /** Where it is a page of the web that an archive holds. */
  captured?: { url: string; source: string | null; fetchedAt: string | null; status: number | null };
}

/** A record that is none to take in, for a reason that is no fault of it. */
export interface SkippedRecord {
  skipped: SkipReason;
}

const mostBytes = 10 * 1024 * 1024;
const mostSeen = 10_000;

const contentTypes: Record<Exclude<InputFormat, 'jsonl' | 'warc'>, string> = {
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
};

/**
 * The records of one file: the file itself, one for every line of JSONL that is not blank, or those of a WARC file.
 * Throws a SetupError where a file cannot be read any further.
 */
export async function* readRecords(
  file: InputFile,
  fields: RecordFields,
  warc: WarcOptions,
): AsyncGenerator<InputRecord | SkippedRecord> {
  let place = 'its beginning';
  try {
    if (file.format === 'jsonl') {
      let number = 0;
      for await (const line of splitLines(readUnpacked(file.path), mostBytes)) {
        place = `line ${++number}`;
        const record = readLine(line, number, fields);
        if (record) yield record;
      }
    } else if (file.format === 'warc') {
      for await (const reading of readWarc(file.path, (record) => readWarcPage(record, warc))) {
        place = `record ${reading.number}`;
        yield fromWarc(reading);
      }
    } else yield await wholeFile(file, contentTypes[file.format]);
  } catch (error) {
    throw new SetupError(`Cannot read ${file.name} beyond ${place}: ${messageOf(error)}.`);
  }
}

async function wholeFile(file: InputFile, contentType: string): Promise<InputRecord> {
  const { size } = await stat(file.path);
  const problem = size > mostBytes ? `the file has ${size} bytes, more than ${mostBytes}` : null;
  const body = problem ? Buffer.alloc(0) : await readFile(file.path);
  return { key: null, place: 'line 1', contentType, body, given: {}, problem };
}

function fromWarc(
  reading: WarcReading<WarcPage | { skipped: SkipReason } | { problem: string }>,
): InputRecord | SkippedRecord {
  const made = 'result' in reading ? reading.result : reading;
  if ('skipped' in made) return made;
  const { number, offset, seen } = reading;
  const place = `record ${number} (byte ${offset} of the unpacked data)`;
  if ('problem' in made) return broken({ key: `record-${number}`, place }, seen, made.problem);
  const { url, source, fetchedAt, status, contentType, body } = made;
  return {
    ...{ key: null, place, contentType, body, problem: null },
    given: source ? { licence: source.licence } : {},
    captured: { url, source: source?.id ?? null, fetchedAt, status },
  };
}

const broken = (at: Pick<InputRecord, 'key' | 'place'>, seen: string, problem: string): InputRecord => ({
  ...{ ...at, contentType: 'text/plain; charset=utf-8', given: {}, problem: cleanText(problem) },
  body: Buffer.from(cleanText(seen).slice(0, mostSeen)),
});

const recordSchema = z.record(z.string(), z.unknown());

function readLine({ bytes, tooLong }: Line, number: number, fields: RecordFields): InputRecord | null {
  const line = bytes.toString('utf8').replace(/^\ufeff/, '');
  const at = { key: `line-${number}`, place: `line ${number}` };
  const bad = (problem: string) => broken(at, line, problem);
  if (tooLong) return bad(`it is longer than ${mostBytes} bytes`);
  if (line.trim() === '') return null;
  let record: Record<string, unknown>;
  try {
    const parsed = recordSchema.safeParse(JSON.parse(line));
    if (!parsed.success) return bad('it is JSON, but not an object');
    record = parsed.data;
  } catch (error) {
    return bad(`it is not JSON (${messageOf(error)})`);
  }
  const text = record[fields.text];
  if (typeof text !== 'string')
    return bad(`it has no text in "${fields.text}" (its fields: ${Object.keys(record).slice(0, 12).join(', ')})`);
  const id = fields.id === undefined ? undefined : asText(record[fields.id]);
  if (fields.id !== undefined && id === undefined) return bad(`it has no id in "${fields.id}"`);
  const title = fields.title === undefined ? undefined : asText(record[fields.title]);
  const language = fields.language === undefined ? undefined : asText(record[fields.language]);
  return {
    ...at,
    key: id ?? at.key,
    contentType: 'text/plain; charset=utf-8',
    body: Buffer.from(cleanText(text)),
    given: { ...(title && { title: cleanText(title) }), ...(language && { language }) },
    problem: null,
  };
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? cleanText(String(value)) : undefined;
