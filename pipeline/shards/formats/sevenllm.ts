import { answerText } from '../exported-pair.ts';
import { jsonLines } from './json-lines.ts';

/** The published SEvenLLM-Instruct format: `output` is a string, an answer object serialised into it. */
export const sevenllm = jsonLines({
  name: 'sevenllm',
  about: 'the published JSONL: id, category, instruction, input, thought, output',
  line: (pair, number) => ({
    id: number,
    category: pair.category,
    instruction: pair.instruction,
    input: pair.input,
    thought: pair.thought,
    output: answerText(pair),
  }),
});
