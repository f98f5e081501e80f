import { StopRunError } from '../../errors.ts';
import { itemsOf, settleItems } from '../../ledger/batch-items.ts';
import { type Batch, endBatch } from '../../ledger/batches.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { ProviderBatch } from './batch-api.ts';
import type { DriverParts } from './batch-driver.ts';

/** What OpenAI calls it that an organisation has too many tokens out. */
const tooManyTokens = 'token_limit_exceeded';
const mostLines = 1000;

/**
 * Takes back a batch that the endpoint refused as a whole: nothing of it was answered, or billed. Requests that it names
 * the lines of have failed, the others wait to be sent again: in smaller batches, or once others are done, where they were
 * too many. Throws a StopRunError where it gives another reason, which every further batch would meet.
 */
export async function rejectBatch(
  { db, log, maxAttempts }: Pick<DriverParts, 'db' | 'log' | 'maxAttempts'>,
  batch: Batch,
  { errors }: ProviderBatch,
  hasOthers: boolean,
): Promise<{ isFull: boolean; most: number }> {
  const said = errors?.data ?? [];
  const why = cleanText(said[0]?.message ?? said[0]?.code ?? 'no reason was given').slice(0, 300);
  const ofLines = said.filter(({ line }) => typeof line === 'number').slice(0, mostLines);
  if (ofLines.length > 0) {
    const last = Math.max(...ofLines.map(({ line }) => line!));
    const items = await itemsOf(db, batch.id, { limit: last });
    const outcomes = ofLines.flatMap(({ line, code, message }) => {
      const completionId = items[line! - 1]?.completion_id;
      const error = cleanText(message ?? code ?? why).slice(0, 300);
      return completionId ? [{ completionId, error, fate: 'failed' as const }] : [];
    });
    await settleItems(db, batch.id, outcomes, maxAttempts);
  }
  await endBatch(db, batch.id, 'rejected', { error: why, fate: 'uncounted' }, maxAttempts);
  log.warn(
    `The endpoint rejected batch ${batch.provider_id} of ${batch.items} requests; what it said is in the ledger's tables \`batch\` and \`batch_item\`.`,
  );
  if (ofLines.length > 0) return { isFull: false, most: Infinity };
  if (said.some(({ code }) => code === tooManyTokens) && (hasOthers || batch.items > 1))
    return hasOthers ? { isFull: true, most: Infinity } : { isFull: false, most: Math.floor(batch.items / 2) };
  throw new StopRunError(
    `The endpoint at ${batch.endpoint} rejects the batch: ${why}. Nothing was answered or lost; see to it and run again, or run without --batch.`,
  );
}
