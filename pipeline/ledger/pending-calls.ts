import { sql } from 'kysely';
import type { Language } from '../records.ts';
import type { LedgerDatabase } from './ledger.ts';

export interface PendingCalls {
  /** Documents that a model has still to select for, those included that are not put to it yet. */
  documents: string[];
  /** Cells that it has still to answer, but for those that another language's answer holds already. */
  cells: { documentId: string; task: string; language: Language }[];
  /** Pages and documents before the selection: what becomes of them cannot be known. */
  unread: number;
}

/** What a model would be asked if a run began now. Writes nothing. */
export async function pendingCalls(db: LedgerDatabase, model: string): Promise<PendingCalls> {
  const documents = await sql<{ id: string }>`
    select record_id as id from work where stage = 'select' and model = ${model} and state = 'pending'
    union
    select record_id from work kept where stage = 'dedupe' and state = 'kept' and not exists (
      select 1 from work known
      where known.stage = 'select' and known.record_id = kept.record_id and known.model = ${model})
    order by id`.execute(db);
  const cells = await sql<PendingCalls['cells'][number]>`
    select cell.document_id as "documentId", cell.task, cell.language
    from work join cell on cell.id = work.record_id
    where work.stage = 'generate' and work.model = ${model} and work.state = 'pending'
      and not exists (
        select 1 from completion
        where completion.document_id = cell.document_id and completion.model = cell.model
          and cell.generation = 0 and cell.task = any(completion.tasks) and cell.language = any(completion.languages)
          and completion.finish_reason = 'stop')
    order by cell.document_id, cell.task, cell.language`.execute(db);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from work where stage in ('crawl', 'clean', 'dedupe') and state = 'pending'`.execute(db);
  return { documents: documents.rows.map(({ id }) => id), cells: cells.rows, unread: rows[0]?.count ?? 0 };
}
