import { stat } from 'node:fs/promises';
import { messageOf, SetupError } from '../errors.ts';
import { splitLines } from '../ingest/split-lines.ts';
import { shardBytes } from '../shards/shard-bytes.ts';
import { type Pointer, pointerSchema } from './pointer.ts';

/** Bytes of one record: a thought and an answer are some kilobytes. */
const longestLine = 1 << 20;

export type PointerLine = { pointer: Pointer } | { problem: string; line: number };

/** Throws a SetupError where one of the files is not there: before anything is fetched. */
export async function mustBeFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (!found) throw new SetupError(`There is no file ${path}.`);
    if (!found.isFile())
      throw new SetupError(`${path} is no file: name the shards in it, for example ${path.replace(/\/$/, '')}/*.jsonl`);
  }
}

/** The pointers of a file, plain or compressed, line by line. Throws a SetupError where it cannot be read to its end. */
export async function* readPointers(path: string): AsyncGenerator<PointerLine> {
  let line = 0;
  try {
    for await (const { bytes, tooLong } of splitLines(buffersOf(path), longestLine)) {
      line++;
      if (tooLong) yield { line, problem: `it is over ${longestLine >> 20} MB long` };
      else if (bytes.length > 0) {
        const read = parse(bytes);
        yield typeof read === 'string' ? { line, problem: read } : { pointer: read };
      }
    }
  } catch (error) {
    throw new SetupError(`Cannot read ${path} beyond line ${line}: ${messageOf(error)}.`);
  }
}

async function* buffersOf(path: string): AsyncGenerator<Buffer> {
  for await (const piece of shardBytes(path)) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
}

/** The pointer that a line holds, or what is wrong with it. */
function parse(bytes: Buffer): Pointer | string {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return 'it is not JSON';
  }
  const parsed = pointerSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `it is no pointer to a pair: ${issue!.path.join('.')}: ${issue!.message}`;
}
