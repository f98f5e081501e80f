import Table from 'cli-table3';
import type { StageBalance } from '../pipeline/ledger/audit.ts';
import type { Status } from '../pipeline/ledger/status.ts';
import type { WorkCount } from '../pipeline/ledger/work.ts';
import { stageNames } from '../pipeline/reasons.ts';
import { taskPool } from '../task-pool/index.ts';

const plain = { head: [], border: [], compact: true };
const noFrame = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((part) => [part, '']),
);

type Cell = string | number;

/** A table without lines; numbers stand right. */
export function table(head: string[], rows: Cell[][]): string {
  const numeric = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const drawn = new Table({
    head,
    style: plain,
    chars: { ...noFrame, middle: '  ' },
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
  });
  drawn.push(...rows.map((row) => row.map((cell) => (cell === 0 ? '0' : String(cell)))));
  return `${drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

/** Where records stand: a line for each stage and model, then the reasons of what was dropped. */
export function stageTable(work: readonly WorkCount[]): string {
  const lines = stageNames.flatMap((stage) => {
    const rows = work.filter((row) => row.stage === stage);
    return [...new Set(rows.map(({ model }) => model))].sort().map((model) => {
      const of = (state: string) =>
        rows.filter((row) => row.model === model && row.state === state).reduce((sum, row) => sum + row.count, 0);
      return [stage, model, of('kept'), of('dropped'), of('failed'), of('pending')];
    });
  });
  const why = work
    .filter(({ state }) => state === 'dropped')
    .sort((a, b) => stageNames.indexOf(a.stage) - stageNames.indexOf(b.stage) || b.count - a.count)
    .map(({ stage, reason, count }) => [stage, reason ?? '', count]);
  const stages = table(['stage', 'teacher', 'kept', 'dropped', 'failed', 'pending'], lines);
  return why.length === 0 ? stages : `${stages}\n${table(['dropped at', 'because', 'records'], why)}`;
}

/** Pairs by task and language, in the pool's order; tasks without any are named below it. */
export function pairTable(tasks: Status['tasks']): string {
  const order = taskPool.map(({ slug }) => slug);
  const rows = tasks.toSorted((a, b) => order.indexOf(a.task) - order.indexOf(b.task));
  return table(
    ['task', 'English', 'Chinese'],
    rows.map(({ task, en, zh }) => [task, en, zh]),
  );
}

/** How the pairs are spread over the tasks of each kind: 1 is an even spread over all of them. */
export function evennessTable(evenness: Status['evenness']): string {
  return table(
    ['spread over tasks', 'English', 'tasks', 'Chinese', 'tasks'],
    kinds.map((kind) => [
      kind,
      ...(['en', 'zh'] as const).flatMap((language) => {
        const of = evenness.find((one) => one.kind === kind && one.language === language);
        return of ? [shownEvenness(of), `${of.withPairs} of ${of.tasks}`] : ['', ''];
      }),
    ]),
  );
}

const kinds = ['understanding', 'generation'] as const;

const shownEvenness = ({ normalisedEntropy }: Status['evenness'][number]) => normalisedEntropy?.toFixed(2) ?? '-';

/** The same in a line. */
export function evennessLine(evenness: Status['evenness']): string {
  const parts = evenness
    .filter(({ normalisedEntropy }) => normalisedEntropy !== null)
    .map((one) => `${one.kind} ${one.language} ${shownEvenness(one)} (${one.withPairs} of ${one.tasks} tasks)`);
  return parts.length === 0 ? '' : `Spread over tasks, as normalised entropy: ${parts.join(', ')}.`;
}

export function balanceTable(stages: readonly StageBalance[]): string {
  return table(
    ['stage', 'inputs', 'kept', 'dropped', 'failed', 'pending', ''],
    stages.map((row) => [
      ...[row.stage, row.inputs, row.kept, row.dropped, row.failed, row.pending],
      row.balanced ? '✓' : '✗ does not add up',
    ]),
  );
}
