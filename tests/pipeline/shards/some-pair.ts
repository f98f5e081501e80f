import type { ExportedPair } from '../../../pipeline/shards/exported-pair.ts';

/** A pair as an export sees it. */
export const somePair = (overrides: Partial<ExportedPair> = {}): ExportedPair => ({
  ...{ id: 'pair_1', documentId: 'doc_1', group: 'grp_1', task: 'summary-generation', category: 'Summary Generation' },
  ...{
    kind: 'generation',
    language: 'en',
    instruction: 'Say what happened.',
    input: 'Something happened.',
    blocks: [0],
  },
  ...{ thought: 'It follows.', output: 'This happened.', evidence: [], model: 'teacher-1', answeredBy: 'teacher-1' },
  ...{ promptVersion: 'p1', completionId: 'cmp_1', score: null, source: 'news', url: 'https://news.example/1' },
  ...{ title: 'Report 1', publishedAt: '2024-03-01', licence: 'CC BY 4.0', textHash: 'a'.repeat(64), split: 'train' },
  ...overrides,
});
