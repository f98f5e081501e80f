import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { openLedger } from '../../../pipeline/ledger/ledger.ts';
import { packageRoot } from '../../../pipeline/package-root.ts';
import { runUntilSettled } from '../../../pipeline/run.ts';
import { Session } from '../../../pipeline/session.ts';
import { createDatabase } from '../../test-database.ts';
import { enterDocument } from './records.ts';

it('is enough for a whole run, migrations and queue included, and for nothing else', async () => {
  const url = new URL(await createDatabase());
  // Roles are the whole server's, and other tests have theirs.
  const role = `sevenllm_${randomBytes(4).toString('hex')}`;
  const rights = readFileSync(join(packageRoot, 'docker', 'postgres', '10-sevenllm.sql'), 'utf8');
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(rights.replaceAll(/\b(role|to) sevenllm\b/g, `$1 ${role}`));
  await admin.query(`alter role ${role} password 'for-this-test'`);
  afterAll(async () => {
    await admin.query(`drop owned by ${role}`);
    await admin.query(`drop role ${role}`);
    await admin.end();
  });

  url.username = role;
  url.password = 'for-this-test';
  const config = loadConfig({ databaseUrl: url.href, teacher: 'rules' }, {});
  const ledger = await openLedger(config);
  const { rows } = await ledger.pool.query(
    'select current_user as name, usesuper from pg_user where usename = current_user',
  );
  expect(rows).toEqual([{ name: role, usesuper: false }]);
  await enterDocument(
    ledger,
    config,
    'WannaCry spread over SMB on 12 May 2017 and encrypted the files of hospitals by AES.',
  );
  const log = pino({ level: 'silent' });
  const session = await Session.open({ config, command: 'work', sources: new Map(), log });
  expect(session.queue.backend).toBe('postgres');
  expect(await runUntilSettled(session, AbortSignal.timeout(50_000))).toBe('settled');
  await session.close('ended');
  const { rows: pairs } = await ledger.pool.query('select count(*)::int as count from pair');
  expect(pairs[0].count).toBeGreaterThan(0);
  expect((await audit(ledger.db)).balanced).toBe(true);

  for (const beyond of [
    'create database another',
    'create role another',
    "copy (select 1) to program 'true'",
    "select pg_read_file('/etc/passwd')",
    'create extension postgres_fdw',
    'alter system set log_statement = none',
  ])
    await expect(ledger.pool.query(beyond), beyond).rejects.toThrow(/permission denied|must be superuser/);
  await ledger.close();
});
