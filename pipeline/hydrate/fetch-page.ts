import { setTimeout as sleep } from 'node:timers/promises';
import type { Source } from '../../crawlers/define-source.ts';
import { FailRecordError, messageOf, RetryLaterError } from '../errors.ts';
import type { ReasonOf } from '../reasons.ts';
import type { CleanInput } from '../stages/clean/clean.ts';
import { type CrawlDependencies, crawl } from '../stages/crawl/crawl.ts';
import type { Outcome } from '../stages/stage.ts';
import type { PageText } from './pointer.ts';

/** Why a pair is not restored: its text is another, its page is gone, we may not fetch it, or could not. */
export const losses = ['changed', 'gone', 'refused', 'failed'] as const;
export type Loss = (typeof losses)[number];

export type FetchedPage = { text: PageText } | { lost: Loss; detail: string };

export interface FetchPageDependencies extends Omit<CrawlDependencies, 'source'> {
  sourceFor(url: string): Source;
  clean(page: CleanInput, source: Source): Promise<Outcome<'clean'>>;
}

const mostTries = 3;
const longestWaitMs = 30_000;

const lossOf: Partial<Record<ReasonOf<'crawl'> | ReasonOf<'clean'>, Loss>> = {
  'robots-disallowed': 'refused',
  'private-address': 'refused',
  noindex: 'refused',
  'not-found': 'gone',
  gone: 'gone',
  'soft-404': 'gone',
  'too-many-redirects': 'failed',
  'off-site': 'failed',
  'http-error': 'failed',
};

/**
 * Fetches one page as a crawl does, robots.txt, turns at its host, guard and limits included, and reads it as `clean`
 * does; enters nothing in the ledger. Follows it where it has moved within its site. Throws the signal's reason.
 */
export async function fetchPage(url: string, dependencies: FetchPageDependencies): Promise<FetchedPage> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetchOnce(url, dependencies);
    } catch (error) {
      dependencies.signal.throwIfAborted();
      if (error instanceof FailRecordError) return { lost: 'failed', detail: messageOf(error) };
      if (!(error instanceof RetryLaterError)) throw error;
      if (tries >= mostTries) return { lost: 'failed', detail: `${messageOf(error)}.` };
      const wait = Math.min(error.retryAfterMs ?? 1000 * 2 ** tries, longestWaitMs);
      await sleep(wait, undefined, { signal: dependencies.signal });
    }
  }
}

async function fetchOnce(url: string, dependencies: FetchPageDependencies, moved = false): Promise<FetchedPage> {
  const source = dependencies.sourceFor(url);
  const page = { ...{ id: url, url, kind: 'article' as const, depth: 0, version: 0 }, ...asNew };
  const fetched = await crawl(page, { ...dependencies, source });
  if (!fetched.kept) {
    const target = fetched.reason === 'redirected-duplicate' && fetched.outputs?.pages?.[0]?.url;
    return target && !moved ? fetchOnce(target, dependencies, true) : lossFrom(fetched);
  }
  const { contentType = null, body = null, parts = [] } = fetched.outputs.body ?? {};
  const input = { ...{ id: url, source: source.id, url, kind: 'article' as const }, contentType, body };
  const cleaned = await dependencies.clean({ ...input, parts, version: 1, given: {} }, source);
  if (!cleaned.kept) return lossFrom(cleaned);
  const { textHash, blocks } = cleaned.outputs.documents![0]!.document;
  return { text: { textHash, blocks: blocks.map(({ text }) => text) } };
}

/** Nothing is known of it from before. */
const asNew = { etag: null, lastModified: null, contentHash: null, askWhole: false };

const lossFrom = ({ reason, detail }: { reason: ReasonOf<'crawl'> | ReasonOf<'clean'>; detail: string }) => ({
  lost: lossOf[reason] ?? ('changed' as const),
  detail,
});
