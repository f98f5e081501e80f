import type { Config } from '../pipeline/config.ts';
import type { RerunPlan, RerunReason } from '../pipeline/ledger/rerun-plan.ts';
import type { RerunCount } from '../pipeline/ledger/rerun-report.ts';
import type { Teacher } from '../pipeline/teacher/teacher.ts';
import { table } from './tables.ts';

const why: Record<RerunReason, string> = {
  prompt: 'the prompt has changed',
  task: 'the task has changed',
  model: 'another model made it',
  rejected: 'its draft did not pass',
  asked: 'all were asked for',
};

/** What a rerun asks again and why, as a person reads it. */
export function planLines(
  { cells, underWay, outdated }: RerunPlan,
  teacher: Pick<Teacher, 'name' | 'model'>,
  languages: Config['languages'],
): string[] {
  const rows = new Map<string, [string, string, string, number, number]>();
  for (const { task, language, because, hasPair } of cells) {
    const key = `${task} ${language} ${because}`;
    const row = rows.get(key) ?? [task, language, why[because], 0, 0];
    row[3]++;
    if (hasPair) row[4]++;
    rows.set(key, row);
  }
  const calls = callsOf(cells, languages);
  const asked = teacher.name === 'rules' ? 'by rules, without a call' : `at most ${calls} calls and their repairs`;
  return [
    cells.length > 0
      ? table(
          ['task', 'language', 'because', 'cells', 'with a pair'],
          [...rows.values()].sort((a, b) => (a.join() < b.join() ? -1 : 1)),
        )
      : 'Nothing new is to be asked: no other cell within the filter is stale or was rejected (--all asks every one).',
    ...(cells.length > 0 ? [`${cells.length} cells for ${teacher.model}, ${asked}.`] : []),
    ...(underWay > 0 ? [`${underWay} cells are under way already, and gone on with.`] : []),
    ...(outdated > 0
      ? [`${outdated} pairs are of earlier versions of documents: \`sevenllm run\` makes successors.`]
      : []),
  ];
}

/** How many calls some cells take: the two languages of a task are one, where both are asked for. */
export function callsOf(cells: RerunPlan['cells'], languages: Config['languages']): number {
  return languages === 'both'
    ? new Set(cells.map(({ documentId, task }) => `${documentId} ${task}`)).size
    : cells.length;
}

/** What came of a rerun, and what may be done next. */
export function reportLines(id: string, report: readonly RerunCount[]): string[] {
  const total = (outcome: RerunCount['outcome']) =>
    report.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row.count, 0);
  const reasons = (outcome: RerunCount['outcome']) =>
    report
      .filter((row) => row.outcome === outcome)
      .map(({ reason, count }) => `${reason} ${count}`)
      .join(', ');
  const sentences: [RerunCount['outcome'], (count: number) => string][] = [
    ['replaced', (count) => `${count} new pairs took the place of old ones.`],
    ['added', (count) => `${count} new pairs stand where there was none.`],
    ['left', (count) => `${count} cells keep what they had: their new draft did not pass (${reasons('left')}).`],
    ['rejected', (count) => `${count} cells still have no pair (${reasons('rejected')}).`],
    ['out', (count) => `${count} cells were taken out meanwhile (${reasons('out')}).`],
    ['pending', (count) => `${count} cells are still to be asked: give the same command again, or \`sevenllm run\`.`],
  ];
  return [
    `${id}:`,
    ...sentences.flatMap(([outcome, say]) => (total(outcome) > 0 ? [`  ${say(total(outcome))}`] : [])),
    `Next: \`sevenllm export --out shards\`, \`sevenllm show ${id}\`, or back: \`sevenllm rerun --undo ${id}\`.`,
  ];
}
