import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { backupLedger } from '../../../pipeline/ledger/backup.ts';
import type { Ledger } from '../../../pipeline/ledger/ledger.ts';
import { ledgerTableNames } from '../../../pipeline/ledger/ledger-tables.ts';
import { restoreLedger } from '../../../pipeline/ledger/restore.ts';
import { knownMigrations } from '../../../pipeline/ledger/schema-version.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument } from './records.ts';

const { ledger, config } = await createLedger();
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sevenllm-backup-'));
  file = join(folder, 'ledger.backup.gz');
  // What breaks formats that are made by hand: separators of lines, quotes, backslashes, other planes, null in jsonb.
  for (const words of ['One.\u2028Two.\u0085', 'tab\tquote"\\backslash', '𠮷野家 "引号" \r\n', '{"a":[1,null]}'])
    await enterDocument(ledger, config, `WannaCry spread over SMB. ${words}`);
  await ledger.pool.query(
    `insert into completion (id, model, purpose, document_id, text, usage, cost) select 'cmp_1', 'm', 'select', id, 'x', 'null', 0.1 + 0.2 from document limit 1`,
  );
  await ledger.pool.query(
    `insert into visit (page_id, outcome, first_at) select id, 'new', '2026-01-02 03:04:05.678901+08' from page`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** A hash of each table's rows, whatever their order. */
async function contentsOf({ pool }: Ledger): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const table of ledgerTableNames) {
    const { rows } = await pool.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash from "${table}" t`,
    );
    contents[table] = rows[0].hash;
  }
  return contents;
}

describe('a backup', () => {
  it('holds every table of the ledger', async () => {
    const { rows } = await ledger.pool.query(
      `select tablename from pg_tables where schemaname = current_schema() and tablename not like 'kysely_%' order by 1`,
    );
    expect([...ledgerTableNames].sort()).toEqual(rows.map(({ tablename }) => tablename));
    const { tables } = await backupLedger(ledger.db, file);
    expect(Object.keys(tables).sort()).toEqual([...ledgerTableNames].sort());
    expect(tables.page?.rows).toBe(4);
    expect(await readdir(folder)).toEqual(['ledger.backup.gz']);
  });

  it('comes back to the bit in another database, which goes on from there', async () => {
    const { ledger: other, config: otherConfig } = await createLedger();
    await restoreLedger(other.db, file);
    expect(await contentsOf(other)).toEqual(await contentsOf(ledger));
    expect((await audit(other.db)).balanced).toBe(true);
    const { rows } = await other.pool.query(
      `select count(*)::int as keys from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`,
    );
    expect(rows[0].keys).toBeGreaterThan(10);
    // Its sequences go on after what came back, and it takes further work.
    await other.pool.query(`insert into visit (page_id, outcome) select id, 'unchanged' from page`);
    await enterDocument(other, otherConfig, 'Another report on a weakness that was used.');
    expect((await audit(other.db)).balanced).toBe(true);
  });

  it('does not replace a ledger that holds something, unless it is forced to', async () => {
    const { ledger: other, config: otherConfig } = await createLedger();
    await enterDocument(other, otherConfig, 'What was here before, of a weakness.');
    await expect(restoreLedger(other.db, file)).rejects.toThrow(/not empty/);
    await restoreLedger(other.db, file, { force: true });
    expect(await contentsOf(other)).toEqual(await contentsOf(ledger));
  });

  it('of an older schema comes back as it was, for the next start to migrate', async () => {
    const lines = gunzipSync(await readFile(file))
      .toString()
      .split('\n');
    const head = JSON.parse(lines[0]!);
    const last = head.migrations.pop().name;
    const older = join(folder, 'older.backup.gz');
    // With nothing in it: what its tables were like is not for this test to know.
    await writeFile(older, gzipSync(`${JSON.stringify(head)}\n{"end":{"tables":{}}}\n`));
    const { ledger: other } = await createLedger();
    await restoreLedger(other.db, older);
    const { rows } = await other.pool.query('select name from kysely_migration order by name');
    expect(rows.map(({ name }) => name)).toEqual((await knownMigrations()).filter((name) => name !== last));
  });

  it.each([
    ['cut', (lines: string[]) => lines.slice(0, -2), /is cut/],
    ['altered', (lines: string[]) => lines.map((line) => line.replace('WannaCry', 'WannaTry')), /is damaged/],
    [
      'without a row',
      (lines: string[]) =>
        lines.filter((line, at) => !(line.startsWith('[') && at > 3 && lines[at - 1]!.startsWith('{"table":"page"'))),
      /is damaged/,
    ],
    [
      'of a newer version',
      ([head, ...rest]: string[]) => [head!.replace('"001-initial"', '"999-future"'), ...rest],
      /newer version/,
    ],
    ['something else', () => ['{"hello":1}'], /is no backup/],
  ])('that is %s is refused, and nothing is changed', async (_what, damage, message) => {
    const { ledger: other, config: otherConfig } = await createLedger();
    await enterDocument(other, otherConfig, 'What was here before, of a weakness.');
    const before = await contentsOf(other);
    const broken = join(folder, 'broken.backup.gz');
    await writeFile(
      broken,
      gzipSync(
        damage(
          gunzipSync(await readFile(file))
            .toString()
            .split('\n'),
        ).join('\n'),
      ),
    );
    await expect(restoreLedger(other.db, broken, { force: true })).rejects.toThrow(message);
    expect(await contentsOf(other)).toEqual(before);
  });

  it('is refused where the file is no gzip, or is not there', async () => {
    await writeFile(join(folder, 'text'), 'hello');
    await expect(restoreLedger(ledger.db, join(folder, 'text'))).rejects.toThrow(/cannot be read as a backup/);
    await expect(restoreLedger(ledger.db, join(folder, 'nothing'))).rejects.toThrow(/cannot be read as a backup/);
  });
});
