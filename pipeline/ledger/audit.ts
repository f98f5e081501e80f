import { sql } from 'kysely';
import { curationReasons, reasons, type StageName, stageNames } from '../reasons.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { workCounts } from './work.ts';

export interface StageBalance {
  stage: StageName;
  /** Counted from the records themselves, not from where they stand. */
  inputs: number;
  kept: number;
  dropped: number;
  failed: number;
  pending: number;
  balanced: boolean;
}

export interface AuditRule {
  rule: string;
  /** How many records break it, and the ids of the first of them. */
  violations: number;
  ids: string[];
}

export interface AuditReport {
  balanced: boolean;
  stages: StageBalance[];
  rules: AuditRule[];
}

const mostIds = 20;

/** Every record that is an input of a stage, by stage: what the `work` rows are held against. */
const inputs: Record<StageName, ReturnType<typeof sql>> = {
  crawl: sql`select id from page where kind <> 'file'`,
  clean: sql`select id from page where kind = 'file' union select id from page where kind = 'article' and body is not null`,
  dedupe: sql`select id from document`,
  select: sql`select record_id as id from work where stage = 'select'`,
  generate: sql`select id from cell`,
  validate: sql`select cell_id as id from draft`,
  judge: sql`select record_id as id from work where stage = 'judge'`,
};

const kept = (stage: StageName) => sql`select record_id from work where stage = ${stage} and state = 'kept'`;

/** What must hold of every record; each query returns the ids that break its rule. */
const rules: [rule: string, query: ReturnType<typeof sql>][] = [
  ...stageNames.map((stage): [string, ReturnType<typeof sql>] => [
    `every input of ${stage} stands somewhere, and nothing else does`,
    sql`((${inputs[stage]}) except (select record_id from work where stage = ${stage}))
        union all ((select record_id from work where stage = ${stage}) except (${inputs[stage]}))`,
  ]),
  [
    'every drop has a reason of its stage',
    sql`select record_id as id from work where state = 'dropped' and not (${sql.join(
      stageNames.map((stage) => sql`(stage = ${stage} and reason = any(${[...reasons[stage]]}::text[]))`),
      sql` or `,
    )})`,
  ],
  [
    'every kept page has the document of its present body',
    sql`${kept('clean')} except select page_id from document join page on page.id = page_id and page_version = page.version`,
  ],
  [
    "every document of a page's present body has a kept page",
    sql`select page_id as id from document join page on page.id = page_id and page_version = page.version
        where not exists (select 1 from work where stage = 'clean' and record_id = page_id and state = 'kept')`,
  ],
  [
    'every page has at most one present document',
    sql`select page_id as id from document where outdated_at is null group by page_id having count(*) > 1`,
  ],
  [
    'nothing is to be done for outdated documents',
    sql`select distinct group_id as id from work join document on document.id = group_id
        where stage in ('select', 'generate', 'validate', 'judge') and state = 'pending' and outdated_at is not null`,
  ],
  [
    'the cells of outdated documents, and no others, are stale because of their document',
    sql`select cell.id from cell join document on document.id = document_id
        where (outdated_at is null and stale_because = 'document')
          or (outdated_at is not null and stale_since is null and retired_at is null)`,
  ],
  [
    'every document kept is put to a teacher',
    sql`${kept('dedupe')} except select record_id from work where stage = 'select'`,
  ],
  [
    'every document selected has cells',
    sql`select record_id as id from work where stage = 'select' and state = 'kept'
        and not exists (select 1 from cell where cell.document_id = work.record_id and cell.model = work.model)`,
  ],
  [
    'every document selected was kept as the best of its near-duplicates',
    // One that is back on its page has still to be compared anew, and nothing is done for it meanwhile.
    sql`select record_id as id from work join document on document.id = record_id and outdated_at is null
        where stage = 'select' and state in ('kept', 'pending') and not exists (select 1 from work compared
          where compared.stage = 'dedupe' and compared.record_id = work.record_id
            and (compared.state = 'kept' or (compared.state = 'pending' and work.state = 'kept')))`,
  ],
  [
    'documents are outdated, and out of the index of near-duplicates, exactly where they were dropped as such',
    // Of whole sets: what is looked for in a list that is too long to be hashed is looked for line by line.
    sql`select document.id from document join work on stage = 'dedupe' and record_id = document.id
        where (outdated_at is not null) <> (state = 'dropped' and reason in ('outdated', 'withdrawn'))
        union (select id from document where outdated_at is null except select document_id from document_band)
        union (select id from document where outdated_at is not null intersect select document_id from document_band)`,
  ],
  ['every kept cell has its draft', sql`${kept('generate')} except select cell_id from draft`],
  [
    'every kept draft has its pair, unless a judge has still to keep it, or did not',
    sql`${kept('validate')} except select cell_id from pair
        except select record_id from work where stage = 'judge' and state <> 'kept'`,
  ],
  ['what a judge kept has its pair', sql`${kept('judge')} except select cell_id from pair`],
  [
    'nothing is judged but drafts that passed the checks',
    sql`select record_id from work where stage = 'judge' and state in ('kept', 'pending') except (${kept('validate')})`,
  ],
  [
    'a judge has said why it kept a draft, or scored it low',
    sql`select record_id as id from work where stage = 'judge' and (state = 'kept' or reason = 'low-score')
        and not exists (select 1 from judgement where cell_id = record_id and judgement.model = work.model)`,
  ],
  [
    'no pair stands against a low score, unless another judge has kept it',
    sql`select cell_id as id from pair join work on stage = 'judge' and record_id = cell_id and reason = 'low-score'
        except (${kept('judge')})`,
  ],
  [
    'no cell that was retired has a pair',
    sql`select pair.id from pair join cell on cell.id = cell_id where retired_at is not null`,
  ],
  [
    'a page has one pair of a task, language and model',
    sql`select min(pair.id) as id from pair join document on document.id = document_id
        group by page_id, task, pair.language, pair.model having count(*) > 1`,
  ],
  [
    'a cell that gave way to another is retired, and that one is of its document, task and language',
    sql`select old.id from cell old join cell other on other.id = old.gave_way_to
        where old.retired_at is null
          or (old.document_id, old.task, old.language) <> (other.document_id, other.task, other.language)`,
  ],
  [
    'what replaced a pair is in the dataset or in history',
    sql`select id from retired_pair old where because = 'replaced' and replaced_by is not null
          and not exists (select 1 from pair where id = old.replaced_by)
          and not exists (select 1 from retired_pair where id = old.replaced_by)`,
  ],
  [
    'every request that is out is in a batch that is open',
    sql`select completion_id as id from batch_item join batch on batch.id = batch_id where ended_at is not null`,
  ],
  [
    'whatever a pair is left out of exports for is not left out itself',
    sql`select out.pair_id as id from curation out join curation other on other.pair_id = out.of`,
  ],
  [
    'every pair that is left out has a reason of curation',
    sql`select pair_id as id from curation where reason <> all(${[...curationReasons]}::text[])`,
  ],
  ['every pair was kept', sql`select cell_id as id from pair except (${kept('validate')})`],
  [
    'every pair has its cell, document and completion',
    sql`select pair.id from pair
        left join cell on cell.id = pair.cell_id and cell.task = pair.task and cell.language = pair.language
        left join document on document.id = pair.document_id and document.id = cell.document_id
        left join completion on completion.id = pair.completion_id
        where cell.id is null or document.id is null or completion.id is null`,
  ],
];

/**
 * Proves the balance: for every stage, inputs = kept + dropped + failed + pending, and every pair has its cell, document
 * and completion. Of one snapshot, so that it holds while others work.
 */
export async function audit(db: LedgerDatabase): Promise<AuditReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const stages = await balances(transaction);
      const checked: AuditRule[] = [];
      for (const [rule, query] of rules) checked.push(await check(transaction, rule, query));
      const balanced = stages.every((stage) => stage.balanced) && checked.every(({ violations }) => violations === 0);
      return { balanced, stages, rules: checked };
    });
}

async function balances(transaction: LedgerTransaction): Promise<StageBalance[]> {
  const counts = await workCounts(transaction);
  const result: StageBalance[] = [];
  for (const stage of stageNames) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from (${inputs[stage]}) inputs`.execute(
      transaction,
    );
    const of = (state: string) =>
      counts.filter((row) => row.stage === stage && row.state === state).reduce((sum, row) => sum + row.count, 0);
    const balance = { kept: of('kept'), dropped: of('dropped'), failed: of('failed'), pending: of('pending') };
    const total = balance.kept + balance.dropped + balance.failed + balance.pending;
    const counted = rows[0]?.count ?? 0;
    result.push({ stage, inputs: counted, ...balance, balanced: counted === total });
  }
  return result;
}

async function check(transaction: LedgerTransaction, rule: string, query: ReturnType<typeof sql>): Promise<AuditRule> {
  const { rows } = await sql<{ id: string; total: number }>`
    select id, count(*) over () as total from (${query}) as broken (id) order by id limit ${mostIds}`.execute(
    transaction,
  );
  return { rule, violations: rows[0]?.total ?? 0, ids: rows.map(({ id }) => id) };
}
