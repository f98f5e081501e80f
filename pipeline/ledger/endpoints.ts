import type { EndpointKey } from './endpoint-limits.ts';
import type { LedgerDatabase } from './ledger.ts';

/** How a model at an endpoint wants to be asked, as it was found out. */
export interface EndpointTraits {
  /** The strictest form of answers it gives. */
  mode: string;
  /** Names of what it wants otherwise than the rest. */
  quirks: readonly string[];
  /** Kind of server; null where it could not be told. */
  server: string | null;
  /** Tokens of prompt and answer together; null where unknown. */
  contextLength: number | null;
  /** Tokens that an answer may have at most; null where unknown. */
  outputLimit: number | null;
}

/** Days after which it is found out anew: servers are updated, and models change behind their names. */
const goodForDays = 30;

/** What is remembered of a model at an endpoint; null where nothing is, or it is too old. */
export async function readEndpointTraits(db: LedgerDatabase, key: EndpointKey): Promise<EndpointTraits | null> {
  const row = await db
    .selectFrom('endpoint')
    .selectAll()
    .where('endpoint', '=', key.endpoint)
    .where('model', '=', key.model)
    .where('probed_at', '>', new Date(Date.now() - goodForDays * 24 * 60 * 60 * 1000))
    .executeTakeFirst();
  if (!row) return null;
  const { mode, quirks, server, context_length, output_limit } = row;
  return { mode, quirks, server, contextLength: context_length, outputLimit: output_limit };
}

/** Remembers what was found out, in place of what was known before. */
export async function saveEndpointTraits(db: LedgerDatabase, key: EndpointKey, traits: EndpointTraits): Promise<void> {
  const row = {
    mode: traits.mode,
    quirks: [...traits.quirks],
    server: traits.server,
    context_length: traits.contextLength,
    output_limit: traits.outputLimit,
    probed_at: new Date(),
  };
  await db
    .insertInto('endpoint')
    .values({ endpoint: key.endpoint, model: key.model, ...row })
    .onConflict((conflict) => conflict.columns(['endpoint', 'model']).doUpdateSet(row))
    .execute();
}
