import type { Selectable } from 'kysely';
import type { Cell } from '../records.ts';
import type { CellTable } from './schema.ts';

/** A cell as its record, from its row. */
export function cellFrom(row: Selectable<CellTable>): Cell {
  return {
    id: row.id,
    documentId: row.document_id,
    task: row.task,
    language: row.language,
    promptVersion: row.prompt_version,
    model: row.model,
    group: row.group_id,
  };
}
