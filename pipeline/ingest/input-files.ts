import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { SetupError } from '../errors.ts';

export type InputFormat = 'html' | 'markdown' | 'text' | 'jsonl' | 'warc';

export interface InputFile {
  path: string;
  /** The path from the working directory, with forward slashes: what documents are named by. */
  name: string;
  format: InputFormat;
}

const formats: [suffix: string, format: InputFormat][] = [
  ['.jsonl', 'jsonl'],
  ['.jsonl.gz', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.ndjson.gz', 'jsonl'],
  ['.warc', 'warc'],
  ['.warc.gz', 'warc'],
  // Texts that Common Crawl drew from pages are WARC as well.
  ['.wet', 'warc'],
  ['.wet.gz', 'warc'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.txt', 'text'],
];

/**
 * The files that a person named, by path or glob, in order. Throws a SetupError before anything is read where a file is
 * missing, a pattern matches nothing, or a format is not one we read.
 */
export async function findInputFiles(patterns: readonly string[]): Promise<InputFile[]> {
  const files = new Map<string, InputFile>();
  for (const pattern of patterns) {
    for (const path of await expand(pattern)) {
      if (path.toLowerCase().endsWith('.zst'))
        throw new SetupError(`Cannot unpack ${path}: unpack it first, with \`zstd -d\`, or give it gzipped.`);
      const format = formats.find(([suffix]) => path.toLowerCase().endsWith(suffix))?.[1];
      if (!format)
        throw new SetupError(
          `Cannot tell how to read ${path}: give ${formats.map(([suffix]) => suffix).join(', ')} files.`,
        );
      const name = relative(process.cwd(), path).replaceAll('\\', '/');
      files.set(path, { path, name: name.startsWith('..') || isAbsolute(name) ? path : name, format });
    }
  }
  return [...files.values()];
}

async function expand(pattern: string): Promise<string[]> {
  const path = resolve(pattern);
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return [path];
  if (found?.isDirectory())
    throw new SetupError(
      `${pattern} is a folder: name its files, for example '${pattern.replace(/\/$/, '')}/**/*.html'.`,
    );
  if (!isDynamicPattern(pattern)) throw new SetupError(`There is no file ${pattern}.`);
  const matches = await glob(pattern, { absolute: true, onlyFiles: true });
  if (matches.length === 0) throw new SetupError(`No file matches ${pattern}.`);
  return matches.sort();
}
