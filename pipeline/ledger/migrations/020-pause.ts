import { type Kysely, sql } from 'kysely';

/** Stages that an operator has paused: in the ledger, since a queue may lose everything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table paused_stage (
      stage text primary key,
      since timestamptz not null default now(),
      reason text
    )`.execute(db);
}
