import { Request } from '@crawlee/basic';
import { describe, expect, it } from 'vitest';
import { PendingPages } from '../../crawlers/pending-pages.ts';
import type { CrawlInput } from '../../pipeline/stages/crawl/crawl.ts';

const page = (id: string, known: Partial<CrawlInput> = {}): CrawlInput => ({
  ...{ id, url: `http://news.example/${id}`, kind: 'article', depth: 1, version: 0, etag: null, lastModified: null },
  ...{ contentHash: null, askWhole: false },
  ...known,
});
const known = (id: string, more: Partial<CrawlInput> = {}) => page(id, { version: 1, etag: '"1"', ...more });

/** Pages that a ledger would offer: what is added is pending until it is settled. */
function pending(...first: CrawlInput[]) {
  const ledger = new Map(first.map((each) => [each.id, each]));
  const reads: { taken: readonly string[]; limit: number }[] = [];
  const state = { unwritten: 0 };
  const pages = new PendingPages(
    async (taken, limit) => {
      reads.push({ taken, limit });
      return [...ledger.values()].filter(({ id }) => !taken.includes(id)).slice(0, limit);
    },
    ({ id, url }) => new Request({ url, uniqueKey: id, id }),
    () => state.unwritten === 0,
  );
  const take = async () => {
    const request = await pages.fetchNextRequest();
    return request && { request: request as Request, ids: pages.pagesOf(request as Request).map(({ id }) => id) };
  };
  const settle = (id: string) => {
    ledger.delete(id);
    pages.settled(id);
  };
  return { pages, ledger, reads, state, take, settle };
}

describe('PendingPages', () => {
  it('offers each page once, a window at a time', async () => {
    const many = Array.from({ length: 450 }, (_, index) => page(`p${index}`));
    const { take, settle, reads, pages } = pending(...many);
    const seen: string[] = [];
    for (let taken = await take(); taken; taken = await take()) {
      seen.push(...taken.ids);
      for (const id of taken.ids) settle(id);
      await pages.markRequestHandled(taken.request);
    }
    expect(seen).toEqual(many.map(({ id }) => id));
    expect(Math.max(...reads.map(({ taken }) => taken.length))).toBeLessThanOrEqual(200);
    expect(await pages.isFinished()).toBe(true);
    expect(await pages.handledCount()).toBe(450);
  });

  it('hands out pages together that only have to be asked whether they changed', async () => {
    const asked = Array.from({ length: 25 }, (_, index) => known(`k${index}`));
    const list = known('list', { kind: 'listing' });
    const { take } = pending(...asked, page('new'), known('dated', { etag: null, lastModified: 'Wed' }), list);
    const sizes: number[] = [];
    for (let taken = await take(); taken; taken = await take()) sizes.push(taken.ids.length);
    expect(sizes).toEqual([20, 5, 1, 1, 1]);
  });

  it('is not finished while a page is under way or being written, or may have led to more', async () => {
    const { pages, take, settle, ledger, state } = pending(page('first'));
    const first = (await take())!;
    expect(await pages.isEmpty()).toBe(true);
    expect(await pages.isFinished()).toBe(false);
    state.unwritten = 1;
    await pages.markRequestHandled(first.request);
    expect(await pages.isFinished()).toBe(false);
    ledger.set('second', page('second'));
    settle('first');
    state.unwritten = 0;
    expect(await pages.isFinished()).toBe(false);
    const second = (await take())!;
    expect(second.ids).toEqual(['second']);
    settle('second');
    await pages.markRequestHandled(second.request);
    expect(await pages.isFinished()).toBe(true);
  });

  it('looks again where something is settled while it is looking', async () => {
    let answer: (pages: CrawlInput[]) => void = () => {};
    const answers: Promise<CrawlInput[]>[] = [
      new Promise((resolve) => (answer = resolve)),
      Promise.resolve([page('b')]),
    ];
    const pages = new PendingPages(
      () => answers.shift() ?? Promise.resolve([]),
      ({ id, url }) => new Request({ url, uniqueKey: id, id }),
      () => true,
    );
    const empty = pages.isEmpty();
    pages.settled('a');
    answer([]);
    expect(await empty).toBe(true);
    expect(await pages.isFinished()).toBe(false);
    expect((await pages.fetchNextRequest())?.uniqueKey).toBe('b');
  });

  it('does not offer one again that is to be tried later, and ends', async () => {
    const { pages, take, ledger } = pending(page('later'));
    const taken = (await take())!;
    // It is not settled: it stays pending in the ledger.
    await pages.markRequestHandled(taken.request);
    expect(ledger.size).toBe(1);
    expect(await take()).toBeNull();
    expect(await pages.isFinished()).toBe(true);
  });

  it('takes no pages from anywhere else', () => {
    expect(() => pending().pages.addRequest()).toThrow('wait in the ledger');
  });
});
