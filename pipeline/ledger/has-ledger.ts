import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';

/** Whether there is a ledger to read: a database of one's own, or an embedded one that an earlier command has made. */
export function hasLedger({ databaseUrl, home }: Pick<Config, 'databaseUrl' | 'home'>): boolean {
  return databaseUrl !== null || existsSync(join(resolve(home), 'postgres'));
}
