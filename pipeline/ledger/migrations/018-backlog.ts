import { type Kysely, sql } from 'kysely';

/** What a large ledger is asked at every start, and by `status`, off indexes; and why crawls wait. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index cell_made_by on cell (model, prompt_version, task, coalesce(task_hash, '')) where retired_at is null`.execute(
    db,
  );
  await sql`create index work_tried on work (stage) where state = 'pending' and attempts > 0`.execute(db);
  await sql`create index work_standing on work (stage, model, state, reason)`.execute(db);
  await sql`create index document_source on document (source, language)`.execute(db);
  await sql`
    create table crawl_hold (
      model text primary key,
      because text not null,
      since timestamptz not null default now(),
      noted_at timestamptz not null default now()
    )`.execute(db);
}
