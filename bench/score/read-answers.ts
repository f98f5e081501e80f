import { SetupError } from '../../pipeline/errors.ts';
import { isObject, isPythonFalse, pythonString } from './python-text.ts';
import { type BenchRecord, readJsonLines } from './read-bench.ts';

/** One answer: its output, and whether its id was written as in the bench (the authors' scripts miss `"7"` for 7). */
export interface Answer {
  output: unknown;
  sameId: boolean;
}

/** What was found in an answers file; nothing of it is left out silently. */
export interface AnswersFound {
  /** Lines that are not blank. */
  lines: number;
  /** Records of the bench that have an answer. */
  answered: number;
  missing: number;
  /** Answers beyond the first of an id: the last one counts, but for the authors' scores as in their scripts. */
  doubled: number;
  unknownIds: number;
  /** Lines that are no JSON object, or have no id. */
  malformed: number;
  /** Answers that are null, or empty text, object or list. */
  empty: number;
  /** Answers that repeat another input or instruction than the record of their id has. */
  otherQuestions: number;
  /** The first few of each, for a person to look at. */
  examples: {
    missing: string[];
    doubled: string[];
    unknownIds: string[];
    malformed: string[];
    otherQuestions: string[];
  };
}

export interface Answers {
  file: string;
  /** By the record's id, in the order of the file. */
  byId: Map<string, Answer[]>;
  found: AnswersFound;
}

const fewest = 10;
const deepest = 500;

/**
 * Reads the answers of one model, matched to the bench by `id`. Throws SetupError where the file cannot be read, or
 * answers another bench: no id is known, or most answers repeat other questions than this bench asks.
 */
export async function readAnswers(file: string, bench: readonly BenchRecord[]): Promise<Answers> {
  const records = new Map(bench.map((record) => [String(record.id), record]));
  const byId = new Map<string, Answer[]>();
  const examples: AnswersFound['examples'] = {
    ...{ missing: [], doubled: [], unknownIds: [], malformed: [], otherQuestions: [] },
  };
  const found: AnswersFound = {
    ...{ lines: 0, answered: 0, missing: 0, doubled: 0, unknownIds: 0, malformed: 0, empty: 0, otherQuestions: 0 },
    examples,
  };
  const count = (what: keyof typeof examples, example: string) => {
    found[what]++;
    if (examples[what].length < fewest) examples[what].push(example);
  };
  let line = 0;
  let comparable = 0;
  for await (const { value, why } of readJsonLines(file)) {
    line++;
    if (value === undefined && why === undefined) continue;
    found.lines++;
    const problem = why ?? problemOf(value);
    if (problem) {
      count('malformed', `line ${line}: ${problem}`);
      continue;
    }
    const answer = value as Record<string, unknown>;
    const id = pythonString(answer.id).trim();
    const record = records.get(id);
    if (!record) {
      count('unknownIds', id.slice(0, 80));
      continue;
    }
    const earlier = byId.get(id);
    if (earlier) count('doubled', id);
    const same = isSameQuestion(record, answer);
    if (same !== null) comparable++;
    if (same === false) count('otherQuestions', id);
    if (isPythonFalse(answer.output) && answer.output !== false && typeof answer.output !== 'number') found.empty++;
    const one = { output: answer.output, sameId: typeof answer.id === typeof record.id };
    if (earlier) earlier.push(one);
    else byId.set(id, [one]);
  }
  if (byId.size === 0) throw new SetupError(noneKnown(file, found));
  if (found.otherQuestions > comparable / 2)
    throw new SetupError(
      `${file} answers another bench: ${found.otherQuestions} of ${comparable} answers that repeat their question ` +
        `repeat another one than this bench has under their id (${examples.otherQuestions.slice(0, 3).join(', ')}).`,
    );
  for (const id of records.keys()) if (!byId.has(id)) count('missing', id);
  found.answered = byId.size;
  return { file, byId, found };
}

function problemOf(value: unknown): string | null {
  if (!isObject(value)) return 'not a JSON object';
  if (value.id === undefined || value.id === null || value.id === '') return 'it has no id';
  if (typeof value.id === 'object' || typeof value.id === 'boolean') return 'its id is neither a number nor a text';
  return isTooDeep(value.output) ? `its output is nested more than ${deepest} deep` : null;
}

function isTooDeep(output: unknown): boolean {
  let level: unknown[] = [output];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((value) => (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []));
  }
  return false;
}

/** Null where the answer repeats neither input nor instruction. */
function isSameQuestion(record: BenchRecord, answer: Record<string, unknown>): boolean | null {
  const bare = (text: string) => text.replace(/\s+/g, '');
  if (typeof answer.input === 'string' && record.input !== '') return bare(answer.input) === bare(record.input);
  if (typeof answer.instruction === 'string' && typeof record.instruction === 'string' && record.instruction !== '')
    return bare(answer.instruction) === bare(record.instruction);
  return null;
}

function noneKnown(file: string, { lines, unknownIds, malformed, examples }: AnswersFound): string {
  if (lines === 0) return `${file} holds no answers.`;
  if (unknownIds === 0)
    return `${file} holds no answers that can be read (${malformed} lines; ${examples.malformed[0]}). It takes one JSON object a line: {"id": 1, "output": …}.`;
  return `${file} answers another bench: this one knows none of its ids (${examples.unknownIds.slice(0, 5).join(', ')}).`;
}
