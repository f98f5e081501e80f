import type { Config } from '../../config.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { type PendingCalls, pendingCalls } from '../../ledger/pending-calls.ts';
import { readDocuments } from '../../ledger/read-document.ts';
import type { Document } from '../../records.ts';
import { type CallHistory, readCallHistory } from './call-history.ts';
import { basisOf, defaults } from './estimate-basis.ts';
import { CallPlanner, type PlannedCall } from './planned-call.ts';
import type { Price } from './price.ts';
import { openPriceList } from './price-list.ts';
import { between, exactly, plus, type Range, times, whole } from './range.ts';
import { type Tokenizer, tokenizerOf } from './tokenizer.ts';

export interface Estimate {
  model: string;
  /** Null where none is known: then no money is estimated. */
  price: Price | null;
  documents: number;
  cells: number;
  calls: Range;
  /** All input, cached input included. */
  input: Range;
  /** What of it may come from the endpoint's cache. */
  cached: Range;
  /** Without reasoning. */
  output: Range;
  reasoning: Range;
  /** US dollars. */
  cost: Range | null;
  /** The same by the Batch API, where it has a discount. */
  batchCost: Range | null;
  /** What the figures rest on, as sentences. */
  because: string[];
}

export type EstimateConfig = Pick<
  Config,
  | 'model'
  | 'languages'
  | 'cellsPerCall'
  | 'understanding'
  | 'generation'
  | 'sectionCharacters'
  | 'prices'
  | 'openaiBaseUrl'
>;

/** Documents whose prompts are counted; more are reckoned like these. Ids are hashes, so the first are a fair sample. */
const mostCounted = 200;

/** The least prompt that providers cache, in tokens. */
const leastCached = 1024;

/** What a run would ask of the configured model if it began now: calls, tokens, money. Asks nothing and writes nothing. */
export async function estimatePending(db: LedgerDatabase, config: EstimateConfig): Promise<Estimate> {
  return estimate(db, config, await pendingCalls(db, config.model));
}

/** The same for some cells, such as those of a rerun. */
export async function estimateCells(
  db: LedgerDatabase,
  config: EstimateConfig,
  cells: PendingCalls['cells'],
): Promise<Estimate> {
  return estimate(db, config, { documents: [], cells, unread: 0 });
}

async function estimate(db: LedgerDatabase, config: EstimateConfig, pending: PendingCalls): Promise<Estimate> {
  const history = await readCallHistory(db, config.model);
  const price = openPriceList(config)(config.model);
  const tokenizer = await tokenizerOf(config.model);
  const tasks = history.tasksPerDocument ?? config.understanding + config.generation;
  const planner = new CallPlanner(tokenizer, config);
  const byDocument = new Map<string, PendingCalls['cells']>();
  for (const cell of pending.cells) byDocument.set(cell.documentId, [...(byDocument.get(cell.documentId) ?? []), cell]);
  const calls = [
    ...(await planOver(db, pending.documents, (document) => planner.document(document, tasks))),
    ...(await planOver(db, [...byDocument.keys()], (document) =>
      planner.cells(document, byDocument.get(document.id)!),
    )),
  ];
  const repairs = plus(
    exactly(1),
    history.repairShare === null ? defaults.repairShare : exactly(history.repairShare),
    exactly(history.cutShare ?? 0),
  );
  const totalled = (pick: (call: PlannedCall) => Range) =>
    plus(exactly(0), ...calls.map((call) => times(pick(call), call.times)));
  const input = times(
    totalled((call) => inputOf(call, tokenizer, history)),
    repairs,
  );
  const reasons = price?.reasons ?? reasonsByName.test(config.model);
  const thinking = history.reasoning ?? (reasons ? defaults.reasoning : exactly(0));
  const counted = totalled(() => exactly(1));
  const figures = {
    calls: times(counted, repairs),
    input,
    cached: cachedOf(calls, input, history),
    output: times(
      totalled((call) => outputOf(call, history)),
      repairs,
    ),
    reasoning: times(times(counted, thinking), repairs),
  };
  return {
    ...{ model: config.model, price, documents: pending.documents.length, cells: pending.cells.length },
    ...{ calls: whole(figures.calls), input: whole(figures.input), cached: whole(figures.cached) },
    ...{ output: whole(figures.output), reasoning: whole(figures.reasoning) },
    cost: price && costRange(figures, price, 1),
    batchCost: price?.batch === undefined ? null : costRange(figures, price, price.batch),
    because: basisOf({ model: config.model, history, tokenizer, price, pending, tasks, reasons, mostCounted }),
  };
}

/** Plans the calls of some documents; of many, those of a sample, which stand for the rest. */
async function planOver(
  db: LedgerDatabase,
  ids: string[],
  plan: (document: Document) => PlannedCall[],
): Promise<PlannedCall[]> {
  const sample = ids.slice(0, mostCounted);
  const weight = sample.length === 0 ? 0 : ids.length / sample.length;
  const calls: PlannedCall[] = [];
  for (const id of sample) {
    const document = (await readDocuments(db, [id])).get(id);
    if (document) for (const call of plan(document)) calls.push({ ...call, times: call.times * weight });
  }
  return calls;
}

/** What the endpoint has counted of this model's prompts so far says more than any tokenizer that is not its own. */
function inputOf({ shared, own, schema, bytes }: PlannedCall, tokenizer: Tokenizer, history: CallHistory): Range {
  const counted = shared + own;
  if (history.inputPerByte && !tokenizer.isExact) return times(history.inputPerByte, bytes);
  if (tokenizer.isExact) return between(counted, counted + schema / 2, counted + schema);
  return between(0.8 * counted, counted + schema / 2, 1.4 * (counted + schema));
}

function outputOf({ purpose, pairs }: PlannedCall, history: CallHistory): Range {
  if (purpose === 'select') return history.selectOutput ?? defaults.selectOutput;
  return times(history.pairOutput ?? defaults.pairOutput, pairs);
}

/** All calls about a document but the first may find what they begin with in the cache, where it is long enough. */
function cachedOf(calls: readonly PlannedCall[], input: Range, history: CallHistory): Range {
  const again = calls.reduce(
    (sum, { purpose, shared, times: count }) =>
      sum + (purpose === 'generate' && shared >= leastCached ? shared * count : 0),
    0,
  );
  if (history.cachedShare !== null) return times(input, history.cachedShare);
  return between(0, Math.min(again / 2, input.likely), Math.min(again, input.high));
}

type Figures = Pick<Estimate, 'input' | 'cached' | 'output' | 'reasoning'>;

function costRange({ input, cached, output, reasoning }: Figures, price: Price, factor: number): Range {
  const saved = price.input - (price.cachedInput ?? price.input);
  const cost = (read: number, fromCache: number, written: number) =>
    ((read * price.input - Math.min(read, fromCache) * saved + written * price.output) / 1_000_000) * factor;
  const written = plus(output, reasoning);
  return between(
    cost(input.low, cached.high, written.low),
    cost(input.likely, cached.likely, written.likely),
    cost(input.high, cached.low, written.high),
  );
}

const reasonsByName = /(^|\/)(o\d|gpt-5|gpt-oss)|reason|think|qwq|-r1\b|:r1\b|deepseek-r1/i;
