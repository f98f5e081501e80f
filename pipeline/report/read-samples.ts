import { sql } from 'kysely';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import type { Evidence, Language } from '../records.ts';

/** A pair that is shown on the page. */
export interface SamplePair {
  id: string;
  /** Shared with the pair of the same document and task in the other language. */
  group: string;
  task: string;
  language: Language;
  instruction: string;
  input: string;
  thought: string;
  output: string | Record<string, unknown>;
  evidence: Evidence[];
  model: string;
  source: string;
  url: string;
  title: string;
  publishedAt: string | null;
}

/**
 * A few pairs of each task and language that exports take: those with the least group ids, which are hashes, so that the
 * same ledger shows the same, and both languages of one document where it has both.
 */
export async function readSamples(transaction: LedgerTransaction, perTask = 2): Promise<SamplePair[]> {
  const { rows } = await sql<SamplePair>`
    with placed as (
      select id, row_number() over (partition by task, language order by group_id, id) as place from pair
      where not exists (select 1 from curation where pair_id = pair.id))
    select pair.id, group_id as "group", task, pair.language, instruction, input, thought, output, evidence, pair.model,
      document.source, document.url, document.title, document.published_at as "publishedAt"
    from placed join pair using (id) join document on document.id = document_id
    where place <= ${perTask} order by task, group_id, pair.language, pair.id`.execute(transaction);
  return rows;
}
