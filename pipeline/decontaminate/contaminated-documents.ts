import { sql } from 'kysely';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import type { Block } from '../records.ts';
import type { Contamination, ContaminationIndex } from './contamination-index.ts';

export interface ContaminatedDocument extends Contamination {
  documentId: string;
  url: string;
  title: string;
}

const readAtOnce = 100;

/**
 * The documents with pairs that hold a benchmark's text: words in a row anywhere in the article, or an input that says the
 * same in other words. A pair is never better than its article, so all pairs of such a document are to be left out.
 */
export async function contaminatedDocuments(
  transaction: LedgerTransaction,
  index: ContaminationIndex,
): Promise<Map<string, ContaminatedDocument>> {
  const found = new Map<string, ContaminatedDocument>();
  let after = '';
  for (;;) {
    const { rows } = await sql<{ id: string; url: string; title: string; blocks: Block[]; inputs: string[] }>`
      select document.id, url, title, document.blocks,
        (select array_agg(distinct input) from pair where document_id = document.id) as inputs
      from document
      where id > ${after} and exists (select 1 from pair where document_id = document.id)
      order by id limit ${readAtOnce}`.execute(transaction);
    for (const { id, url, title, blocks, inputs } of rows) {
      const held =
        index.shared(blocks.map(({ text }) => text).join('\n')) ??
        inputs.reduce<Contamination | null>((first, input) => first ?? index.resembled(input), null);
      if (held) found.set(id, { ...held, documentId: id, url, title });
    }
    if (rows.length < readAtOnce) return found;
    after = rows.at(-1)!.id;
  }
}
