import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Source } from '../../../crawlers/define-source.ts';
import { type IngestOptions, type IngestReport, ingest } from '../../../pipeline/ingest/ingest.ts';
import { findInputFiles } from '../../../pipeline/ingest/input-files.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { createLedger } from '../../test-database.ts';

/** A ledger and a folder of its own, and `take`, which writes files and ingests them. */
export async function openIngest() {
  const { ledger, config } = await createLedger();
  const folder = await mkdtemp(join(tmpdir(), 'sevenllm-ingest-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const runId = await beginRun(ledger.db, 'test', config);
  const write = async (name: string, content: Buffer | string): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const read = async (paths: string[], options: Partial<IngestOptions> = {}): Promise<IngestReport> => {
    const none = new Map<string, Source>();
    return ingest(ledger, {
      ...{ files: await findInputFiles(paths), fields: { text: 'text' }, warc: { sources: none }, runId },
      ...options,
    });
  };
  const take = async (name: string, content: Buffer | string, options: Partial<IngestOptions> = {}) =>
    read([await write(name, content)], options);
  const pages = (source: string) =>
    ledger.db
      .selectFrom('page')
      .innerJoin('work', (join) => join.onRef('work.record_id', '=', 'page.id').on('stage', '=', 'clean'))
      .select(['page.id', 'url', 'source', 'kind', 'status', 'content_type', 'fetched_at', 'body', 'given'])
      .select(['state', 'reason', 'detail'])
      .where('source', '=', source)
      .orderBy('url')
      .execute();
  return { ledger, write, read, take, pages };
}
