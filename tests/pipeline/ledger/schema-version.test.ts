import { expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { type Ledger, openLedger } from '../../../pipeline/ledger/ledger.ts';
import { appliedMigrations, knownMigrations, refuseNewerSchema } from '../../../pipeline/ledger/schema-version.ts';
import { createDatabase } from '../../test-database.ts';

it('is brought up to date once where several processes start at once', async () => {
  const config = loadConfig({ databaseUrl: await createDatabase() }, {});
  const ledgers: Ledger[] = await Promise.all([1, 2, 3, 4].map(() => openLedger(config)));
  expect(await appliedMigrations(ledgers[0]!.db)).toEqual(await knownMigrations());
  await Promise.all(ledgers.map((ledger) => ledger.close()));
});

it('stops an older program with a word where a newer one has migrated the ledger', async () => {
  const config = loadConfig({ databaseUrl: await createDatabase() }, {});
  const ledger = await openLedger(config);
  await refuseNewerSchema(ledger.db);
  await ledger.pool.query("insert into kysely_migration values ('999-from-the-future', now()::text)");
  await expect(refuseNewerSchema(ledger.db)).rejects.toThrow(/newer version .*999-from-the-future/);
  await expect(openLedger(config)).rejects.toThrow(/newer version .*999-from-the-future.*nothing was changed/);
  await ledger.close();
});
