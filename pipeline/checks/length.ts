import type { CheckFailure } from './failure.ts';
import { type Candidate, outputText } from './index.ts';

const thoughtLength = { en: { least: 30, most: 3000 }, zh: { least: 10, most: 1200 } };
const longestInput = 20_000;
const longestAnswer = 20_000;

/** Whether there is an answer and a thought at all. */
export function checkEmpty({ thought, output }: Candidate): CheckFailure | null {
  if (outputText(output).trim() === '') return { reason: 'empty', detail: 'The answer is empty.' };
  return thought === '' ? { reason: 'empty', detail: 'The thought is empty.' } : null;
}

/** Lengths, in characters: of the thought by language, of a text by its task. */
export function checkLength({ task, language, input, thought, output }: Candidate): CheckFailure | null {
  const answer = outputText(output);
  const bounds: [string, number, { least: number; most: number }][] = [
    ['input', input.length, { least: 1, most: longestInput }],
    ['thought', thought.length, thoughtLength[language]],
    ['answer', answer.length, task.kind === 'generation' ? task.length[language] : { least: 1, most: longestAnswer }],
  ];
  for (const [name, length, { least, most }] of bounds) {
    if (length < least)
      return { reason: 'too-short', detail: `The ${name} has ${length} characters, fewer than ${least}.` };
    if (length > most)
      return { reason: 'too-long', detail: `The ${name} has ${length} characters, more than ${most}.` };
  }
  return null;
}
