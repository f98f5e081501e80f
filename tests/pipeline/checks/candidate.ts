import type { Candidate } from '../../../pipeline/checks/index.ts';
import type { Block, Document } from '../../../pipeline/records.ts';
import { taskBySlug } from '../../../task-pool/index.ts';

export function documentOf(blocks: Block[], overrides: Partial<Document> = {}): Document {
  return {
    ...{ id: 'doc_1', pageId: 'page_1', source: 'test', url: 'http://news.example/1', title: 'A report' },
    ...{ authors: [], publishedAt: null, modifiedAt: null, siteName: null, canonicalUrl: null, tags: [] },
    ...{ blocks, language: 'en', licence: null, textHash: 'hash' },
    ...overrides,
  };
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

export const text =
  'On 12 May 2017 WannaCry spread through SMB by way of CVE-2017-0144 and asked the hospitals for 300 dollars in Bitcoin.';

/** A candidate that passes every check, but for what a test changes of it. */
export function candidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    task: taskBySlug('summary-generation'),
    language: 'en',
    document: documentOf([paragraph(text)]),
    input: text,
    thought: 'The sentence gives the date, the means and the demand, which is what a summary has to hold.',
    output: `${text} ${'Whoever had not installed the update was exposed. '.repeat(3)}`.trim(),
    other: null,
    ...overrides,
  };
}
