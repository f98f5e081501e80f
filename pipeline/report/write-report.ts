import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf, SetupError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { inSnapshot } from '../shards/export-shards.ts';
import type { Figures } from './figures.ts';
import { page } from './page.ts';
import { readFigures } from './read-figures.ts';
import { readSamples } from './read-samples.ts';

/**
 * Writes the report of a ledger, as of one moment, as one HTML file; returns the figures that it is drawn from and where
 * it is. The file that stood there before stays until the new one is whole. Throws a SetupError where it can't be written.
 */
export async function writeReport(ledger: Ledger, out: string): Promise<{ figures: Figures; path: string }> {
  const { figures, samples } = await inSnapshot(ledger, async (transaction) => ({
    figures: await readFigures(transaction),
    samples: await readSamples(transaction),
  }));
  const path = resolve(out);
  const aside = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(aside, page(figures, samples), { flag: 'wx' });
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {});
    throw new SetupError(`Cannot write ${path}: ${messageOf(error)}. Choose another file with --out.`, {
      cause: error,
    });
  }
  return { figures, path };
}
