import { type Kysely, sql } from 'kysely';

/** What incremental crawling needs: versions of pages and documents, what came of each visit, hosts, schedules, checks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table page
      add column depth integer not null default 0,
      add column lastmod timestamptz,
      add column checked_at timestamptz,
      add column changed_at timestamptz,
      add column gone_at timestamptz,
      add column content_hash text,
      add column version integer not null default 0,
      add column rendered boolean not null default false,
      add column directives text[],
      add column outcome text,
      add column crawl_id text`.execute(db);
  await sql`
    update page set checked_at = fetched_at, changed_at = fetched_at, version = case when body is null then 0 else 1 end
    where fetched_at is not null`.execute(db);
  await sql`create index page_crawl on page (crawl_id, outcome)`.execute(db);
  await sql`
    alter table document
      add column page_version integer not null default 1,
      add column outdated_at timestamptz`.execute(db);
  await sql`
    alter table cell
      add column stale_since timestamptz,
      add column stale_because text,
      add column retired_at timestamptz`.execute(db);
  await sql`create index cell_document on cell (document_id)`.execute(db);
  await sql`create index cell_stale on cell (document_id) where stale_since is not null and retired_at is null`.execute(
    db,
  );
  await sql`
    create table retired_pair (
      id text not null,
      cell_id text not null,
      document_id text not null,
      pair jsonb not null,
      because text not null,
      replaced_by text,
      retired_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index retired_pair_cell on retired_pair (cell_id)`.execute(db);
  await sql`
    create table crawl (
      id text primary key,
      source text not null,
      run_id text references run,
      trigger text not null,
      since timestamptz,
      recheck text not null,
      started_at timestamptz not null default now(),
      ended_at timestamptz,
      outcome text,
      bounds jsonb
    )`.execute(db);
  await sql`create unique index crawl_open on crawl (source) where ended_at is null`.execute(db);
  await sql`create index crawl_source on crawl (source, started_at)`.execute(db);
  await sql`
    create table visit (
      id bigint generated always as identity primary key,
      page_id text not null,
      crawl_id text,
      outcome text not null,
      status integer,
      detail text,
      bytes integer,
      milliseconds integer,
      times integer not null default 1,
      first_at timestamptz not null default now(),
      last_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index visit_page on visit (page_id, id)`.execute(db);
  // Rewritten at every request: worth no disk's wait, and a crash of the server may empty it.
  await sql`
    create unlogged table host (
      host text primary key,
      next_at timestamptz not null default now(),
      held_until timestamptz,
      failures integer not null default 0,
      slowdown real not null default 1,
      left_alone_until timestamptz,
      trips integer not null default 0,
      wanted_at timestamptz,
      last_error text,
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table schedule (
      source text primary key,
      cron text not null,
      tz text not null,
      created_at timestamptz not null default now(),
      last_fired_at timestamptz
    )`.execute(db);
  await sql`
    create table source_check (
      source text primary key,
      declaration_hash text not null,
      passed boolean not null,
      report jsonb not null,
      checked_at timestamptz not null default now()
    )`.execute(db);
}
