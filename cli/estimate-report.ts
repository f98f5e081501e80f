import { dollars, grouped } from '../pipeline/teacher/spend/dollars.ts';
import type { Estimate } from '../pipeline/teacher/spend/estimate.ts';
import type { Range } from '../pipeline/teacher/spend/range.ts';
import { table } from './tables.ts';

/** An estimate whose cost is that of the Batch API. */
export interface BatchEstimate extends Estimate {
  /** What it would cost without the Batch API. */
  directCost: Range | null;
}

export function asBatch(estimate: Estimate): BatchEstimate {
  const { cost, batchCost, because } = estimate;
  const none =
    'No price of the Batch API is known for this model: the cost is the full one. A price of your own may name its discount, as {"batch": 0.5}.';
  return {
    ...estimate,
    ...{ cost: batchCost ?? cost, directCost: cost },
    because: batchCost || !cost ? because : [...because, none],
  };
}

/** An estimate as a person reads it: a small table, the money, and what it rests on. */
export function estimateReport(estimate: Estimate | BatchEstimate): string {
  const { model, documents, cells, calls, input, cached, output, reasoning, cost, batchCost } = estimate;
  if (calls.high === 0) return [`Nothing is to be asked of ${model}.`, ...estimate.because.slice(-1)].join('\n');
  const direct = 'directCost' in estimate ? estimate.directCost : null;
  const row = (name: string, range: Range, show: (value: number) => string) => [
    name,
    show(range.likely),
    range.low === range.high ? '' : `${show(range.low)} to ${show(range.high)}`,
  ];
  const count = (value: number) => grouped(value < 1000 ? value : Number(value.toPrecision(3)));
  const rows = [
    row('calls', calls, count),
    row('input tokens', input, count),
    row('  of these cached', cached, count),
    row('output tokens', output, count),
    ...(reasoning.high > 0 ? [row('reasoning tokens', reasoning, count)] : []),
    ...(cost ? [row(direct ? 'cost by the Batch API' : 'cost', cost, dollars)] : []),
    ...(direct ? [row('  without it', direct, dollars)] : []),
    ...(batchCost && !direct ? [row('  by the Batch API', batchCost, dollars)] : []),
  ];
  const of = [
    ...(documents > 0 ? [`${grouped(documents)} documents to select tasks for`] : []),
    ...(cells > 0 ? [`${grouped(cells)} cells to answer`] : []),
  ].join(', ');
  return [
    `${model}: ${of || 'drafts to judge'}. Nothing was asked.`,
    '',
    table(['', 'likely', 'range'], rows),
    ...estimate.because.map((sentence) => `- ${sentence}`),
  ].join('\n');
}
