/**
 * The same error, its messages without the key: some servers send back what they were sent, and what an error says is kept
 * in the ledger.
 */
export function withoutKey(error: unknown, key: string | null): unknown {
  if (!key || !(error instanceof Error)) return error;
  if (error.message.includes(key)) error.message = error.message.replaceAll(key, '(key)');
  withoutKey(error.cause, key);
  return error;
}
