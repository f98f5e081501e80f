import { sql } from 'kysely';
import { taskHashes } from '../../task-pool/task-hash.ts';
import type { Teacher } from '../teacher/teacher.ts';
import type { LedgerDatabase } from './ledger.ts';

/**
 * Notes which of a teacher's cells rest on another version of its prompt, or of their task, than the present one; and
 * takes the note off those that do no longer. A changed document's cells are noted where it changes (`versions.ts`);
 * another model's are no concern of this one's.
 */
export async function markStale(
  db: LedgerDatabase,
  { model, promptVersions }: Pick<Teacher, 'model' | 'promptVersions'>,
): Promise<void> {
  const versions = [...new Set(Object.values(promptVersions))];
  const tasks = [...taskHashes].map(([task, hash]) => `${task} ${hash}`);
  const hash = sql`coalesce(task_hash, '')`;
  const live = sql`model = ${model} and retired_at is null`;
  // Nearly all cells are as they should be. Which versions there are at all is read off an index, from each to the next,
  // and only the cells of others, and those that are noted already, are looked at with their documents.
  await sql`
    with recursive made_by as (
      (select prompt_version, task, ${hash} as hash from cell where ${live} order by prompt_version, task, ${hash} limit 1)
      union all
      select following.* from made_by, lateral (
        select prompt_version, task, ${hash} as hash from cell
        where ${live} and (prompt_version, task, ${hash}) > (made_by.prompt_version, made_by.task, made_by.hash)
        order by prompt_version, task, ${hash} limit 1) following
    ), other as (
      select * from made_by where prompt_version <> all(${versions}::text[])
        or (hash <> '' and task || ' ' || hash <> all(${tasks}::text[]))
    ), suspect as (
      select cell.id from cell where ${live} and stale_since is not null and stale_because <> 'document'
      union
      select cell.id from other join cell on cell.model = ${model} and cell.retired_at is null
        and cell.prompt_version = other.prompt_version and cell.task = other.task
        and coalesce(cell.task_hash, '') = other.hash
      where cell.stale_because is null
    )
    update cell set stale_because = now_is.because, stale_since = case when now_is.because is not null then now() end
    from (
      select cell.id, case
        when prompt_version <> ${JSON.stringify(promptVersions)}::jsonb ->> document.language then 'prompt'
        when task_hash <> (${JSON.stringify(Object.fromEntries(taskHashes))}::jsonb ->> task) then 'task'
      end as because
      from suspect join cell using (id) join document on document.id = document_id
    ) now_is
    where cell.id = now_is.id and cell.stale_because is distinct from now_is.because
      and (cell.stale_because is null or cell.stale_because <> 'document')`.execute(db);
}
