import { type RawBuilder, sql } from 'kysely';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import type { Language, Pair } from '../records.ts';

/** What decides which of several pairs stays. */
export interface Standing {
  id: string;
  documentId: string;
  group: string;
  task: string;
  source: string;
  /** By a judge; null where none has judged it. */
  score: number | null;
  /** Of the task to the document, 0 to 1; null where nobody weighed it. */
  fit: number | null;
}

export type CandidatePair = Standing & Pick<Pair, 'instruction' | 'input' | 'blocks' | 'output'>;

const atOnce = 500;

/** The pairs of one task and language, one for each document. */
export function readTask(transaction: LedgerTransaction, language: Language, task: string, preferredModel: string) {
  // The order of the index `pair_slot`.
  return readCandidates(transaction, preferredModel, {
    where: sql`pair.language = ${language} and pair.task = ${task}`,
    after: ({ documentId }) => sql`pair.document_id > ${documentId}`,
    order: sql`pair.document_id`,
  });
}

/** The pairs of one language, one for each document and task, a document's together. */
export function readDocumentsPairs(transaction: LedgerTransaction, language: Language, preferredModel: string) {
  // The order of the index `pair_export`.
  const order = sql`pair.document_id collate "C", pair.task collate "C"`;
  return readCandidates(transaction, preferredModel, {
    where: sql`pair.language = ${language}`,
    after: ({ documentId, task }) => sql`(${order}) > (${documentId}, ${task})`,
    order,
  });
}

interface Reading {
  where: RawBuilder<unknown>;
  after(last: Pick<CandidatePair, 'documentId' | 'task'>): RawBuilder<unknown>;
  /** By document, and by task where there are several. */
  order: RawBuilder<unknown>;
}

/** Takes the pair that `readPairs` would where several models answered the same. */
async function* readCandidates(
  transaction: LedgerTransaction,
  preferredModel: string,
  { where, after, order }: Reading,
): AsyncGenerator<CandidatePair> {
  for (let last = { documentId: '', task: '' }; ; ) {
    const { rows } = await sql<CandidatePair>`
      select distinct on (${order})
        pair.id, pair.document_id as "documentId", pair.group_id as "group", pair.task, pair.instruction, pair.input,
        pair.blocks, pair.output, document.source, judgement.score, assignment.fit
      from pair
        join document on document.id = pair.document_id
        left join assignment on assignment.document_id = pair.document_id and assignment.model = pair.model
          and assignment.task = pair.task
        left join lateral (
          select score from judgement where judgement.cell_id = pair.cell_id order by created_at desc, model limit 1
        ) judgement on true
      where ${where} and ${after(last)}
      order by ${order}, pair.model = ${preferredModel} desc, pair.model collate "C" desc,
        pair.prompt_version collate "C" desc, pair.id collate "C"
      limit ${atOnce}`.execute(transaction);
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < atOnce) return;
    last = end;
  }
}
