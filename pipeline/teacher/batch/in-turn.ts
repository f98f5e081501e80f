import type pg from 'pg';

/**
 * Does something that only one process of a ledger may do at a time; false where another is at it. Whoever is killed
 * gives it up with its connection.
 */
export async function inTurn(pool: pg.Pool, name: string, run: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect();
  let isFree = false;
  try {
    const asked = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
      [name],
    );
    if (!asked.rows[0]?.mine) {
      isFree = true;
      return false;
    }
    try {
      await run();
      return true;
    } finally {
      isFree = await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).then(
        () => true,
        () => false,
      );
    }
  } finally {
    // A connection that may still hold it is closed.
    client.release(!isFree);
  }
}
