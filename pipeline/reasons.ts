import { z } from 'zod';

/** Why a cell goes no further, whatever stage it is at: what it rests on has gone, or it has given way. */
const leftCells = ['superseded', 'outdated', 'withdrawn', 'replaced', 'undone', 'given-up'] as const;

/**
 * Why a record went no further. A closed set per stage: a drop is data, counted and shown, and a new reason is a
 * decision made here. `audit` refuses a ledger row whose reason is not of its stage.
 */
export const reasons = {
  crawl: [
    'robots-disallowed',
    'private-address',
    'too-many-redirects',
    'off-site',
    'not-found',
    'gone',
    'http-error',
    'unsupported-content-type',
    'too-large',
    'noindex',
    'part-of-article',
    'redirected-duplicate',
    'unreadable-feed',
    'page-limit',
    'trap',
    'too-old',
    'given-up',
  ],
  clean: [
    'binary',
    'empty',
    'unreadable',
    'no-article',
    'soft-404',
    'too-short',
    'too-long',
    'unsupported-language',
    'login-page',
    'error-page',
    'boilerplate',
    'gibberish',
    'repetitive',
    'listing',
    'spam',
    'off-topic',
    'withdrawn',
    'given-up',
  ],
  dedupe: ['duplicate', 'near-duplicate', 'outdated', 'withdrawn', 'given-up'],
  select: ['no-task-fits', 'superseded', 'outdated', 'withdrawn', 'given-up'],
  generate: [
    'nothing-found',
    'refused',
    'truncated',
    'unparseable',
    'content-filter',
    'language-not-supported',
    ...leftCells,
  ],
  validate: [
    'schema',
    'unknown-block',
    'ungrounded',
    'unsupported-identifier',
    'unsupported-figure',
    'languages-disagree',
    'wrong-language',
    'refusal',
    'empty',
    'too-short',
    'too-long',
    'obeyed-the-page',
    'leaked-prompt',
    'empty-thought',
    'copied',
    ...leftCells,
  ],
  judge: ['low-score', 'refused', 'truncated', 'unparseable', 'content-filter', ...leftCells],
} as const;

/** Why a pair that was accepted is left out of exports. */
export const curationReasons = [
  'near-duplicate-instruction',
  'duplicate-answer',
  'same-evidence',
  'document-cap',
  'source-cap',
] as const;
export type CurationReason = (typeof curationReasons)[number];

export const stageNames = ['crawl', 'clean', 'dedupe', 'select', 'generate', 'validate', 'judge'] as const;
export type StageName = (typeof stageNames)[number];
export type ReasonOf<S extends StageName> = (typeof reasons)[S][number];
export type Reason = ReasonOf<StageName>;

export const stageNameSchema = z.enum(stageNames);
