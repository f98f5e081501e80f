import { readFile } from 'node:fs/promises';
import { messageOf, SetupError } from '../../pipeline/errors.ts';
import { isObject, pythonString } from '../score/python-text.ts';
import type { BenchRecord } from '../score/read-bench.ts';

/** Scores of records by somebody else, by column, in the order of the bench; NaN where a record has none. */
export type ScoreColumns = Map<string, Float64Array>;

/**
 * Reads the scores that persons or other programs gave: CSV with a header, or lines of JSON, with an `id` and numbers; as in
 * the authors' files, a `result` may hold an object or text with a "score". Throws a SetupError where none is found.
 */
export async function readScoreColumns(file: string, bench: readonly BenchRecord[]): Promise<ScoreColumns> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw new SetupError(`${file} cannot be read: ${messageOf(error)}`);
  }
  const rows = /^\s*\{/.test(text) ? readLines(text, file) : readTable(text);
  const places = new Map(bench.map(({ id }, index) => [String(id), index]));
  const columns: ScoreColumns = new Map();
  for (const row of rows) {
    const place = places.get(pythonString(row.id).trim());
    if (place === undefined) continue;
    for (const [name, value] of Object.entries(row)) {
      const score = name === 'id' ? Number.NaN : scoreIn(name, value);
      if (Number.isNaN(score)) continue;
      const column = columns.get(name) ?? new Float64Array(bench.length).fill(Number.NaN);
      columns.set(name, column);
      column[place] = score;
    }
  }
  if (columns.size === 0)
    throw new SetupError(
      `${file} holds no scores of this bench: it takes a column "id" with ids of the bench, and columns of numbers.`,
    );
  return columns;
}

function scoreIn(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  if (isObject(value) && 'score' in value) return scoreIn('score', value.score);
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  const plain = Number(value);
  if (!Number.isNaN(plain)) return plain;
  // What a model wrote as JSON, and may have broken.
  const said = name === 'result' ? /"score"\s*:\s*"?\s*(\d+(?:\.\d+)?)/.exec(value) : null;
  return said ? Number(said[1]) : Number.NaN;
}

function readLines(text: string, file: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch {
      throw new SetupError(`${file}, line ${index + 1}: it is not JSON.`);
    }
  });
}

/** RFC 4180: quoted fields may hold commas, line ends and doubled quotes. */
function readTable(text: string): Record<string, unknown>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  const [head = [], ...body] = rows;
  return body
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => Object.fromEntries(head.map((name, column) => [name.trim(), row[column] ?? ''])));
}
