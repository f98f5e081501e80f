import { jsonLines } from './json-lines.ts';
import { datasetPath, writeDatasetInfo } from './llama-factory.ts';
import { questionText, targetText } from './question-text.ts';

/** Alpaca's three columns, with LLaMA-Factory's description beside them. */
export const alpaca = jsonLines({
  name: 'alpaca',
  about: 'instruction, input, output, with dataset_info.json for LLaMA-Factory',
  uncompressed: true,
  pathOf: datasetPath,
  line: (pair, _, options) => ({
    ...(options.template === 'plain'
      ? { instruction: pair.instruction, input: pair.input }
      : { instruction: questionText(pair, options), input: '' }),
    output: targetText(pair, options),
  }),
  beside: (folder, parts) =>
    writeDatasetInfo(folder, parts, {
      formatting: 'alpaca',
      columns: { prompt: 'instruction', query: 'input', response: 'output' },
    }),
});
