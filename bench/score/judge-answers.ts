import { z } from 'zod';
import { promptsIn } from '../../pipeline/prompts/index.ts';
import { type AskerParts, ask } from '../../pipeline/teacher/openai/ask.ts';
import { asData, type Message } from '../../pipeline/teacher/openai/messages.ts';
import { inTurn } from '../run/in-turn.ts';
import { untilDone } from '../run/until-done.ts';
import { isPythonFalse } from './python-text.ts';
import type { Answers } from './read-answers.ts';
import type { BenchRecord } from './read-bench.ts';

/** What a judge says of one answer; `score` is null where it could not be had. */
export interface BenchVerdict {
  id: BenchRecord['id'];
  score: number | null;
  reason: string;
}

/** The reason comes first: a score that follows it rests on it. */
const verdictSchema = z.strictObject({ reason: z.string(), score: z.literal([1, 2, 3, 4, 5]) });

export interface JudgeParts extends AskerParts {
  abort: AbortController;
  atOnce: number;
  maxAttempts: number;
  onJudged?: (judged: number) => void;
}

/**
 * Has a model grade the last answer to each open record from 1 to 5, in one call; what is missing or empty is 1 without
 * asking. Verdicts are stored as they come, so that asking again repeats no paid call. Multiple choice needs no judge.
 */
export async function judgeAnswers(
  bench: readonly BenchRecord[],
  { byId }: Pick<Answers, 'byId'>,
  { abort, atOnce, maxAttempts, onJudged = () => {}, ...parts }: JudgeParts,
): Promise<{ verdicts: BenchVerdict[]; stopped: unknown }> {
  const open = bench.filter(({ kind }) => kind !== 'choice');
  const verdicts = new Map<BenchRecord, BenchVerdict>();
  const judged = async (record: BenchRecord, output: unknown): Promise<BenchVerdict> => {
    const asked = await untilDone(abort.signal, maxAttempts, () =>
      ask(parts, {
        ...{ purpose: 'bench-judge', document: { id: `bench:${record.id}`, language: record.language } },
        ...{ name: 'grade', schema: verdictSchema, messages: judgeMessages(record, output) },
        serves: { tasks: ['bench'], languages: [record.language] },
      }),
    );
    if (typeof asked === 'string') return { id: record.id, score: null, reason: asked };
    return 'refused' in asked
      ? { id: record.id, score: null, reason: asked.detail }
      : { id: record.id, ...asked.value };
  };
  const stopped = await inTurn(open, atOnce, abort, async (record) => {
    const output = byId.get(String(record.id))?.at(-1)?.output;
    verdicts.set(record, isPythonFalse(output) ? nothing(record) : await judged(record, output));
    onJudged(verdicts.size);
  });
  return { verdicts: open.flatMap((record) => verdicts.get(record) ?? []), stopped };
}

const nothing = ({ id }: BenchRecord): BenchVerdict => ({ id, score: 1, reason: 'There is no answer.' });

/** The rubric, and the record as lines of JSON with `<` escaped: nothing in it can close the fence. */
export function judgeMessages(record: BenchRecord, answer: unknown): Message[] {
  return [
    { role: 'system', content: promptsIn[record.language].benchJudge.render({}) },
    { role: 'user', content: fenced(record, [{ answer }]) },
  ];
}

export function fenced(
  { instruction, input, output }: BenchRecord,
  answers: readonly Record<string, unknown>[],
): string {
  const lines = [{ question: instruction }, { input }, { accepted: output }, ...answers];
  return `<record>\n${lines.map(asData).join('\n')}\n</record>`;
}
