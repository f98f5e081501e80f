import { type Kysely, sql } from 'kysely';

/** How fast an endpoint's model may be asked, and whether it is to be asked at all just now; shared by all workers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Rewritten all the time and worth no disk's wait, as `host` is: a crash of the server may empty it.
  await sql`
    create unlogged table endpoint_limit (
      endpoint text not null,
      model text not null,
      requests_at timestamptz not null default now(),
      tokens_at timestamptz not null default now(),
      held_until timestamptz,
      paused_at timestamptz,
      try_at timestamptz,
      trials integer not null default 0,
      last_error text,
      updated_at timestamptz not null default now(),
      primary key (endpoint, model)
    )`.execute(db);
}
