import { type Kysely, sql } from 'kysely';

/** The stage of the judges, and what they said of drafts that had passed the checks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table work
      drop constraint work_stage_check,
      add check (stage in ('crawl', 'clean', 'dedupe', 'select', 'generate', 'validate', 'judge'))`.execute(db);
  await sql`
    create table judgement (
      cell_id text not null references cell,
      model text not null,
      completion_id text not null references completion,
      score double precision not null,
      criteria jsonb not null,
      improvement jsonb,
      improved boolean not null,
      refused_because text,
      created_at timestamptz not null default now(),
      primary key (cell_id, model)
    )`.execute(db);
}
