import { responseMark } from '../../pipeline/shards/formats/question-text.ts';
import type { Completion } from '../../pipeline/teacher/completions.ts';
import { whyUnusable } from '../../pipeline/teacher/openai/ask.ts';
import type { BenchRecord } from '../score/read-bench.ts';
import type { QuestionForm, QuestionStyle } from './question.ts';

/** Why a record has an empty answer: what the model or endpoint did, or that the call failed until the end of all tries. */
export type FailureReason = 'content-filter' | 'refused' | 'truncated' | 'empty' | 'failed';

/** One line of an answers file. */
export interface AnswerLine {
  id: BenchRecord['id'];
  /** Text, or the object of an extraction answer that is JSON and nothing else; empty where `reason` says why. */
  output: unknown;
  /** What stands before the paper's mark, where thought was asked for. */
  thought?: string;
  /** What a reasoning model thought aloud by itself. */
  reasoning?: string;
  model: string;
  finish_reason: string | null;
  form: QuestionForm;
  reason?: FailureReason;
  detail?: string;
}

/** Reads what a model said to a record. */
export function answerLine(
  record: BenchRecord,
  model: string,
  { form, target }: QuestionStyle,
  completion: Completion,
): AnswerLine {
  const { text, reasoning, finishReason } = completion;
  const { thought, answer } = target === 'thought' ? splitThought(text) : { thought: null, answer: text.trim() };
  const failure = failureOf(completion, answer);
  return {
    ...{ id: record.id, output: failure ? '' : outputOf(record, answer) },
    ...(thought !== null && { thought }),
    ...(reasoning && { reasoning }),
    ...{ model, finish_reason: finishReason, form },
    ...failure,
  };
}

function failureOf(completion: Completion, answer: string): { reason: FailureReason; detail: string } | null {
  const known = whyUnusable(completion);
  if (known) return { reason: known[0] as FailureReason, detail: known[1] };
  if (completion.finishReason === 'length')
    return { reason: 'truncated', detail: 'The limit of tokens was reached before the answer was whole.' };
  return answer === '' ? { reason: 'empty', detail: 'The model said nothing.' } : null;
}

/** The line of a record that no answer could be had for. */
export function failedLine(record: BenchRecord, model: string, { form }: QuestionStyle, detail: string): AnswerLine {
  return { id: record.id, output: '', model, finish_reason: null, form, reason: 'failed', detail };
}

/** Thought and answer as the paper separates them; without the mark all of it is the answer. */
export function splitThought(text: string): { thought: string | null; answer: string } {
  const at = text.indexOf(responseMark);
  if (at < 0) return { thought: null, answer: text.trim() };
  return { thought: text.slice(0, at).trim(), answer: text.slice(at + responseMark.length).trim() };
}

/** As in the published answers an extraction's JSON is an object; what needs mending first stays text, for the scorer to judge. */
function outputOf({ kind }: BenchRecord, answer: string): unknown {
  if (kind !== 'extraction' || !/^[{[]/.test(answer)) return answer;
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
}
