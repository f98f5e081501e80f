import { sql } from 'kysely';
import type { Config } from '../../config.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import type { PendingCalls } from '../../ledger/pending-calls.ts';
import { countUnjudged } from '../../ledger/plan-judging.ts';
import { judgeConfigOf } from '../judge/open-judge.ts';
import { readCallHistory } from './call-history.ts';
import type { Estimate } from './estimate.ts';
import { openPriceList } from './price-list.ts';
import { between, exactly, plus, type Range, times, whole } from './range.ts';

/** Tokens of one judging call where a judge has answered too few to go by: the rubric, the input, the pairs; the reasons. */
const assumed = { input: between(1200, 2000, 4500), output: between(200, 500, 1500) };
/** Share of drafts that pass the checks, where too few were drafted to go by. */
const passing = between(0.4, 0.75, 1);
const least = 10;

/**
 * What judging would cost beside what a teacher is asked: of what that leads to, and of pairs that are not judged yet. Rough:
 * nobody has the drafts yet, so calls are reckoned by means, and nothing is taken to be cached. Null where nobody judges.
 */
export async function estimateJudging(
  db: LedgerDatabase,
  config: Config,
  { documents, cells }: Pick<PendingCalls, 'documents' | 'cells'>,
): Promise<Estimate | null> {
  const own = judgeConfigOf(config);
  if (!own) return null;
  const { model } = own;
  const price = openPriceList(own)(model);
  const history = await readCallHistory(db, config.model);
  const tasks = history.tasksPerDocument ?? config.understanding + config.generation;
  const bothByOne = config.languages === 'both';
  const questions = new Set(cells.map((cell) => `${cell.documentId} ${cell.task} ${bothByOne ? '' : cell.language}`));
  const standing = await countUnjudged(db, model, config.model);
  const passed = await passedShare(db, config.model);
  const calls = plus(times(passed ?? passing, questions.size + tasks * documents.length), exactly(standing));
  const known = await meanCall(db, model);
  const [input, output] = [times(calls, known?.input ?? assumed.input), times(calls, known?.output ?? assumed.output)];
  const cost = (bound: keyof Range) => (price ? (input[bound] * price.input + output[bound] * price.output) / 1e6 : 0);
  const total = price && between(cost('low'), cost('likely'), cost('high'));
  return {
    ...{ model, price, documents: 0, cells: 0, calls: whole(calls), input: whole(input), output: whole(output) },
    ...{ cached: exactly(0), reasoning: exactly(0), cost: total },
    batchCost: total && price?.batch !== undefined ? times(total, price.batch) : null,
    because: [
      known
        ? `Judging: as many tokens a call as in ${known.calls} earlier calls of ${model}; one call for a task of a document.`
        : `Judging: rough, ${assumed.input.low} to ${assumed.input.high} tokens in and ${assumed.output.low} to ${assumed.output.high} out a call; one call for a task of a document.`,
      passed
        ? `Only what passes the checks is judged: ${(100 * passed.likely).toFixed(0)}% of the drafts so far.`
        : 'Only what passes the checks is judged; how much that is, is a guess until there are drafts to go by.',
      ...(standing > 0 ? [`${standing} of the calls are for pairs that are there already.`] : []),
      price ? `Money: ${price.label}.` : `Money: no price of ${model} is known.`,
    ],
  };
}

async function passedShare(db: LedgerDatabase, teacher: string): Promise<Range | null> {
  const { rows } = await sql<{ kept: number; asked: number }>`
    select count(*) filter (where stage = 'validate' and state = 'kept') as kept,
      count(*) filter (where stage = 'generate' and state <> 'pending') as asked
    from work where stage in ('generate', 'validate') and model = ${teacher}`.execute(db);
  const { kept = 0, asked = 0 } = rows[0] ?? {};
  return asked >= least ? exactly(kept / asked) : null;
}

async function meanCall(db: LedgerDatabase, judge: string) {
  const { rows } = await sql<{ calls: number; input: number; output: number }>`
    select count(*) as calls, coalesce(avg(input_tokens), 0)::float8 as input,
      coalesce(avg(output_tokens), 0)::float8 as output
    from completion where model = ${judge} and purpose = 'judge'`.execute(db);
  const { calls = 0, input = 0, output = 0 } = rows[0] ?? {};
  const around = (mean: number) => between(0.9 * mean, mean, 1.1 * mean);
  return calls >= least ? { calls, input: around(input), output: around(output) } : null;
}
