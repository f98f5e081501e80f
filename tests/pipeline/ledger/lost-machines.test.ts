import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createLedger } from '../../test-database.ts';

it('has the server let go, within half a minute, of what a machine held that is lost', async () => {
  const { ledger } = await createLedger();
  const { rows } = await sql<{ idle: string; interval: string; count: string; unheard: string }>`
    select current_setting('tcp_keepalives_idle') as idle, current_setting('tcp_keepalives_interval') as interval,
      current_setting('tcp_keepalives_count') as count, current_setting('tcp_user_timeout') as unheard`.execute(
    ledger.db,
  );
  const { idle, interval, count, unheard } = rows[0]!;
  // Zero would be the system's two hours.
  expect(Number(idle)).toBeGreaterThan(0);
  expect(Number(idle) + Number(interval) * Number(count)).toBeLessThanOrEqual(30);
  expect(Number(unheard)).toBe(30_000);
});
