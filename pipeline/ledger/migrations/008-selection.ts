import { type Kysely, sql } from 'kysely';

/** What of a long document an assignment rests on, and how each model's choices are spread over the tasks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table assignment add column section jsonb`.execute(db);
  await sql`
    create table spread (
      model text primary key,
      documents integer not null,
      tasks jsonb not null,
      taken_at timestamptz not null default now()
    )`.execute(db);
}
