import type { Config } from '../pipeline/config.ts';
import { type Ledger, openLedger } from '../pipeline/ledger/ledger.ts';

/** Opens the ledger alone, for commands that only read it, and closes it whatever happens. */
export async function withLedger<T>(config: Config, read: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(config);
  try {
    return await read(ledger);
  } finally {
    await ledger.close();
  }
}
