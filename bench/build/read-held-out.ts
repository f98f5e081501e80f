import type { Config } from '../../pipeline/config.ts';
import type { LedgerTransaction } from '../../pipeline/ledger/ledger.ts';
import { readDocuments } from '../../pipeline/ledger/read-document.ts';
import type { Document, Language } from '../../pipeline/records.ts';
import type { ExportedPair } from '../../pipeline/shards/exported-pair.ts';
import { readPairs } from '../../pipeline/shards/read-pairs.ts';

/** What is held out for the bench: the documents, and their pairs in each document's own language. */
export interface HeldOut {
  documents: Map<string, Document>;
  pairs: ExportedPair[];
  /** Held-out pairs that are of a document in the other language, which a bench has no use for. */
  acrossLanguages: number;
}

/** Reads the pairs of the split `bench` and their documents, of one snapshot, in an order of the records alone. */
export async function readHeldOut(
  transaction: LedgerTransaction,
  config: Config,
  { languages, preferredModel }: { languages: readonly Language[]; preferredModel: string },
): Promise<HeldOut> {
  const held: ExportedPair[] = [];
  for await (const pair of readPairs(transaction, { filter: { languages }, shares: config, preferredModel }))
    if (pair.split === 'bench') held.push(pair);
  const documents = new Map<string, Document>();
  const ids = [...new Set(held.map(({ documentId }) => documentId))];
  for (let at = 0; at < ids.length; at += 50) {
    const found = await readDocuments(transaction, ids.slice(at, at + 50));
    // In the pairs' order: theirs depends on what was read before.
    for (const id of ids.slice(at, at + 50)) if (found.has(id)) documents.set(id, found.get(id)!);
  }
  const pairs = held.filter(({ documentId, language }) => documents.get(documentId)?.language === language);
  return { documents, pairs, acrossLanguages: held.length - pairs.length };
}
