import type { BenchKind, BenchRecord } from '../score/read-bench.ts';
import type { HarnessRecord } from './export-bench.ts';

interface Group {
  kind: BenchKind;
  language: BenchRecord['language'];
  records: readonly HarnessRecord[];
}

/** The score of each kind, as `sevenllm_scores.py` computes it, and the tokens that an answer may have. */
const scored = {
  extraction: { metric: 'exactF1', tokens: 2000 },
  generation: { metric: 'rouge-1.0.1', tokens: 2000 },
  choice: { metric: 'lenient', tokens: 64 },
} as const;

/** Files of a task folder for lm-evaluation-harness: a task for each kind and language, and a group of them all. */
export function lmEvalFiles(groups: readonly Group[]): Record<string, string> {
  const files = groups.flatMap((group) => [
    [`${nameOf(group)}.yaml`, taskOf(group)],
    [`${nameOf(group)}.jsonl`, group.records.map((record) => `${JSON.stringify(record)}\n`).join('')],
  ]);
  return { ...Object.fromEntries(files), 'sevenllm.yaml': groupOf(groups) };
}

const nameOf = ({ kind, language }: Group) => `sevenllm_${kind}_${language}`;

/** Prompts are whole as they stand, and every record is a test: nothing is put before them, and no example. */
function taskOf(group: Group): string {
  const { metric, tokens } = scored[group.kind];
  return `task: ${nameOf(group)}
custom_dataset: !function utils.load
dataset_kwargs:
  file: ${nameOf(group)}.jsonl
output_type: generate_until
test_split: test
num_fewshot: 0
doc_to_text: "{{prompt}}"
doc_to_target: "{{target}}"
process_results: !function utils.score_${group.kind}
generation_kwargs:
  until: []
  do_sample: false
  max_gen_toks: ${tokens}
metric_list:
  - metric: ${metric}
    aggregation: mean
    higher_is_better: true
metadata:
  version: 1.0
`;
}

/** Kinds have scores that are not to be averaged with each other, so the group has none of its own. */
const groupOf = (groups: readonly Group[]): string =>
  `group: sevenllm\ntask:\n${groups.map((group) => `  - ${nameOf(group)}\n`).join('')}metadata:\n  version: 1.0\n`;
