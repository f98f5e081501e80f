import pg from 'pg';

/** Rows of a query, over a connection of its own: the server may be another one by the next. */
export async function queryAt(connectionString, text) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
