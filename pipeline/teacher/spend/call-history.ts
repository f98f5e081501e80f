import { sql } from 'kysely';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { between, type Range } from './range.ts';

/** What the ledger's own completions of a model tell about the next ones; null where they are too few. */
export interface CallHistory {
  /** Completions with usage that the endpoint reported. */
  calls: number;
  /** Tokens that the endpoint counts for a byte of what is sent. */
  inputPerByte: Range | null;
  /** Share of the input that came from the endpoint's cache. */
  cachedShare: number | null;
  /** Tokens a selection writes, without reasoning. */
  selectOutput: Range | null;
  /** Tokens written for one pair, without reasoning. */
  pairOutput: Range | null;
  /** Reasoning tokens a call. */
  reasoning: Range | null;
  /** Repair calls for each other call. */
  repairShare: number | null;
  /** Calls whose answer was cut by the limit of tokens, for each other one: they are made once more. */
  cutShare: number | null;
  /** Tasks chosen for a document, on average. */
  tasksPerDocument: number | null;
}

/** Fewer tell nothing. */
const least = 10;

interface Row {
  purpose: string;
  calls: number;
  perByte: number[] | null;
  input: number;
  cached: number;
  output: number;
  spread: number;
  pairs: number;
  cut: number;
  reasoning: number;
  reasoningSpread: number;
}

/** Reads what is known of a model from what it was paid for so far. */
export async function readCallHistory(db: LedgerDatabase, model: string): Promise<CallHistory> {
  const { rows } = await sql<Row>`
    select purpose, count(*) as calls,
      percentile_cont(array[0.1, 0.5, 0.9]) within group (order by input_tokens::float8 / prompt_bytes)
        filter (where prompt_bytes > 0) as "perByte",
      sum(input_tokens) as input, sum(cached_tokens) as cached, sum(output_tokens - reasoning_tokens) as output,
      coalesce(stddev(output_tokens - reasoning_tokens), 0)::float8 as spread,
      sum(greatest(1, cardinality(tasks)) * greatest(1, cardinality(languages))) as pairs,
      count(*) filter (where finish_reason = 'length') as cut,
      sum(reasoning_tokens) as reasoning, coalesce(stddev(reasoning_tokens), 0)::float8 as "reasoningSpread"
    from completion where model = ${model} and usage is not null and not estimated group by purpose`.execute(db);
  const of = (purpose: string) => rows.find((row) => row.purpose === purpose && row.calls >= least) ?? null;
  const [select, generate] = [of('select'), of('generate')];
  const asked = rows.filter(({ purpose }) => purpose === 'select' || purpose === 'generate');
  const sum = (key: 'calls' | 'input' | 'cached' | 'cut') => asked.reduce((total, row) => total + row[key], 0);
  const enough = sum('calls') >= least;
  const perByte = (generate ?? select)?.perByte;
  const repairs = rows.find(({ purpose }) => purpose === 'repair')?.calls ?? 0;
  const thinker = generate ?? select;
  return {
    calls: sum('calls'),
    inputPerByte: perByte ? between(perByte[0]!, perByte[1]!, perByte[2]!) : null,
    cachedShare: enough && sum('input') > 0 ? sum('cached') / sum('input') : null,
    selectOutput: select && mean(select.output, select.calls, select.spread, 1),
    pairOutput: generate && mean(generate.output, generate.calls, generate.spread, generate.pairs / generate.calls),
    reasoning: thinker && mean(thinker.reasoning, thinker.calls, thinker.reasoningSpread, 1),
    repairShare: enough ? repairs / sum('calls') : null,
    cutShare: enough ? sum('cut') / Math.max(1, sum('calls') - sum('cut')) : null,
    tasksPerDocument: await tasksPerDocument(db, model),
  };
}

/**
 * The mean of a call, or of one of its pairs, with twice its standard error, and at least a tenth to both sides: the next
 * documents are others.
 */
function mean(total: number, calls: number, spread: number, pairsPerCall: number): Range {
  const likely = total / calls / pairsPerCall;
  const error = Math.max(0.1 * likely, (2 * spread) / Math.sqrt(calls) / pairsPerCall);
  return between(Math.max(0, likely - error), likely, likely + error);
}

async function tasksPerDocument(db: LedgerDatabase, model: string): Promise<number | null> {
  const { rows } = await sql<{ documents: number; chosen: number }>`
    select count(distinct document_id) as documents, count(*) filter (where chosen) as chosen
    from assignment where model = ${model}`.execute(db);
  const { documents = 0, chosen = 0 } = rows[0] ?? {};
  return documents >= least ? chosen / documents : null;
}
