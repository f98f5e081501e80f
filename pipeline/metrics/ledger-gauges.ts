import { sql } from 'kysely';
import { Gauge, type Registry } from 'prom-client';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { pausedStages } from '../ledger/paused-stages.ts';
import { type StageName, stageNames } from '../reasons.ts';

/** Milliseconds that what was counted is good for: many workers are scraped, and the ledger is one. */
const goodForMs = 15_000;

interface Counted {
  pending: Map<string, number>;
  cost: number;
  tokens: number;
  endpoints: { model: string; paused: boolean; held: boolean }[];
  paused: ReadonlySet<StageName>;
}

export interface GaugeParts {
  db: LedgerDatabase;
  /** Lanes of the queue that this process works on, and how many jobs one holds. */
  stages: readonly StageName[];
  queued(stage: StageName): Promise<number>;
}

/** Gauges of what all workers share: every worker tells the same of the ledger, so a dashboard takes their maximum. */
export function registerLedgerGauges(registry: Registry, { db, stages, queued }: GaugeParts): void {
  const counted = remembered(() => count(db));
  const gauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => Promise<void>) =>
    new Gauge({
      ...{ name, help, labelNames, registers: [registry] },
      collect() {
        return collect(this);
      },
    });
  gauge('sevenllm_queue_jobs', 'Jobs waiting, delayed or under way in the queue.', ['stage'], async (of) => {
    for (const stage of stages) of.set({ stage }, await queued(stage));
  });
  gauge('sevenllm_records_pending', 'Records that a stage has still to do, by the ledger.', ['stage'], async (of) => {
    const { pending } = await counted();
    for (const stage of stageNames) of.set({ stage }, pending.get(stage) ?? 0);
  });
  gauge('sevenllm_stage_paused', '1 where an operator has paused a stage.', ['stage'], async (of) => {
    const { paused } = await counted();
    for (const stage of stageNames) of.set({ stage }, Number(paused.has(stage)));
  });
  gauge('sevenllm_spend_dollars', 'What all calls of this ledger cost together.', [], async (of) =>
    of.set((await counted()).cost),
  );
  gauge('sevenllm_spend_tokens', 'Tokens that all calls of this ledger used together.', [], async (of) =>
    of.set((await counted()).tokens),
  );
  gauge(
    'sevenllm_endpoint_paused',
    '1 where calls to a model are paused: it does not answer.',
    ['model'],
    async (of) => {
      for (const { model, paused } of (await counted()).endpoints) of.set({ model }, Number(paused));
    },
  );
  gauge('sevenllm_endpoint_held', '1 where a model asked to be left alone for now.', ['model'], async (of) => {
    for (const { model, held } of (await counted()).endpoints) of.set({ model }, Number(held));
  });
}

async function count(db: LedgerDatabase): Promise<Counted> {
  const pending = await db
    .selectFrom('work')
    .select(['stage', (column) => column.fn.countAll<number>().as('count')])
    .where('state', '=', 'pending')
    .groupBy('stage')
    .execute();
  const spend = await db.selectFrom('spend_total').select(['cost', 'tokens']).executeTakeFirst();
  const endpoints = await sql<Counted['endpoints'][number]>`
    select model, bool_or(paused_at is not null) as paused, bool_or(coalesce(held_until > clock_timestamp(), false)) as held
    from endpoint_limit group by model`.execute(db);
  return {
    pending: new Map(pending.map(({ stage, count: of }) => [stage, of])),
    cost: spend?.cost ?? 0,
    tokens: spend?.tokens ?? 0,
    endpoints: endpoints.rows,
    paused: new Set((await pausedStages(db)).map(({ stage }) => stage)),
  };
}

/** What `read` gave within the last seconds; those who ask at once share one reading. */
function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let at = Number.NEGATIVE_INFINITY;
  let value: Promise<T> | undefined;
  return () => {
    if (!value || performance.now() - at > goodForMs) {
      at = performance.now();
      value = read();
      value.catch(() => {
        value = undefined;
      });
    }
    return value;
  };
}
