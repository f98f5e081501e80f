import { type BatchReport, batchReport } from '../pipeline/ledger/batches.ts';
import type { LedgerDatabase } from '../pipeline/ledger/ledger.ts';
import { grouped } from '../pipeline/teacher/spend/dollars.ts';

/** What is with the Batch API, a line for each batch; nothing where nothing is. */
export function batchLines({ waiting, open }: BatchReport): string[] {
  return [
    ...open.map(
      ({ id, providerId, endpoint, model, state, items, completed, failed, submittedAt }) =>
        `Batch ${providerId ?? id} at ${endpoint} (${model}): ${state}, ${grouped(completed + failed)} of ${grouped(items)} requests done${submittedAt ? `, submitted ${submittedAt}` : ''}.`,
    ),
    ...(waiting > 0 ? [`${grouped(waiting)} requests wait to be sent in a batch.`] : []),
  ];
}

/** The same in a few words, for the progress line; empty where nothing is. */
export function batchWords({ waiting, open }: BatchReport): string {
  if (open.length === 0 && waiting === 0) return '';
  const items = open.reduce((sum, batch) => sum + batch.items, 0);
  const states = [...new Set(open.map(({ state }) => state))].join(', ');
  const gathered = waiting > 0 ? [`${grouped(waiting)} requests gathered`] : [];
  const out =
    open.length > 0 ? [`awaiting batch: ${grouped(items)} items, ${grouped(open.length)} batches, ${states}`] : [];
  return [...out, ...gathered].join('; ');
}

/** Tells whoever leaves what goes on without them, and how to collect it. */
export async function tellOfBatches(db: LedgerDatabase, command: string): Promise<void> {
  const report = await batchReport(db);
  if (report.open.length === 0) return;
  for (const line of batchLines(report)) console.error(line);
  const what = report.open.length === 1 ? 'The batch goes on' : 'The batches go on';
  console.error(`${what} at the endpoint; run again to collect: ${command}`);
}
