import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table run (
      id text primary key,
      command text not null,
      config jsonb not null,
      started_at timestamptz not null default now(),
      ended_at timestamptz,
      outcome text
    )`.execute(db);
  await sql`
    create table work (
      stage text not null check (stage in ('crawl', 'clean', 'dedupe', 'select', 'generate', 'validate')),
      record_id text not null,
      model text not null default '',
      group_id text not null,
      state text not null check (state in ('pending', 'kept', 'dropped', 'failed')),
      reason text check ((reason is not null) = (state = 'dropped')),
      detail text,
      attempts integer not null default 0,
      run_id text references run,
      updated_at timestamptz not null default now(),
      primary key (stage, record_id, model)
    )`.execute(db);
  await sql`create index work_pending on work (stage, model, group_id) where state = 'pending'`.execute(db);
  await sql`create index work_group on work (group_id, stage)`.execute(db);
  await sql`
    create table page (
      id text primary key,
      source text not null,
      url text not null,
      kind text not null,
      parent_url text,
      discovered_at timestamptz not null default now(),
      status integer,
      content_type text,
      etag text,
      last_modified text,
      fetched_at timestamptz,
      body bytea,
      parts bytea[],
      given jsonb
    )`.execute(db);
  await sql`create index page_source on page (source)`.execute(db);
  await sql`create index page_url on page (url)`.execute(db);
  await sql`
    create table document (
      id text primary key,
      page_id text not null references page,
      source text not null,
      url text not null,
      title text not null,
      authors jsonb not null,
      published_at text,
      modified_at text,
      site_name text,
      canonical_url text,
      tags jsonb not null,
      language text not null,
      licence text,
      blocks jsonb not null,
      text_hash text not null,
      signature bytea not null,
      length integer not null,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index document_page on document (page_id)`.execute(db);
  await sql`create index document_text_hash on document (text_hash)`.execute(db);
  await sql`
    create table document_band (
      band smallint not null,
      hash bigint not null,
      document_id text not null references document,
      primary key (band, hash, document_id)
    )`.execute(db);
  await sql`
    create table assignment (
      document_id text not null references document,
      model text not null,
      task text not null,
      fit real not null,
      thought jsonb not null,
      blocks jsonb not null,
      chosen boolean not null,
      reason text,
      primary key (document_id, model, task)
    )`.execute(db);
  await sql`
    create table cell (
      id text primary key,
      document_id text not null references document,
      task text not null,
      language text not null,
      prompt_version text not null,
      model text not null,
      group_id text not null,
      unique (document_id, task, language, prompt_version, model)
    )`.execute(db);
  await sql`
    create table completion (
      id text primary key,
      model text not null,
      purpose text not null,
      document_id text not null,
      text text not null,
      reasoning text,
      finish_reason text,
      usage jsonb,
      run_id text references run,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table draft (
      cell_id text primary key references cell,
      completion_id text not null references completion,
      draft jsonb not null
    )`.execute(db);
  await sql`
    create table pair (
      id text primary key,
      cell_id text not null unique references cell,
      document_id text not null references document,
      group_id text not null,
      task text not null,
      category text not null,
      language text not null,
      instruction text not null,
      input text not null,
      blocks jsonb not null,
      thought text not null,
      output jsonb not null,
      evidence jsonb not null,
      completion_id text not null references completion,
      model text not null,
      prompt_version text not null
    )`.execute(db);
  await sql`create index pair_document on pair (document_id)`.execute(db);
  await sql`create index pair_slot on pair (language, task, document_id)`.execute(db);
}
