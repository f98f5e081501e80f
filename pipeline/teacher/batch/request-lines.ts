import { type BatchItem, itemsOf } from '../../ledger/batch-items.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { requestUrl } from './batch-api.ts';

const itemsAtOnce = 500;

/** The lines of a batch's file, without their ends: read from the ledger as they go up, so that no file is held. */
export async function* linesOf(db: LedgerDatabase, batchId: string): AsyncGenerator<string> {
  for (let after: BatchItem | undefined; ; ) {
    const items = await itemsOf(db, batchId, { limit: itemsAtOnce, after });
    for (const { completion_id, body } of items) yield lineOf(completion_id, body);
    after = items.at(-1);
    if (items.length < itemsAtOnce) return;
  }
}

const lineOf = (id: string, body: string) =>
  `{"custom_id":${JSON.stringify(id)},"method":"POST","url":"${requestUrl}","body":${body}}`;
/** Bytes of a line beside its request's. */
export const lineBytes = lineOf('cmp_0123456789abcdef', '').length + 1;
