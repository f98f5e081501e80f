import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Candidate } from '../../../pipeline/checks/index.ts';
import { packageRoot } from '../../../pipeline/package-root.ts';
import type { Language } from '../../../pipeline/records.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { documentOf, paragraph } from './candidate.ts';

interface PublishedRecord {
  id: number;
  task: string;
  filename: string;
  category: string;
  input: string;
  thought: string;
  output: unknown;
}

const file = join(dirname(packageRoot), 'shared', 'data', 'published', 'sevenllm-bench.jsonl');

/** Whether the published records lie beside the checkout. They are for testing only and no part of the project. */
export const hasPublished = existsSync(file);
if (!hasPublished)
  console.warn('\n*** No published records beside the checkout: the checks are not measured on them. ***\n');

const languageOf = ({ task }: PublishedRecord): Language => (task.includes('-zh') ? 'zh' : 'en');
const records = (): PublishedRecord[] =>
  hasPublished
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as PublishedRecord)
    : [];

/** The published generation records as candidates; the excerpt stands for the whole document, which is not published. */
export function publishedCandidates(): (Candidate & { id: number })[] {
  return records()
    .filter(({ task }) => task.endsWith('-gen'))
    .map((record) => ({
      id: record.id,
      task: taskPool.find(({ kind, category }) => kind === 'generation' && category === record.category)!,
      language: languageOf(record),
      document: documentOf([paragraph(record.input)], { title: record.filename, id: `doc_${record.id}` }),
      input: record.input,
      thought: record.thought.trim(),
      output: String(record.output).trim(),
      other: null,
    }));
}

/** The texts of all open records, each once. */
export function publishedTexts(): { language: Language; title: string; text: string }[] {
  const byText = new Map(records().map((record) => [record.input, record]));
  return [...byText.values()]
    .filter(({ task }) => !task.endsWith('-choice'))
    .map((record) => ({ language: languageOf(record), title: record.filename, text: record.input }));
}
