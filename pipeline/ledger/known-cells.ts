import { sql } from 'kysely';
import type { LedgerTransaction } from './ledger.ts';
import type { Settlement } from './settle.ts';

/**
 * Leaves out what selection would enter a second time: cells of a task and language that the document has one of already,
 * by the same model with another prompt or of a rerun. A new prompt makes cells stale; only a rerun asks for them anew.
 */
export async function withoutKnownCells(
  transaction: LedgerTransaction,
  settlements: Settlement[],
): Promise<Settlement[]> {
  const documentIds = settlements.filter(({ outputs }) => outputs.cells).map(({ groupId }) => groupId);
  if (documentIds.length === 0) return settlements;
  const { rows } = await sql<{ id: string; slot: string }>`
    select id, concat_ws(' ', document_id, task, language, model) as slot from cell
    where document_id = any(${documentIds}::text[])`.execute(transaction);
  const known = new Map<string, Set<string>>();
  for (const { id, slot } of rows) known.set(slot, (known.get(slot) ?? new Set()).add(id));
  return settlements.map((settlement) => {
    const { cells } = settlement.outputs;
    if (!cells) return settlement;
    const fresh = cells.filter(({ id, documentId, task, language, model }) => {
      const there = known.get(`${documentId} ${task} ${language} ${model}`);
      return !there || there.has(id);
    });
    return { ...settlement, outputs: { ...settlement.outputs, cells: fresh } };
  });
}
