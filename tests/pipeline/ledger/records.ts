import type { Config } from '../../../pipeline/config.ts';
import { idOf, sha256 } from '../../../pipeline/hash.ts';
import type { Ledger } from '../../../pipeline/ledger/ledger.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { type Settlement, settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import type { Document } from '../../../pipeline/records.ts';
import { signatureOf } from '../../../pipeline/stages/dedupe/minhash.ts';
import { normaliseText, shinglesOf } from '../../../pipeline/stages/dedupe/shingles.ts';
import type { Outputs } from '../../../pipeline/stages/stage.ts';
import { documentOf, paragraph } from '../checks/candidate.ts';

/** A ledger's run, and settlements in its name. */
export async function startRun(ledger: Ledger, config: Config) {
  const runId = await beginRun(ledger.db, 'test', config);
  const settlement = (key: WorkKey, outputs: Outputs = {}, more: Partial<Settlement> = {}): Settlement => ({
    ...key,
    ...{ state: 'kept', reason: null, detail: null, outputs, runId, teacherModel: 'rules-1' },
    ...more,
  });
  return { runId, settlement };
}

/** A page of a document, crawled and kept, and its document, cleaned and pending at dedupe. */
export async function enterDocument(
  ledger: Ledger,
  config: Config,
  text: string,
  overrides: Partial<Document> = {},
): Promise<Document> {
  const { settlement } = await startRun(ledger, config);
  const url = overrides.url ?? `http://news.example/${sha256(text).slice(0, 8)}`;
  const pageId = idOf('page', 'test', url);
  const normalised = normaliseText(text);
  const document = documentOf([paragraph(text)], {
    ...{ id: idOf('doc', pageId, normalised), pageId, url, textHash: sha256(normalised) },
    ...overrides,
  });
  await ledger.db
    .insertInto('page')
    .values({
      id: pageId,
      source: 'test',
      url,
      kind: 'article',
      body: Buffer.from(text),
      parts: [],
      parent_url: null,
      given: null,
      status: 200,
      content_type: 'text/html',
      etag: null,
      last_modified: null,
    })
    .execute();
  await ledger.db
    .insertInto('work')
    .values([
      { stage: 'crawl', record_id: pageId, group_id: 'test', state: 'kept', reason: null, detail: null, run_id: null },
      {
        stage: 'clean',
        record_id: pageId,
        group_id: pageId,
        state: 'pending',
        reason: null,
        detail: null,
        run_id: null,
      },
    ])
    .execute();
  const signature = signatureOf(shinglesOf(normalised, document.language));
  const key: WorkKey = { stage: 'clean', recordId: pageId, groupId: pageId, model: '' };
  await settleAll(ledger.db, [settlement(key, { documents: [{ document, signature }] })]);
  return document;
}
