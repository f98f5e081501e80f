import { relative } from 'node:path';
import type { Status } from '../pipeline/ledger/status.ts';
import type { ExportReport } from '../pipeline/shards/export-shards.ts';
import type { Teacher } from '../pipeline/teacher/teacher.ts';
import { taskPool } from '../task-pool/index.ts';
import { judgeLines } from './judge-lines.ts';
import { evennessLine, pairTable, stageTable } from './tables.ts';

export interface RunSummary {
  seconds: number;
  teacher: Teacher;
  exported: ExportReport | null;
  status: Status;
}

/** Ends a run as an answer to: what came in, what went where and why, what came out, where it lies, what next. */
export function printRunSummary({ seconds, teacher, exported, status }: RunSummary): void {
  const { documents, pairs } = status;
  const lines = [
    '',
    ...status.sources.map(({ source, pages, documents: made }) => `${source}: ${pages} pages, ${made} documents`),
    '',
    stageTable(status.work),
    pairTable(status.tasks),
    evennessLine(status.evenness),
    withoutPairs(status, teacher),
    ...judgeLines(status.judges),
    `${documents.en} English and ${documents.zh} Chinese documents gave ${pairs.en} English and ${pairs.zh} Chinese pairs, by ${teacher.model}, in ${seconds.toFixed(1)} s.`,
    '',
  ];
  if (exported) {
    lines.push('Written:');
    for (const { folder, manifest, files } of exported.folders) {
      for (const { path, records } of files) lines.push(`  ${here(`${folder}/${path}`)}  (${records} pairs)`);
      lines.push(`  ${here(`${folder}/${manifest}`)}`);
    }
    lines.push(...heldOut(exported.heldOut), '');
  }
  lines.push(...whatNext(teacher));
  console.log(lines.filter((line) => line !== null).join('\n'));
}

const heldOut = (count: number): string[] =>
  count > 0 ? [`  ${count} pairs of documents that are held out for the bench are not among them.`] : [];

const here = (path: string) => relative(process.cwd(), path) || path;

function withoutPairs(status: Status, teacher: Teacher): string | null {
  const made = new Set(status.tasks.map(({ task }) => task));
  const missing = taskPool.filter(({ slug }) => !made.has(slug)).map(({ slug }) => slug);
  if (missing.length === 0) return null;
  const why = teacher.name === 'rules' ? ' (most of these take a model: the rules cannot argue)' : '';
  return `Tasks without pairs${why}: ${missing.join(', ')}.\n`;
}

function whatNext(teacher: Teacher): string[] {
  const next: [string, string][] = [
    ['npx sevenllm show http://threatwatch.example/research/wannacry', "one page's whole story"],
    ['npx sevenllm run --input my-reports/*.html', 'pairs of your own files'],
    ['npx sevenllm audit', 'proof that every record is accounted for'],
  ];
  if (teacher.name === 'rules')
    next.unshift([
      'OPENAI_BASE_URL=http://127.0.0.1:11434/v1 npx sevenllm run --model qwen2.5:7b',
      'ask a model for all 28 tasks',
    ]);
  const width = Math.max(...next.map(([command]) => command.length));
  return ['Next:', ...next.map(([command, about]) => `  ${command.padEnd(width)}  ${about}`)];
}
