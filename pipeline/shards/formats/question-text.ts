import { answerText, type ExportedPair } from '../exported-pair.ts';
import type { FormatOptions } from './format.ts';

/** What stands between thought and answer, and before the answer, in the paper's prompts. */
export const responseMark = '### Response:';

/**
 * The question as one text. The paper's template is that of Stanford Alpaca (Apache-2.0), whose words a model trained by
 * the authors expects; where the thought comes first, it ends with a heading of its own.
 */
export function questionText(
  { instruction, input }: Pick<ExportedPair, 'instruction' | 'input'>,
  { template, target }: Pick<FormatOptions, 'template' | 'target'>,
): string {
  if (template === 'plain') return `${instruction}\n\n${input}`;
  const [first, last] =
    target === 'thought'
      ? ['First analyze and think about the task, then write', '### Thought:']
      : ['Write', responseMark];
  const opening = `Below is an instruction that describes a task, paired with an input that provides further context. ${first} a response that appropriately completes the request.`;
  return `${opening}\n\n### Instruction:\n${instruction}\n\n### Input:\n${input}\n\n${last}`;
}

/** What is trained on: the answer, or thought and answer with the paper's mark between them. */
export function targetText(
  pair: Pick<ExportedPair, 'thought' | 'output'>,
  { target }: Pick<FormatOptions, 'target'>,
): string {
  return target === 'answer' ? answerText(pair) : `${pair.thought}\n\n${responseMark}${answerText(pair)}`;
}
