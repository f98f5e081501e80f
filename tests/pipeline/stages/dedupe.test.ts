import { describe, expect, it } from 'vitest';
import { clusterOf } from '../../../pipeline/ledger/near-duplicates.ts';
import { settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import type { Document } from '../../../pipeline/records.ts';
import { dedupeStage } from '../../../pipeline/stages/dedupe/dedupe.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument, startRun } from '../ledger/records.ts';

const sentence = (number: number) =>
  `On day ${number} the group took file server ${number * 7} and left note ${number * 13} behind.`;
const text = Array.from({ length: 60 }, (_, number) => sentence(number)).join(' ');
const edited = text.replace(sentence(30), 'An update says that this was not so.');

const members: [string, Partial<Document>][] = [
  [text, { url: 'http://news.example/original', publishedAt: '2024-05-01T08:00:00Z' }],
  [
    text,
    { url: 'http://copy.example/syndicated', publishedAt: '2024-04-30', canonicalUrl: 'http://news.example/original' },
  ],
  [edited, { url: 'http://news.example/edited', publishedAt: '2024-05-03' }],
  [
    `${text} ${text.replaceAll('file server', 'mail host')}`.slice(0, 200),
    { url: 'http://news.example/other', publishedAt: '2020-01-01' },
  ],
];

/** Enters the members in this order, compares them in that order, and says which URLs are kept. */
async function keptAfter(entering: number[], comparing: number[]) {
  const { ledger, config } = await createLedger();
  const { settlement } = await startRun(ledger, config);
  const documents = new Map<number, Document>();
  for (const index of entering) documents.set(index, await enterDocument(ledger, config, ...members[index]!));
  const stage = dedupeStage(ledger.db);
  for (const index of comparing) {
    const document = documents.get(index)!;
    const key: WorkKey = { stage: 'dedupe', recordId: document.id, groupId: document.id, model: '' };
    const outcome = await stage.run(document);
    const standing = outcome.kept
      ? { state: 'kept' as const }
      : { state: 'dropped' as const, reason: outcome.reason, detail: outcome.detail };
    await settleAll(ledger.db, [settlement(key, outcome.outputs ?? {}, standing)]);
  }
  const rows = await ledger.db
    .selectFrom('document')
    .innerJoin('work', (join) => join.onRef('record_id', '=', 'document.id').on('stage', '=', 'dedupe'))
    .select('url')
    .where('state', '=', 'kept')
    .orderBy('url')
    .execute();
  const of = async (index: number) => {
    const cluster = await clusterOf(ledger.db, documents.get(index)!.id);
    const name = (id: string) => [...documents].find(([, document]) => document.id === id)?.[0];
    return cluster && [name(cluster.id), ...cluster.duplicates.map(({ id }) => name(id)!).sort()];
  };
  return { kept: rows.map(({ url }) => url), clusters: await Promise.all([0, 1, 2, 3].map(of)) };
}

describe('dedupe', () => {
  it.each([
    [
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ],
    [
      [3, 2, 1, 0],
      [3, 2, 1, 0],
    ],
    [
      [2, 1, 3, 0],
      [1, 2, 3, 0],
    ],
    [
      [1, 2, 0, 3],
      [2, 0, 1, 3],
    ],
  ])('keeps the original and what is different, entered as %j and compared as %j', async (entering, comparing) => {
    const { kept, clusters } = await keptAfter(entering, comparing);
    expect(kept).toEqual(['http://news.example/original', 'http://news.example/other']);
    // Whoever is asked names the one that is kept, and all that were dropped for it.
    expect(clusters).toEqual([[0, 1, 2], [0, 1, 2], [0, 1, 2], null]);
  });
});
