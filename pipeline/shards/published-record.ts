import type { Pair } from '../records.ts';

/** One line of the published SEvenLLM-Instruct format: `output` is a string, an answer object serialised into it. */
export function publishedRecord(
  id: number,
  pair: Pick<Pair, 'category' | 'instruction' | 'input' | 'thought' | 'output'>,
): Record<string, string | number> {
  return {
    id,
    category: pair.category,
    instruction: pair.instruction,
    input: pair.input,
    thought: pair.thought,
    output: typeof pair.output === 'string' ? pair.output : JSON.stringify(pair.output),
  };
}
