import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { messageOf, SetupError } from '../errors.ts';

/** A text of a benchmark that training data must not hold. */
export interface BenchText {
  /** Name of the file and id of the record, or its line. */
  id: string;
  text: string;
}

/** Fields that hold a task's wording and not an article's text: the same for many records, so no sign of a leak. */
const wording = new Set(['id', 'task', 'category', 'instruction', 'thought', 'source', 'url', 'split', 'language']);

/**
 * The texts of benchmarks given as JSON Lines: of each record `input` where there is one (SEvenLLM-Bench), else every
 * string in it, however deep, but for what is a task's wording. Throws a SetupError that names the line for a file that is
 * no JSON Lines, or holds no text.
 */
export async function readBenchTexts(files: readonly string[]): Promise<BenchText[]> {
  const texts: BenchText[] = [];
  for (const file of files) {
    const before = texts.length;
    for await (const [number, line] of linesOf(file)) {
      const record = parse(line, file, number);
      const text = textOf(record);
      const id =
        'id' in record && ['string', 'number'].includes(typeof record.id) ? String(record.id) : `line ${number}`;
      if (text.trim() !== '') texts.push({ id: `${basename(file)} ${id}`, text });
    }
    if (texts.length === before)
      throw new SetupError(`${file} holds no text to compare with: give a benchmark as JSON Lines, one record a line.`);
  }
  return texts;
}

async function* linesOf(file: string): AsyncGenerator<[number, string]> {
  const read = createReadStream(file);
  const input = file.endsWith('.gz') ? read.pipe(createGunzip()) : read;
  read.on('error', (error) => input.destroy(error));
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity }))
      if (++number && line.trim() !== '') yield [number, line];
  } catch (error) {
    throw new SetupError(`Cannot read ${file}: ${messageOf(error)}.`);
  }
}

function parse(line: string, file: string, number: number): object {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {}
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    throw new SetupError(
      `${file}, line ${number}, is no JSON object: give a benchmark as JSON Lines, one record a line (Parquet and CSV have to be converted first).`,
    );
  return record;
}

function textOf(record: object): string {
  if ('input' in record && typeof record.input === 'string' && record.input.trim() !== '') return record.input;
  const texts: string[] = [];
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      // A question of several choices comes as an object that was serialised.
      if (key === 'instruction' && value.startsWith('{')) texts.push(value);
      else if (!wording.has(key)) texts.push(value);
    } else if (value && typeof value === 'object')
      for (const [inner, item] of Object.entries(value)) collect(item, inner);
  };
  collect(record, '');
  return texts.join('\n');
}
