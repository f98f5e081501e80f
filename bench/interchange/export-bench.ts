import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../pipeline/package-root.ts';
import { type QuestionForm, questionTo } from '../run/question.ts';
import { writeAside } from '../run/write-aside.ts';
import { pythonString } from '../score/python-text.ts';
import { type BenchKind, type BenchRecord, benchKinds, readBench } from '../score/read-bench.ts';
import { lmEvalFiles } from './lm-eval-files.ts';

/** Harnesses that a bench can be taken to. */
export const harnesses = ['lm-eval', 'inspect'] as const;
export type Harness = (typeof harnesses)[number];

/** One record as both harnesses take it: a prompt and what is expected, as text. */
export interface HarnessRecord {
  id: BenchRecord['id'];
  kind: BenchKind;
  language: BenchRecord['language'];
  category: string;
  prompt: string;
  /** JSON of an extraction's object, the text, or the letter. */
  target: string;
}

/**
 * Writes a bench as a folder that a harness loads as it is, scorers included. The Python files stand in this package under
 * `bench/interchange/python`. Returns the files' names. Throws SetupError where the bench cannot be read or written.
 */
export async function exportBench(
  harness: Harness,
  { benchFile, out, form }: { benchFile: string; out: string; form: QuestionForm },
): Promise<string[]> {
  const records = (await readBench(benchFile)).map((record) => harnessRecord(record, form));
  const files =
    harness === 'lm-eval' ? lmEvalFiles(groupsOf(records)) : { 'dataset.jsonl': linesOf(records.map(sampleOf)) };
  for (const [name, content] of Object.entries(files)) await writeAside(join(out, name), content);
  const python =
    harness === 'lm-eval' ? ['sevenllm_scores.py', 'utils.py'] : ['sevenllm_scores.py', 'sevenllm_bench.py'];
  for (const name of python) await cp(join(packageRoot, 'bench', 'interchange', 'python', name), join(out, name));
  return [...Object.keys(files), ...python].sort();
}

function harnessRecord(record: BenchRecord, form: QuestionForm): HarnessRecord {
  const { id, kind, language, category, output } = record;
  return {
    ...{ id, kind, language, category },
    prompt: questionTo(record, { form, target: 'answer' }).content,
    target: kind === 'extraction' ? JSON.stringify(output) : pythonString(output).trim(),
  };
}

function groupsOf(records: readonly HarnessRecord[]) {
  return benchKinds
    .flatMap((kind) => (['en', 'zh'] as const).map((language) => ({ kind, language })))
    .map((group) => {
      const own = records.filter(({ kind, language }) => kind === group.kind && language === group.language);
      return { ...group, records: own };
    })
    .filter((group) => group.records.length > 0);
}

/** A sample as Inspect reads it. */
const sampleOf = ({ id, prompt, target, ...metadata }: HarnessRecord) => ({ id, input: prompt, target, metadata });

const linesOf = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
