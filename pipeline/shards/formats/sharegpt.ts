import { jsonLines } from './json-lines.ts';
import { datasetPath, writeDatasetInfo } from './llama-factory.ts';
import { questionText, targetText } from './question-text.ts';

/** ShareGPT's conversations, with LLaMA-Factory's description beside them. */
export const sharegpt = jsonLines({
  name: 'sharegpt',
  about: 'conversations {"conversations": [human, gpt]}, with dataset_info.json for LLaMA-Factory',
  uncompressed: true,
  pathOf: datasetPath,
  line: (pair, _, options) => ({
    conversations: [
      { from: 'human', value: questionText(pair, options) },
      { from: 'gpt', value: targetText(pair, options) },
    ],
  }),
  beside: (folder, parts) =>
    writeDatasetInfo(folder, parts, {
      formatting: 'sharegpt',
      columns: { messages: 'conversations' },
      tags: { role_tag: 'from', content_tag: 'value', user_tag: 'human', assistant_tag: 'gpt' },
    }),
});
