import { describe, expect, it } from 'vitest';
import { defineSource, type Source } from '../../crawlers/define-source.ts';
import { CrawlBounds } from '../../crawlers/discover/crawl-bounds.ts';
import { FollowedPages } from '../../crawlers/followed-pages.ts';
import { pageFor } from '../../crawlers/page-for.ts';
import type { NewPage } from '../../pipeline/ledger/page-rows.ts';
import type { PageKind } from '../../pipeline/records.ts';
import type { CrawlInput } from '../../pipeline/stages/crawl/crawl.ts';
import { drop, keep, type Outcome } from '../../pipeline/stages/stage.ts';

const sourceOf = (more: Partial<Source> = {}): Source =>
  defineSource({
    ...{ id: 'test-news', name: 'News', language: 'en', seeds: [{ kind: 'listing', url: 'http://news.example/list' }] },
    ...{ article: /^\/a\//, listing: /^\/list/, licence: 'Ours.' },
    ...more,
  });

function followed(more: Partial<Source> = {}) {
  const source = sourceOf(more);
  const bounds = new CrawlBounds(source, { articles: 0, listings: 0 });
  const pages = new FollowedPages(source, bounds);
  const page = (path: string, kind: PageKind, depth = 1): NewPage => ({
    ...pageFor(source, `http://news.example${path}`, kind, 'http://news.example/list'),
    depth,
  });
  const input = (path: string, kind: PageKind, depth = 1): CrawlInput => ({
    ...{ ...page(path, kind), depth, version: 0, etag: null, lastModified: null, contentHash: null, askWhole: false },
  });
  return { bounds, pages, page, input };
}

const verdicts = ({ outputs }: Outcome<'crawl'>) => outputs?.pages?.map(({ dropped }) => dropped?.reason ?? 'followed');

describe('FollowedPages', () => {
  it('follows the first pages up to the source’s limit, and enters the others as dropped', () => {
    const { pages, page, input, bounds } = followed({ maxPages: 2 });
    const found = ['/a/1', '/a/2', '/a/3'].map((path) => page(path, 'article'));
    const outcome = pages.bound(input('/list', 'listing', 0), keep({ pages: found }));
    expect(verdicts(outcome)).toEqual(['followed', 'followed', 'page-limit']);
    expect(outcome.outputs!.pages![2]!.dropped!.detail).toContain('maxPages');
    expect(bounds.report()).toMatchObject({ articles: 2, refused: { 'page-limit': 1 } });
    // What is admitted stays so, wherever it is found.
    expect(verdicts(pages.bound(input('/a/1', 'article'), keep({ pages: found })))).toEqual(verdicts(outcome));
  });

  it('drops what is too deep, and leaves alone what was dropped already', () => {
    const { pages, page, input, bounds } = followed({ maxDepth: 3 });
    const old = { ...page('/a/old', 'article'), dropped: { reason: 'too-old', detail: 'Of 2019.' } as const };
    const found = [page('/a/1', 'article', 3), page('/a/2', 'article', 4), old];
    expect(verdicts(pages.bound(input('/a/0', 'article', 3), keep({ pages: found })))).toEqual([
      ...['followed', 'trap', 'too-old'],
    ]);
    expect(bounds.report().articles).toBe(1);
  });

  it('keeps what a dropped page leads to, and outcomes that lead nowhere as they are', () => {
    const { pages, page, input } = followed();
    const dropped = drop<'crawl'>('noindex', 'It asks.', { pages: [page('/a/1', 'article')], withdraw: true });
    expect(pages.bound(input('/a/0', 'article'), dropped)).toEqual(dropped);
    const nothing = keep({});
    expect(pages.bound(input('/a/0', 'article'), nothing)).toBe(nothing);
  });

  it('counts refusals beyond a thousand without entering them: a trap has no end', () => {
    const { pages, page, input, bounds } = followed({ maxPages: 1 });
    const found = Array.from({ length: 1500 }, (_, index) => page(`/a/${index}`, 'article'));
    const outcome = pages.bound(input('/list', 'listing', 0), keep({ pages: found }));
    expect(outcome.outputs!.pages).toHaveLength(1001);
    expect(bounds.report().refused['page-limit']).toBe(1499);
  });

  it('refuses a list when its turn has come and its list has ended, a seed never', () => {
    const { pages, page, input } = followed();
    const next = { ...page('/list?page=2', 'listing'), dropped: { reason: 'too-old', detail: 'Behind.' } as const };
    pages.bound(input('/list?page=1', 'listing'), keep({ pages: [page('/a/1', 'article'), next] }));
    expect(pages.refused(input('/list?page=3', 'listing'))).toMatchObject({ reason: 'too-old' });
    expect(pages.refused(input('/list?page=3', 'listing', 0))).toBeNull();
    expect(pages.refused(input('/a/9', 'article'))).toBeNull();
  });
});
