import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, SetupError } from '../../pipeline/errors.ts';

export const verdicts = ['accept', 'edit', 'reject'] as const;
export type Verdict = (typeof verdicts)[number];

/** What an expert decided on one record. */
export const decisionSchema = z.object({
  id: z.int(),
  /** Hash of the record that it was decided on: a record that has become another is not decided. */
  record: z.string(),
  verdict: z.enum(verdicts),
  /** The answer in the place of the record's; null unless edited. */
  edited: z.union([z.string(), z.record(z.string(), z.unknown())]).nullable(),
  comment: z.string(),
  reviewer: z.string().min(1),
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** Stands beside the bench; lines are only ever added. */
export const reviewFile = 'review.jsonl';

/** The decisions on a bench, by the record's hash; of several on one record the last. Throws a SetupError with the line. */
export async function readDecisions(folder: string): Promise<Map<string, Decision>> {
  const decisions = new Map<string, Decision>();
  const file = join(folder, reviewFile);
  const lines = (await textOf(file)).split('\n');
  // Whoever was stopped while writing a line has not decided yet.
  lines.pop();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const parsed = decisionSchema.safeParse(asJson(line));
    if (!parsed.success) throw new SetupError(`${file}, line ${index + 1}, is no decision of a review.`);
    decisions.set(parsed.data.record, parsed.data);
  }
  return decisions;
}

/** Adds decisions, durably. An unfinished last line goes first. */
export async function addDecisions(folder: string, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  const file = join(folder, reviewFile);
  const whole = (await textOf(file)).replace(/[^\n]+$/, '');
  const handle = await open(file, 'a');
  try {
    await handle.truncate(Buffer.byteLength(whole));
    await handle.appendFile(decisions.map((one) => `${JSON.stringify(one)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new SetupError(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
