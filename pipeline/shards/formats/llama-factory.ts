import type { Language } from '../../records.ts';
import type { ShardFolder } from '../shard-folder.ts';
import type { Split } from '../split.ts';
import type { LinePart } from './json-lines.ts';

/** Each split and language is a folder, which LLaMA-Factory loads whole, whatever the number of shards in it. */
export const datasetName = (split: Split, language: Language) => `sevenllm_${split}_${language}`;

export const datasetPath = (split: Split, language: Language) => `${datasetName(split, language)}/shard`;

/** Writes `dataset_info.json`, by which LLaMA-Factory finds datasets and knows their columns. */
export async function writeDatasetInfo(
  folder: ShardFolder,
  parts: readonly LinePart[],
  description: Record<string, unknown>,
): Promise<void> {
  const info = Object.fromEntries(
    parts.map(({ split, language }) => {
      const name = datasetName(split, language);
      return [name, { file_name: name, ...description }];
    }),
  );
  await folder.writeBeside('dataset_info.json', `${JSON.stringify(info, null, 2)}\n`);
}
