import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { CopiedRows } from '../../../pipeline/ledger/copy-out.ts';
import { createLedger } from '../../test-database.ts';

const { ledger } = await createLedger();

/** All fields of all rows, read in blocks while nothing else is asked of the connection. */
async function rowsOf(query: ReturnType<typeof sql>, fields: number, wait = async () => {}) {
  const texts: (string | null)[][] = [];
  let blocks = 0;
  for await (const { rows } of ledger.db.getExecutor().stream<CopiedRows>(query.compile(ledger.db), 1))
    for (const some of rows) {
      blocks++;
      await wait();
      for (let row = 0; row < some.count; row++)
        texts.push(Array.from({ length: fields }, (_, field) => some.text(row, field)));
    }
  return { texts, blocks };
}

const strange = 'zero\u200bwidth \u202eright to left\u2028line 入侵 😀 \t\n\\ "$1" \'; --';

describe('rows by COPY', () => {
  it('are what the query gives: null, nothing, and any text, as parameters too', async () => {
    const { texts } = await rowsOf(
      sql`select ${strange}::text, null::text, ''::text, (${['a', "b'\\"]}::text[])[2], (${true}::boolean and ${1.5} > 1)::text`,
      5,
    );
    expect(texts).toEqual([[strange, null, '', "b'\\", 'true']]);
    expect((await rowsOf(sql`select 'none' where 'a' = any(${[]}::text[])`, 1)).texts).toEqual([]);
  });

  it('come in order through many blocks, to a slow reader as well, and are larger than a block where they have to', async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
    const { texts, blocks } = await rowsOf(
      sql`select n::text, (n / 10)::text, repeat('入' || n, 60), case when n = 777 then repeat('x', 1000000) end
        from generate_series(1, 20000) n`,
      4,
      slow,
    );
    expect(blocks).toBeGreaterThan(10);
    expect(texts.map(([number, tenth]) => [number, tenth])).toEqual(
      Array.from({ length: 20_000 }, (_, index) => [String(index + 1), String(Math.floor((index + 1) / 10))]),
    );
    expect(texts[19_999]![2]).toBe('入20000'.repeat(60));
    expect(texts.map((row) => row[3]?.length ?? 0).filter(Boolean)).toEqual([1_000_000]);
  });

  it('are left in the middle, and the transaction goes on', async () => {
    await ledger.db.transaction().execute(async (transaction) => {
      const query = sql`select n::text, repeat('x', 1000) from generate_series(1, 20000) n`.compile(transaction);
      for await (const { rows } of transaction.getExecutor().stream<CopiedRows>(query, 1)) {
        expect(rows[0]!.text(0, 0)).toBe('1');
        break;
      }
      const { rows } = await sql<{ one: number }>`select 1 as one`.execute(transaction);
      expect(rows).toEqual([{ one: 1 }]);
    });
  });

  it('end with what the server says was wrong, however late', async () => {
    await expect(rowsOf(sql`select nothing from nowhere`, 1)).rejects.toThrow('nowhere');
    const late = sql`select (1 / (15000 - n))::text, repeat('x', 1000) from generate_series(1, 20000) n`;
    await expect(rowsOf(late, 2)).rejects.toThrow('division by zero');
    expect((await rowsOf(sql`select 'well'::text`, 1)).texts).toEqual([['well']]);
  });

  it('end with an error where the connection is lost', async () => {
    const pid = sql`select pg_terminate_backend(pg_backend_pid())::text, repeat('x', 1000) from generate_series(1, 20000)`;
    await expect(rowsOf(pid, 2)).rejects.toThrow();
    // The pool learns of it a moment later.
    await expect.poll(() => ledger.pool.idleCount).toBe(0);
    expect((await rowsOf(sql`select 'well'::text`, 1)).texts).toEqual([['well']]);
  });
});
