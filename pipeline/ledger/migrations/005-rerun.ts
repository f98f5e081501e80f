import { type Kysely, sql } from 'kysely';

/** What reruns need: several cells of one document, task, language and model, one after the other, and who asked for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table cell
      add column generation integer not null default 0,
      add column task_hash text,
      add column gave_way_to text references cell,
      drop constraint cell_document_id_task_language_prompt_version_model_key,
      add unique (document_id, task, language, model, prompt_version, generation)`.execute(db);
  await sql`create index cell_gave_way on cell (gave_way_to) where gave_way_to is not null`.execute(db);
  await sql`
    create table rerun (
      id text primary key,
      run_id text references run,
      filter jsonb not null,
      begun_at timestamptz not null default now(),
      undone_at timestamptz
    )`.execute(db);
  await sql`
    create table rerun_cell (
      cell_id text primary key references cell,
      rerun_id text not null references rerun,
      because text not null,
      replaces text[] not null
    )`.execute(db);
  await sql`create index rerun_cell_rerun on rerun_cell (rerun_id)`.execute(db);
  await sql`create index retired_pair_replaced_by on retired_pair (replaced_by)`.execute(db);
}
