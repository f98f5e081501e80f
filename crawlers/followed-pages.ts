import type { NewPage } from '../pipeline/ledger/page-rows.ts';
import type { CrawlInput } from '../pipeline/stages/crawl/crawl.ts';
import type { Outcome } from '../pipeline/stages/stage.ts';
import type { Source } from './define-source.ts';
import type { CrawlBounds, Refusal } from './discover/crawl-bounds.ts';
import { trapOf } from './discover/trap.ts';

/** Pages of one crawl that are entered as seen and not followed; those beyond are counted only: a trap has no end. */
const mostRefusalsEntered = 1000;

/** Decides which of the pages that a crawl finds are followed, within the source's bounds. */
export class FollowedPages {
  readonly #source: Source;
  readonly #bounds: CrawlBounds;
  #entered = 0;

  constructor(source: Source, bounds: CrawlBounds) {
    this.#source = source;
    this.#bounds = bounds;
  }

  /** Why a page whose turn has come is not wanted any more, or null. */
  refused({ url, kind, depth }: CrawlInput): Refusal | null {
    return depth === 0 ? null : this.#bounds.reconsider({ url, kind });
  }

  /** The outcome of a page with those it leads to marked that are not to be followed. */
  bound(page: CrawlInput, outcome: Outcome<'crawl'>): Outcome<'crawl'> {
    const pages = outcome.outputs?.pages;
    if (!pages) return outcome;
    if (page.kind === 'listing') {
      const articles = pages.filter(({ kind }) => kind === 'article').map(({ url }) => url);
      this.#bounds.noteListing(page.url, articles);
      if (pages.some(({ kind, dropped }) => kind === 'listing' && dropped?.reason === 'too-old'))
        this.#bounds.endList(page.url);
    }
    return { ...outcome, outputs: { ...outcome.outputs, pages: pages.flatMap((each) => this.#follow(each)) } };
  }

  #follow(page: NewPage): NewPage[] {
    if (page.dropped) return [page];
    const { url, kind, parentUrl, depth = 0 } = page;
    const trap = trapOf(url, this.#source, { depth, kind, parentUrl });
    const dropped = trap ? { reason: 'trap' as const, detail: trap } : this.#bounds.admit({ url, kind, parentUrl });
    if (!dropped) return [page];
    return this.#entered++ < mostRefusalsEntered ? [{ ...page, dropped }] : [];
  }
}
