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
  // Nearly all cells are as they should be, and are told by their own row: only of the rest is the document looked at.
  await sql`
    update cell set stale_because = now_is.because, stale_since = case when now_is.because is not null then now() end
    from (
      select cell.id, case
        when prompt_version <> ${JSON.stringify(promptVersions)}::jsonb ->> document.language then 'prompt'
        when task_hash <> (${JSON.stringify(Object.fromEntries(taskHashes))}::jsonb ->> task) then 'task'
      end as because
      from cell join document on document.id = document_id
      where model = ${model} and retired_at is null and (stale_because <> 'document' or (stale_because is null and (
        prompt_version <> all(${versions}::text[])
        or (task_hash is not null and task || ' ' || task_hash <> all(${tasks}::text[])))))
    ) now_is
    where cell.id = now_is.id and cell.stale_because is distinct from now_is.because
      and (cell.stale_because is null or cell.stale_because <> 'document')`.execute(db);
}
