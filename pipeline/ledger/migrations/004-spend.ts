import { type Kysely, sql } from 'kysely';

/** What calls use and cost: counted with every completion, in total, and reserved while they are under way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table completion
      add column tasks text[],
      add column languages text[],
      add column prompt_bytes integer,
      add column input_tokens integer not null default 0,
      add column cached_tokens integer not null default 0,
      add column output_tokens integer not null default 0,
      add column reasoning_tokens integer not null default 0,
      add column estimated boolean not null default false,
      add column batch boolean not null default false,
      add column cost double precision,
      add column price text`.execute(db);
  // What older completions cost is not known: prices were not noted.
  const number = (path: string) =>
    sql`case when jsonb_typeof(usage #> ${path}::text[]) = 'number'
      then least(100000000, greatest(0, (usage #>> ${path}::text[])::numeric))::integer else 0 end`;
  await sql`
    update completion set
      input_tokens = ${number('{prompt_tokens}')},
      cached_tokens = ${number('{prompt_tokens_details,cached_tokens}')},
      output_tokens = ${number('{completion_tokens}')},
      reasoning_tokens = ${number('{completion_tokens_details,reasoning_tokens}')}
    where usage is not null`.execute(db);
  await sql`update completion set cost = 0 where model like 'rules-%'`.execute(db);
  await sql`
    update completion set tasks = served.tasks, languages = served.languages
    from (
      select completion_id, array_agg(distinct task) as tasks, array_agg(distinct language) as languages
      from draft join cell on cell.id = cell_id group by completion_id
    ) served
    where served.completion_id = completion.id`.execute(db);
  await sql`
    create table spend_total (
      one boolean primary key default true check (one),
      cost double precision not null,
      tokens bigint not null
    )`.execute(db);
  await sql`
    insert into spend_total (cost, tokens)
    select coalesce(sum(cost), 0), coalesce(sum(input_tokens + output_tokens), 0) from completion`.execute(db);
  await sql`
    create table unstored_call (
      id text primary key,
      completion_id text not null,
      run_id text references run,
      model text not null,
      cost double precision not null,
      tokens bigint not null,
      sent_at timestamptz not null default now(),
      ends_at timestamptz not null
    )`.execute(db);
}
