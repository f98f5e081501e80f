import { sql } from 'kysely';
import { taskHashes } from '../../task-pool/task-hash.ts';
import { bandsOf, signatureToBytes } from '../stages/dedupe/minhash.ts';
import { insertRows } from './insert-rows.ts';
import { reopenJudging, writeJudgements } from './judgements.ts';
import { withoutKnownCells } from './known-cells.ts';
import type { LedgerTransaction } from './ledger.ts';
import { noteNearDuplicates } from './near-duplicates.ts';
import { writePages } from './page-rows.ts';
import type { Settlement, WorkKey } from './settle.ts';
import { settleReruns } from './settle-reruns.ts';
import { supersede, supersedeReturned } from './supersede.ts';
import { outdateEarlier, present, replaceEarlier, revive, withdraw } from './versions.ts';
import { writeBody, writeVisits } from './visits.ts';
import { enterWork } from './work.ts';

/**
 * Writes what a batch of settled records gave, a statement for each table, and enters it as work of the stages that
 * follow. Returns that work, for each settlement.
 */
export async function writeOutputs(transaction: LedgerTransaction, settlements: Settlement[]): Promise<WorkKey[][]> {
  await writeBodies(transaction, settlements);
  const found = await writePages(
    transaction,
    settlements.map(({ outputs }) => ({ pages: outputs.pages ?? [], crawlId: outputs.visit?.crawlId ?? null })),
  );
  await writeDocuments(transaction, settlements);
  const fresh = await withoutKnownCells(transaction, settlements);
  await writeCells(transaction, fresh);
  await writeDrafts(transaction, settlements);
  await writePairs(transaction, settlements);
  await writeJudgements(transaction, settlements);
  await reopen(transaction, settlements);
  await reopenJudging(transaction, settlements);
  const next = fresh.map((settlement, index) => [...(found[index] ?? []), ...workAfter(settlement)]);
  for (const runId of new Set(settlements.map((settlement) => settlement.runId)))
    await enterWork(transaction, next.filter((_, index) => settlements[index]?.runId === runId).flat(), runId);
  await settleReruns(transaction, settlements);
  await supersedeReturned(transaction, settlements);
  await replaceEarlier(transaction, settlements);
  next[0]?.push(...(await changeVersions(transaction, settlements)));
  // Last, so that what this very batch entered for such a document is dropped with the rest of it, and not done.
  const superseded = new Set<string>();
  for (const { outputs, recordId } of settlements) {
    if (!outputs.supersedes?.length) continue;
    await supersede(transaction, outputs.supersedes, recordId);
    for (const id of outputs.supersedes) superseded.add(id);
  }
  await noteNearDuplicates(transaction, settlements);
  return next.map((work) => work.filter(({ groupId }) => !superseded.has(groupId)));
}

/** Reopens settled work whose input is there anew: a page that changed, a document that is its page's present one again. */
async function reopen(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const pages = settlements.flatMap(({ recordId, outputs }) => (outputs.body?.body ? [recordId] : []));
  const documents = settlements.flatMap(({ outputs }) => (outputs.documents ?? []).map(({ document }) => document.id));
  if (pages.length === 0 && documents.length === 0) return;
  await sql`
    update work set state = 'pending', reason = null, detail = null, attempts = 0, updated_at = now()
    where (stage = 'clean' and record_id = any(${pages}::text[]))
      or (stage = 'dedupe' and record_id = any(${documents}::text[]) and reason in ('outdated', 'withdrawn'))
  `.execute(transaction);
}

/** What new versions of documents, withdrawn pages and documents kept after all bring about. Returns the work of it. */
async function changeVersions(transaction: LedgerTransaction, settlements: Settlement[]): Promise<WorkKey[]> {
  const documents = settlements.flatMap(({ outputs }) => (outputs.documents ?? []).map(({ document }) => document.id));
  const withdrawn = settlements.filter(({ outputs }) => outputs.withdraw).map(({ recordId }) => recordId);
  const kept = settlements.filter(({ stage, state }) => stage === 'dedupe' && state === 'kept');
  const revived = await revive(
    transaction,
    kept.map(({ recordId }) => recordId),
  );
  return [
    ...(await outdateEarlier(transaction, documents)),
    ...(await withdraw(transaction, withdrawn)),
    // Another teacher's are found by its own sweep.
    ...revived.filter(({ model }) => settlements.some(({ teacherModel }) => teacherModel === model)),
  ];
}

/** What is to be done next with the outputs of one settled record, pages found aside. */
function workAfter({ stage, state, recordId, groupId, model, teacherModel, outputs }: Settlement): WorkKey[] {
  const documents = (outputs.documents ?? []).map(
    ({ document }): WorkKey => ({
      ...{ stage: 'dedupe', model: '' },
      ...{ recordId: document.id, groupId: document.id },
    }),
  );
  const cells = (outputs.cells ?? []).map(({ id }): WorkKey => ({ stage: 'generate', recordId: id, groupId, model }));
  const next: WorkKey[] = [...documents, ...cells];
  if (outputs.draft) next.push({ stage: 'validate', recordId, groupId, model });
  if (outputs.judge) next.push({ stage: 'judge', recordId, groupId, model: outputs.judge });
  if (state !== 'kept') return next;
  if (stage === 'crawl' && outputs.body?.body) next.push({ stage: 'clean', recordId, groupId: recordId, model: '' });
  if (stage === 'dedupe') next.push({ stage: 'select', recordId, groupId: recordId, model: teacherModel });
  return next;
}

async function writeBodies(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  for (const { recordId, outputs } of settlements)
    if (outputs.body) await writeBody(transaction, recordId, outputs.body);
  await writeVisits(
    transaction,
    settlements.flatMap(({ recordId, detail, outputs: { visit } }) =>
      visit ? [{ pageId: recordId, visit, detail }] : [],
    ),
  );
}

async function writeDocuments(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const documents = settlements.flatMap(({ outputs }) =>
    (outputs.documents ?? []).map((made) => ({ ...made, pageVersion: outputs.pageVersion ?? 0 })),
  );
  if (documents.length === 0) return;
  await insertRows(
    transaction,
    'document',
    documents.map(({ document, signature, pageVersion }) => ({
      id: document.id,
      page_version: pageVersion,
      page_id: document.pageId,
      source: document.source,
      url: document.url,
      title: document.title,
      authors: document.authors,
      published_at: document.publishedAt,
      modified_at: document.modifiedAt,
      site_name: document.siteName,
      canonical_url: document.canonicalUrl,
      tags: document.tags,
      language: document.language,
      licence: document.licence,
      blocks: document.blocks,
      text_hash: document.textHash,
      signature: `\\x${signatureToBytes(signature).toString('hex')}`,
      length: document.blocks.reduce((sum, block) => sum + block.text.length, 0),
    })),
    // The same text on a page that changed around it: what is said of it is taken over, and it is the present version.
    {
      on: 'id',
      update: [
        'page_version',
        'authors',
        'published_at',
        'modified_at',
        'site_name',
        'canonical_url',
        'tags',
        'licence',
      ],
    },
  );
  await present(
    transaction,
    documents.map(({ document }) => document.id),
  );
  await insertRows(
    transaction,
    'document_band',
    documents.flatMap(({ document, signature }) =>
      // As text: the hashes have 64 bits, a JSON number keeps 53.
      bandsOf(signature).map((hash, band) => ({ band, hash: String(hash), document_id: document.id })),
    ),
  );
}

async function writeCells(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  await insertRows(
    transaction,
    'assignment',
    settlements.flatMap(({ model, outputs }) =>
      (outputs.assignments ?? []).map(({ documentId, section = null, ...assignment }) => ({
        ...{ document_id: documentId, model, section },
        ...assignment,
      })),
    ),
  );
  await insertRows(
    transaction,
    'cell',
    settlements.flatMap(({ outputs }) =>
      (outputs.cells ?? []).map(({ documentId, promptVersion, group, ...cell }) => ({
        ...cell,
        ...{ document_id: documentId, prompt_version: promptVersion, group_id: group },
        task_hash: taskHashes.get(cell.task) ?? null,
      })),
    ),
  );
}

async function writeDrafts(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const rows = settlements.flatMap(({ recordId, outputs }) =>
    outputs.draft ? [{ cell_id: recordId, completion_id: outputs.draft.completionId, draft: outputs.draft.draft }] : [],
  );
  await insertRows(transaction, 'draft', rows, { on: 'cell_id', update: ['completion_id', 'draft'] });
}

async function writePairs(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  await insertRows(
    transaction,
    'pair',
    settlements.flatMap(({ outputs: { pair } }) => {
      if (!pair) return [];
      const { cellId, documentId, group, completionId, promptVersion, ...rest } = pair;
      return [
        {
          ...rest,
          ...{ cell_id: cellId, document_id: documentId, group_id: group },
          ...{ completion_id: completionId, prompt_version: promptVersion },
        },
      ];
    }),
  );
}
