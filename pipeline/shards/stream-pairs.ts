import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Config } from '../config.ts';
import { curate } from '../curation/curate.ts';
import { SetupError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { contaminatedBy, type ExportRequest, inSnapshot, pairsOf } from './export-shards.ts';

/**
 * Writes pairs as lines of JSON, for a pipe. Ends quietly where the reader has had enough. Throws a SetupError for several
 * formats, and for one that is not made of lines.
 */
export async function streamPairs(
  ledger: Ledger,
  config: Config,
  request: ExportRequest,
  out: Writable,
): Promise<void> {
  const [format, ...more] = request.formats;
  if (!format?.line || more.length > 0)
    throw new SetupError('Standard output takes one format, and one that is made of lines of JSON.');
  const { line } = format;
  let isClosed = false;
  out.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true;
    if (error.code !== 'EPIPE') throw error;
  });
  await curate(ledger.db, config, request.preferredModel);
  await inSnapshot(ledger, async (transaction) => {
    const contaminated = await contaminatedBy(transaction, request);
    for await (const pairs of pairsOf(transaction, config, request, contaminated)) {
      if (isClosed) return;
      const lines = pairs.map(([pair, number]) => `${JSON.stringify(line(pair, number, request))}\n`);
      const goesOn = out.write(lines.join(''));
      if (!goesOn && !isClosed) await Promise.race([once(out, 'drain'), once(out, 'close')]).catch(() => {});
    }
  });
}
