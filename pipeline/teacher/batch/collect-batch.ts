import { StopRunError } from '../../errors.ts';
import { type BatchItem, type ItemOutcome, itemsOf, settleItems } from '../../ledger/batch-items.ts';
import { type Batch, endBatch } from '../../ledger/batches.ts';
import { cleanText } from '../../text/clean-text.ts';
import { completionRow } from '../completion-row.ts';
import type { ProviderBatch } from './batch-api.ts';
import type { DriverParts } from './batch-driver.ts';
import { outcomeOf, type ReturnedLine, readLine } from './read-line.ts';

type CollectParts = Pick<DriverParts, 'db' | 'api' | 'log' | 'prices'>;

const linesAtOnce = 20;

/**
 * Stores what a batch that has ended brought, a part of its lines at a time: whoever goes on after a kill finds those
 * stored and the rest not. Items that have no answer, by an error or by not being there, wait to be sent again. Throws a
 * StopRunError at the end where the endpoint's errors say that nothing further can succeed.
 */
export async function collectBatch(
  { db, api, log, prices }: CollectParts,
  batch: Batch,
  { output_file_id, error_file_id, status }: ProviderBatch,
  maxAttempts: number,
): Promise<void> {
  let stop: string | undefined;
  const take = async (lines: ReturnedLine[]) => {
    const ids = lines.map(({ completionId }) => completionId);
    const items = new Map((await itemsOf(db, batch.id, { ids })).map((item) => [item.completion_id, item]));
    const outcomes = lines.flatMap((line): ItemOutcome[] => {
      const item = items.get(line.completionId);
      if (!item) return [];
      const { completionId } = line;
      const outcome = outcomeOf(line, item);
      if ('answer' in outcome)
        return [{ completionId, row: completionRow(askedOf(item), { ...outcome.answer, model: item.model }, prices) }];
      stop ??= outcome.stop;
      return [{ ...outcome, completionId, error: cleanText(outcome.error) }];
    });
    await settleItems(db, batch.id, outcomes, maxAttempts);
  };
  for (const fileId of [output_file_id, error_file_id]) {
    if (!fileId) continue;
    let lines: ReturnedLine[] = [];
    for await (const read of api.lines(fileId)) {
      const line = readLine(read);
      if (line) lines.push(line);
      if (lines.length < linesAtOnce) continue;
      await take(lines);
      lines = [];
    }
    await take(lines);
  }
  const error =
    status === 'completed'
      ? 'The batch is complete, and holds nothing for it.'
      : `The batch is ${status}, and holds nothing for it.`;
  const missing = await endBatch(db, batch.id, 'collected', { error, fate: 'again' }, maxAttempts);
  if (missing > 0)
    log.warn(
      `${missing} of ${batch.items} requests of batch ${batch.provider_id} (${status}) came back without an answer.`,
    );
  if (stop) throw new StopRunError(`${stop} See to it, then run again; what was not answered is pending.`);
}

function askedOf({ completion_id, model, purpose, document_id, run_id, body, tasks, languages }: BatchItem) {
  return { id: completion_id, model, purpose, document_id, run_id, prompt: body, tasks, languages };
}
