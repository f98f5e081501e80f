import { type Kysely, sql } from 'kysely';

/** Requests that are answered by the Batch API, and the batches that they are sent in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table batch (
      id text primary key,
      endpoint text not null,
      teacher_model text not null,
      model text not null,
      run_id text references run,
      items integer not null,
      state text not null check (state in ('filled', 'uploaded', 'submitted', 'collected', 'rejected')),
      input_file_id text,
      provider_id text,
      provider_status text,
      completed integer not null default 0,
      failed integer not null default 0,
      error text,
      created_at timestamptz not null default now(),
      submitted_at timestamptz,
      polled_at timestamptz,
      ended_at timestamptz
    )`.execute(db);
  await sql`create index batch_open on batch (created_at) where ended_at is null`.execute(db);
  await sql`
    create table batch_item (
      completion_id text primary key,
      endpoint text not null,
      teacher_model text not null,
      model text not null,
      purpose text not null,
      document_id text not null,
      tasks text[],
      languages text[],
      max_output_tokens integer not null,
      body text not null,
      body_bytes integer not null,
      state text not null check (state in ('waiting', 'out', 'failed')),
      batch_id text references batch check ((batch_id is not null) = (state = 'out')),
      attempts integer not null default 0,
      error text,
      run_id text references run,
      entered_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index batch_item_awaited on batch_item (document_id) where state <> 'failed'`.execute(db);
  await sql`create index batch_item_waiting on batch_item (document_id, completion_id) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index batch_item_batch on batch_item (batch_id, document_id, completion_id)`.execute(db);
}
