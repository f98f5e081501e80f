import { type Kysely, sql } from 'kysely';

/** How each model at each endpoint wants to be asked, so that it is found out once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table endpoint (
      endpoint text not null,
      model text not null,
      mode text not null,
      quirks text[] not null,
      server text,
      context_length integer,
      output_limit integer,
      probed_at timestamptz not null default now(),
      primary key (endpoint, model)
    )`.execute(db);
}
