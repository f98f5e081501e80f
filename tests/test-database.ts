import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Config, loadConfig } from '../pipeline/config.ts';
import { type Ledger, openLedger } from '../pipeline/ledger/ledger.ts';

/** A database of its own in the shared PostgreSQL, dropped when the test file ends. */
export async function createDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}`);
  afterAll(() => administer(`drop database if exists ${name} with (force)`));
  url.pathname = `/${name}`;
  return url.href;
}

/** A ledger in a database of its own, and the configuration that opens it. */
export async function createLedger(overrides: Partial<Config> = {}): Promise<{ ledger: Ledger; config: Config }> {
  const config = loadConfig({ databaseUrl: await createDatabase(), ...overrides }, {});
  const ledger = await openLedger(config);
  afterAll(() => ledger.close());
  return { ledger, config };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(statement);
  await client.end();
}
