import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { messageOf, SetupError } from '../../pipeline/errors.ts';
import { splitLines } from '../../pipeline/ingest/split-lines.ts';
import { languageSchema } from '../../pipeline/records.ts';
import { parsePythonJson } from './python-text.ts';

const kinds = { ex: 'extraction', gen: 'generation', choice: 'choice' } as const;
export type BenchKind = (typeof kinds)[keyof typeof kinds];
export const benchKinds: readonly BenchKind[] = Object.values(kinds);

/** One record of a bench in the published format (arXiv 2405.03446); language and kind stand in `task`, as `test-en-ex`. */
export const benchRecordSchema = z
  .object({
    id: z.union([z.int(), z.string().min(1)]),
    task: z
      .string()
      .regex(/(?:^|-)(?:en|zh)-(?:ex|gen|choice)$/, 'must end in -en-ex, -zh-gen, -en-choice or the like'),
    category: z.string().default(''),
    instruction: z.union([z.string(), z.record(z.string(), z.unknown())]).default(''),
    input: z.string().default(''),
    output: z.unknown(),
  })
  .transform((record) => {
    const [language, kind] = record.task.split('-').slice(-2) as ['en' | 'zh', keyof typeof kinds];
    return { ...record, language: languageSchema.parse(language), kind: kinds[kind] as BenchKind };
  });
export type BenchRecord = z.infer<typeof benchRecordSchema>;

/** Bytes of the longest line that is read, of benches and of answers. */
export const longestLine = 64_000_000;

/** Reads a bench; throws SetupError with the line where the file is missing, or a line no record or a second one of its id. */
export async function readBench(file: string): Promise<BenchRecord[]> {
  const records = new Map<string, BenchRecord>();
  let number = 0;
  for await (const { value, why } of readJsonLines(file)) {
    number++;
    const refuse = (problem: string) => new SetupError(`${file}, line ${number}: ${problem}`);
    if (why) throw refuse(`it is no record of a bench: ${why}.`);
    if (value === undefined) continue;
    const parsed = benchRecordSchema.safeParse(value);
    if (!parsed.success) throw refuse(`it is no record of a bench:\n${z.prettifyError(parsed.error)}`);
    const id = String(parsed.data.id);
    if (records.has(id)) throw refuse(`the id ${id} stands there for the second time.`);
    records.set(id, parsed.data);
  }
  if (records.size === 0) throw new SetupError(`${file} holds no records.`);
  return [...records.values()];
}

/** The values of a file of JSON lines: one entry a line, `value` undefined where it is blank, `why` where it is no JSON. */
export async function* readJsonLines(file: string): AsyncGenerator<{ value?: unknown; why?: string }> {
  let first = true;
  try {
    for await (const { bytes, tooLong } of splitLines(createReadStream(file), longestLine)) {
      const line = bytes.toString('utf8');
      const source = first ? line.replace(/^\ufeff/, '') : line;
      first = false;
      if (tooLong) yield { why: `longer than ${longestLine} bytes` };
      else if (source.trim() === '') yield {};
      else yield parsed(source);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new SetupError(`${file} cannot be read: ${messageOf(error)}`);
    throw error;
  }
}

function parsed(source: string): { value: unknown } | { why: string } {
  try {
    return { value: parsePythonJson(source) };
  } catch {
    return { why: 'not JSON' };
  }
}
