import { type Insertable, sql } from 'kysely';
import type { StageName } from '../reasons.ts';
import type { Assignment, Cell, Document, Pair } from '../records.ts';
import { bandsOf, signatureToBytes } from '../stages/dedupe/minhash.ts';
import type { LedgerTransaction } from './ledger.ts';
import type { NewPage, PageBody } from './page-rows.ts';
import type { DocumentTable, PairTable } from './schema.ts';
import type { Settlement, WorkKey } from './settle.ts';
import { supersede } from './supersede.ts';

/** Writes what a stage made of one record and enters it as work of the stage that follows. Returns that work. */
export async function writeOutputs(transaction: LedgerTransaction, settlement: Settlement): Promise<WorkKey[]> {
  const { outputs, recordId, groupId, model, runId } = settlement;
  const next: WorkKey[] = [];
  const follow = (stage: StageName, id: string, group: string, forModel = '') =>
    next.push({ stage, recordId: id, groupId: group, model: forModel });

  if (outputs.body) await writeBody(transaction, recordId, outputs.body);
  if (outputs.pages) next.push(...(await writePages(transaction, outputs.pages, runId)));
  if (settlement.stage === 'crawl' && settlement.state === 'kept' && outputs.body?.body)
    follow('clean', recordId, recordId);
  for (const { document, signature } of outputs.documents ?? []) {
    await writeDocument(transaction, document, signature);
    follow('dedupe', document.id, document.id);
  }
  if (outputs.supersedes?.length) await supersede(transaction, outputs.supersedes, recordId);
  if (settlement.stage === 'dedupe' && settlement.state === 'kept')
    follow('select', recordId, recordId, settlement.teacherModel);
  if (outputs.assignments?.length) await writeAssignments(transaction, outputs.assignments, model);
  if (outputs.cells?.length) {
    await writeCells(transaction, outputs.cells);
    for (const cell of outputs.cells) follow('generate', cell.id, groupId, model);
  }
  if (outputs.draft) {
    const { completionId, draft } = outputs.draft;
    await transaction
      .insertInto('draft')
      .values({ cell_id: recordId, completion_id: completionId, draft: JSON.stringify(draft) })
      .onConflict((conflict) =>
        conflict.column('cell_id').doUpdateSet({ completion_id: completionId, draft: JSON.stringify(draft) }),
      )
      .execute();
    follow('validate', recordId, groupId, model);
  }
  if (outputs.pair) await writePair(transaction, outputs.pair);
  return enterWork(transaction, next, runId);
}

/** Inserts work rows; returns those that are new, or were pending already. */
export async function enterWork(transaction: LedgerTransaction, work: WorkKey[], runId: string): Promise<WorkKey[]> {
  if (work.length === 0) return [];
  await transaction
    .insertInto('work')
    .values(
      work.map(({ stage, recordId, groupId, model }) => ({
        stage,
        record_id: recordId,
        group_id: groupId,
        model,
        state: 'pending' as const,
        run_id: runId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return work;
}

async function writeBody(transaction: LedgerTransaction, pageId: string, body: PageBody): Promise<void> {
  await transaction
    .updateTable('page')
    .set({
      status: body.status,
      content_type: body.contentType,
      etag: body.etag,
      last_modified: body.lastModified,
      fetched_at: body.fetchedAt,
      ...(body.body && { body: body.body, parts: body.parts }),
    })
    .where('id', '=', pageId)
    .execute();
}

/** Inserts pages that are not known yet, each as work of `crawl`; a page dropped on sight is settled at once. */
export async function writePages(transaction: LedgerTransaction, pages: NewPage[], runId: string): Promise<WorkKey[]> {
  const crawl = (await insertPages(transaction, pages)).map(
    ({ id, source }): WorkKey => ({ stage: 'crawl', recordId: id, groupId: source, model: '' }),
  );
  await enterWork(transaction, crawl, runId);
  const dropped = pages.filter((page) => page.dropped);
  for (const { id, dropped: why } of dropped)
    await transaction
      .updateTable('work')
      .set({ state: 'dropped', reason: why!.reason, detail: why!.detail })
      .where('stage', '=', 'crawl')
      .where('record_id', '=', id)
      .where('state', '=', 'pending')
      .execute();
  const gone = new Set(dropped.map(({ id }) => id));
  return crawl.filter(({ recordId }) => !gone.has(recordId));
}

/** Inserts pages and returns those that were not known. */
export async function insertPages(transaction: LedgerTransaction, pages: NewPage[]): Promise<NewPage[]> {
  if (pages.length === 0) return [];
  const fresh = await transaction
    .insertInto('page')
    .values(
      pages.map((page) => ({
        id: page.id,
        source: page.source,
        url: page.url,
        kind: page.kind,
        parent_url: page.parentUrl,
        given: page.given ? JSON.stringify(page.given) : null,
        fetched_at: page.body?.fetchedAt ?? null,
        content_type: page.body?.contentType ?? null,
        body: page.body?.body ?? null,
        parts: page.body?.parts ?? null,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  const isNew = new Set(fresh.map(({ id }) => id));
  return pages.filter(({ id }) => isNew.has(id));
}

async function writeDocument(
  transaction: LedgerTransaction,
  document: Document,
  signature: Uint32Array,
): Promise<void> {
  const row: Insertable<DocumentTable> = {
    id: document.id,
    page_id: document.pageId,
    source: document.source,
    url: document.url,
    title: document.title,
    authors: JSON.stringify(document.authors),
    published_at: document.publishedAt,
    modified_at: document.modifiedAt,
    site_name: document.siteName,
    canonical_url: document.canonicalUrl,
    tags: JSON.stringify(document.tags),
    language: document.language,
    licence: document.licence,
    blocks: JSON.stringify(document.blocks),
    text_hash: document.textHash,
    signature: signatureToBytes(signature),
    length: document.blocks.reduce((sum, block) => sum + block.text.length, 0),
  };
  await transaction
    .insertInto('document')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const bands = bandsOf(signature);
  await sql`
    insert into document_band (band, hash, document_id)
    select band - 1, hash, ${document.id} from unnest(${bands.map(String)}::bigint[]) with ordinality as b (hash, band)
    on conflict do nothing`.execute(transaction);
}

async function writeAssignments(transaction: LedgerTransaction, rows: Assignment[], model: string): Promise<void> {
  await transaction
    .insertInto('assignment')
    .values(
      rows.map((row) => ({
        document_id: row.documentId,
        model,
        task: row.task,
        fit: row.fit,
        thought: JSON.stringify(row.thought),
        blocks: JSON.stringify(row.blocks),
        chosen: row.chosen,
        reason: row.reason,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function writeCells(transaction: LedgerTransaction, cells: Cell[]): Promise<void> {
  await transaction
    .insertInto('cell')
    .values(
      cells.map((cell) => ({
        id: cell.id,
        document_id: cell.documentId,
        task: cell.task,
        language: cell.language,
        prompt_version: cell.promptVersion,
        model: cell.model,
        group_id: cell.group,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function writePair(transaction: LedgerTransaction, pair: Pair): Promise<void> {
  const row: Insertable<PairTable> = {
    id: pair.id,
    cell_id: pair.cellId,
    document_id: pair.documentId,
    group_id: pair.group,
    task: pair.task,
    category: pair.category,
    language: pair.language,
    instruction: pair.instruction,
    input: pair.input,
    blocks: JSON.stringify(pair.blocks),
    thought: pair.thought,
    output: JSON.stringify(pair.output),
    evidence: JSON.stringify(pair.evidence),
    completion_id: pair.completionId,
    model: pair.model,
    prompt_version: pair.promptVersion,
  };
  await transaction
    .insertInto('pair')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
