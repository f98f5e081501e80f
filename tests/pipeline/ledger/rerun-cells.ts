import { expect } from 'vitest';
import type { Config } from '../../../pipeline/config.ts';
import { idOf } from '../../../pipeline/hash.ts';
import { audit } from '../../../pipeline/ledger/audit.ts';
import type { Ledger } from '../../../pipeline/ledger/ledger.ts';
import { settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import type { Document, Language, Pair } from '../../../pipeline/records.ts';
import { cellOf } from '../../../pipeline/stages/select.ts';
import { taskBySlug } from '../../../task-pool/index.ts';
import { enterDocument, startRun } from './records.ts';

export const summary = 'summary-generation';
export const entities = 'key-entity-recognition';
export const model = 'rules-1';
export const present = { model, promptVersions: { en: 'p1', zh: 'p1' } };

let number = 0;

/** Settles cells of a ledger by hand, as stages would, with whatever outcome a test wants. */
export async function cellSettler(ledger: Ledger, config: Config) {
  const { runId, settlement } = await startRun(ledger, config);
  const key = (stage: WorkKey['stage'], recordId: string, groupId = recordId, of = model): WorkKey => ({
    ...{ stage, recordId, groupId },
    model: stage === 'dedupe' ? '' : of,
  });

  /** A document of its own with a cell for each of these tasks and languages, asked for under a version of the prompts. */
  async function select(tasks: string[], languages: Language[] = ['en', 'zh'], overrides: Partial<Document> = {}) {
    const document = await enterDocument(ledger, config, `A report, number ${++number}, on an attack.`, overrides);
    await settleAll(ledger.db, [settlement(key('dedupe', document.id))]);
    const cells = await selectAgain(document.id, tasks, languages, present.promptVersions.en);
    return { document, cells };
  }

  async function selectAgain(documentId: string, tasks: string[], languages: Language[], promptVersion: string) {
    const cells = tasks.flatMap((task) =>
      languages.map((language) =>
        cellOf({ id: documentId, language: 'en' }, task, language, {
          model,
          promptVersions: { en: promptVersion, zh: promptVersion },
        }),
      ),
    );
    const assignments = tasks.map((task) => ({
      ...{ documentId, task, fit: 1, thought: {}, blocks: [0], chosen: true, reason: null },
    }));
    await settleAll(ledger.db, [settlement(key('select', documentId), { assignments, cells })]);
    return cells.map(({ id }) => id);
  }

  /** Lets a cell that is pending get a draft and, from it, a pair of this text. */
  async function accept(cellId: string, output = 'An answer.'): Promise<string> {
    await draft(cellId, output);
    const { cell, completionId } = await read(cellId);
    const pair: Pair = {
      ...{ id: idOf('pair', cellId), cellId, documentId: cell.document_id, group: cell.group_id, task: cell.task },
      ...{ category: taskBySlug(cell.task).category, language: cell.language, instruction: 'Say.', input: 'A report.' },
      ...{ blocks: [0], thought: 'Because.', output, evidence: [], completionId },
      ...{ model: cell.model, promptVersion: cell.prompt_version },
    };
    await settleAll(ledger.db, [settlement(key('validate', cellId, cell.document_id, cell.model), { pair })]);
    return pair.id;
  }

  async function draft(cellId: string, output = 'An answer.') {
    const { cell, completionId } = await read(cellId);
    await ledger.db
      .insertInto('completion')
      .values({
        ...{ id: completionId, model: cell.model, purpose: 'generate', document_id: cell.document_id, text: output },
        ...{ reasoning: null, finish_reason: 'stop', usage: null, run_id: runId },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const made = { draft: { blocks: [0], thought: {}, answer: {} }, completionId };
    await settleAll(ledger.db, [settlement(key('generate', cellId, cell.document_id, cell.model), { draft: made })]);
  }

  /** Lets a cell that is pending be refused, by the teacher or by a check of its draft. */
  async function reject(cellId: string, at: 'generate' | 'validate' = 'validate') {
    const { cell } = await read(cellId);
    if (at === 'validate') await draft(cellId);
    const why = { state: 'dropped', reason: at === 'validate' ? 'ungrounded' : 'refused', detail: 'No.' } as const;
    await settleAll(ledger.db, [settlement(key(at, cellId, cell.document_id, cell.model), {}, why)]);
  }

  async function read(cellId: string) {
    const cell = await ledger.db.selectFrom('cell').selectAll().where('id', '=', cellId).executeTakeFirstOrThrow();
    return { cell, completionId: idOf('cmp', cellId) };
  }

  return { runId, settlement, key, select, selectAgain, accept, reject };
}

export async function expectBalance(ledger: Ledger): Promise<void> {
  const report = await audit(ledger.db);
  expect(report.rules.filter(({ violations }) => violations > 0)).toEqual([]);
  expect(report.balanced).toBe(true);
}
