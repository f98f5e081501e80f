import { z } from 'zod';

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
    'off-topic',
    'withdrawn',
  ],
  dedupe: ['duplicate', 'near-duplicate', 'outdated', 'withdrawn'],
  select: ['no-task-fits', 'superseded', 'outdated', 'withdrawn'],
  generate: [
    'nothing-found',
    'refused',
    'truncated',
    'unparseable',
    'content-filter',
    'language-not-supported',
    'superseded',
    'outdated',
    'withdrawn',
    'replaced',
    'undone',
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
    'superseded',
    'outdated',
    'withdrawn',
    'replaced',
    'undone',
  ],
} as const;

export const stageNames = ['crawl', 'clean', 'dedupe', 'select', 'generate', 'validate'] as const;
export type StageName = (typeof stageNames)[number];
export type ReasonOf<S extends StageName> = (typeof reasons)[S][number];
export type Reason = ReasonOf<StageName>;

export const stageNameSchema = z.enum(stageNames);
