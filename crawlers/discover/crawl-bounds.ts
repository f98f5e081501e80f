import { sha256 } from '../../pipeline/hash.ts';
import type { PageKind } from '../../pipeline/records.ts';
import type { Source } from '../define-source.ts';
import { listOf, listPage } from './page-number.ts';
import { RecentMap } from './recent-map.ts';
import { urlShape } from './url-shape.ts';

export interface BoundedPage {
  /** Canonical. */
  url: string;
  kind: PageKind;
  /** The page that links there. */
  parentUrl: string | null;
}

export interface Refusal {
  reason: 'page-limit' | 'trap' | 'too-old';
  detail: string;
}

/** What a source has in the ledger when its crawl begins. */
export interface KnownPages {
  articles: number;
  listings: number;
  /** Canonical; where given, they are admitted again without being counted again. */
  urls?: Iterable<string>;
}

export interface BoundsReport {
  articles: number;
  listings: number;
  mostListings: number;
  /** Pages that were not followed, by reason. */
  refused: Record<Refusal['reason'], number>;
  /** Where listings led to nothing new any more, the most refused first. */
  traps: { where: string; refused: number; example: string }[];
}

const fewestListings = 50;
/** A list shows five articles a page or more. */
const articlesPerListing = 5;
const mostFruitless = 5;
const mostFruitlessOfShape = 30;
const mostVariants = 50;
/** Addresses that one crawl knows again. */
export const mostRemembered = 100_000;
const mostLists = 5000;
const mostPaths = 1000;
const mostVerdicts = 20_000;
const mostTrapsReported = 20;

/**
 * Bounds one crawl of one source: its pages by `maxPages`, its listings by a fifth of that (at least 50), pages of one
 * list, of one chain of links and of one shape of address by how many in a row brought no article that no listing had
 * shown before, and queries of one path by 50. Its own memory is bounded too; what it forgets is counted again.
 */
export class CrawlBounds {
  readonly mostListings: number;
  readonly #source: Source;
  #articles: number;
  #listings: number;
  readonly #seen = new RecentMap<true>(mostRemembered);
  readonly #listed = new RecentMap<true>(mostRemembered);
  /** How many listings in a row, up to and with this one, were fruitless: by URL, by list, by shape. */
  readonly #fruitless = {
    chain: new RecentMap<number>(mostLists),
    list: new RecentMap<number>(mostLists),
    shape: new RecentMap<number>(mostLists),
  };
  readonly #parents = new RecentMap<string>(mostLists);
  readonly #variants = new RecentMap<Set<string>>(mostPaths);
  /** The last page wanted, by list. */
  readonly #ends = new RecentMap<number>(mostLists);
  readonly #ended = new RecentMap<true>(mostLists);
  readonly #refused = { 'page-limit': 0, trap: 0, 'too-old': 0 };
  /** So that a page that many link to is refused and counted once. */
  readonly #verdicts = new RecentMap<Refusal>(mostVerdicts);
  readonly #traps = new RecentMap<{ refused: number; example: string }>(mostLists);

  constructor(source: Source, known: KnownPages) {
    this.#source = source;
    this.mostListings = Math.max(fewestListings, Math.ceil(source.maxPages / articlesPerListing));
    this.#articles = known.articles;
    this.#listings = known.listings;
    for (const url of known.urls ?? []) this.#seen.set(keyOf(url), true);
  }

  /** Counts a page that was found, once, or says why it is not to be followed. */
  admit(page: BoundedPage): Refusal | null {
    const isSeen = this.#seen.has(keyOf(page.url));
    const refusal = this.#verdicts.get(keyOf(page.url)) ?? (isSeen ? this.reconsider(page) : this.#firstVerdict(page));
    if (refusal || isSeen) return refusal;
    this.#seen.set(keyOf(page.url), true);
    if (page.kind === 'listing' && page.parentUrl !== null) this.#parents.set(keyOf(page.url), page.parentUrl);
    if (page.kind === 'listing') this.#listings++;
    else this.#articles++;
    return null;
  }

  /** Says whether a listing that was admitted is still wanted when its turn has come: much may be known by then. */
  reconsider({ url, kind }: Pick<BoundedPage, 'url' | 'kind'>): Refusal | null {
    if (kind !== 'listing') return null;
    return this.#verdicts.get(keyOf(url)) ?? this.#fruitlessOrOld(url, this.#parents.get(keyOf(url)));
  }

  /** Tells which articles a listing showed that was fetched; before what it led to is admitted. */
  noteListing(url: string, articles: readonly string[]): void {
    const fresh = articles.map(keyOf).filter((article) => !this.#listed.has(article));
    for (const article of fresh) this.#listed.set(article, true);
    const { chain, list, shape } = this.#fruitless;
    const count = (counts: RecentMap<number>, key: string, before: string) =>
      counts.set(keyOf(key), fresh.length > 0 ? 0 : (counts.get(keyOf(before)) ?? 0) + 1);
    count(chain, url, this.#parents.get(keyOf(url)) ?? '');
    count(list, listOf(url), listOf(url));
    count(shape, urlShape(url), urlShape(url));
  }

  /** Tells that a listing reaches back to before what was asked for, so that later pages of its list are not wanted. */
  endList(url: string): void {
    const page = listPage(url)?.page ?? 1;
    const list = keyOf(listOf(url));
    this.#ends.set(list, Math.min(page, this.#ends.get(list) ?? page));
    this.#ended.set(keyOf(url), true);
  }

  report(): BoundsReport {
    const traps = this.#traps
      .entries()
      .map(([where, trap]) => ({ where, ...trap }))
      .sort((one, other) => other.refused - one.refused)
      .slice(0, mostTrapsReported);
    const counts = { articles: this.#articles, listings: this.#listings, mostListings: this.mostListings };
    return { ...counts, refused: { ...this.#refused }, traps };
  }

  #firstVerdict(page: BoundedPage): Refusal | null {
    const { maxPages } = this.#source;
    if (this.#articles + this.#listings >= maxPages)
      return this.#refuse(page.url, 'page-limit', `The source has its ${maxPages} pages (maxPages).`);
    if (page.kind !== 'listing') return null;
    if (this.#listings >= this.mostListings)
      return this.#refuse(page.url, 'page-limit', `The source has its ${this.mostListings} listing pages.`);
    return this.#fruitlessOrOld(page.url, page.parentUrl) ?? this.#tooManyVariants(page.url);
  }

  #fruitlessOrOld(url: string, parentUrl: string | null | undefined): Refusal | null {
    const list = listOf(url);
    const page = listPage(url)?.page ?? 1;
    const end = this.#ends.get(keyOf(list));
    const isBehind = listPage(url)?.page === null && parentUrl != null && this.#ended.has(keyOf(parentUrl));
    if (end !== undefined && (page > end || (isBehind && list === listOf(parentUrl))))
      return this.#refuse(url, 'too-old', `Page ${end} of its list reaches back to before what was asked for.`);
    const counts = this.#fruitless;
    if (parentUrl && (counts.chain.get(keyOf(parentUrl)) ?? 0) >= mostFruitless)
      return this.#refuseTrap(url, `The last ${mostFruitless} listings that lead to it had no new article.`);
    if (listPage(url) && (counts.list.get(keyOf(list)) ?? 0) >= mostFruitless)
      return this.#refuseTrap(url, `The last ${mostFruitless} pages of its list had no new article.`);
    const shape = urlShape(url);
    if ((counts.shape.get(keyOf(shape)) ?? 0) < mostFruitlessOfShape) return null;
    return this.#refuseTrap(url, `The last ${mostFruitlessOfShape} listings like it (${shape}) had no new article.`);
  }

  #tooManyVariants(url: string): Refusal | null {
    const { origin, pathname, search } = new URL(listPage(url)?.list ?? url);
    if (search === '') return null;
    const path = `${origin}${pathname}`;
    const variants = this.#variants.get(keyOf(path)) ?? new Set();
    if (variants.size >= mostVariants && !variants.has(keyOf(search)))
      return this.#refuseTrap(url, `${path.slice(0, 200)} was listed with ${mostVariants} different queries.`);
    this.#variants.set(keyOf(path), variants.add(keyOf(search)));
    return null;
  }

  #refuseTrap(url: string, detail: string): Refusal {
    const where = urlShape(url);
    const trap = this.#traps.get(where) ?? { refused: 0, example: url.slice(0, 200) };
    this.#traps.set(where, { ...trap, refused: trap.refused + 1 });
    return this.#refuse(url, 'trap', detail);
  }

  #refuse(url: string, reason: Refusal['reason'], detail: string): Refusal {
    const refusal = { reason, detail };
    this.#refused[reason]++;
    this.#verdicts.set(keyOf(url), refusal);
    return refusal;
  }
}

/** So that long addresses take no more memory than others. */
const keyOf = (text: string): string => (text.length <= 120 ? text : sha256(text));
