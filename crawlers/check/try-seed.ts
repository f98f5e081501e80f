import { FailRecordError, messageOf, RetryLaterError } from '../../pipeline/errors.ts';
import { discovered, type Link } from '../../pipeline/stages/crawl/discovered.ts';
import { politely } from '../../pipeline/stages/crawl/politely.ts';
import type { Source } from '../define-source.ts';
import { isDrawnByScript } from '../discover/drawn-by-script.ts';
import { readFeed } from '../discover/feed.ts';
import { readLinks } from '../discover/links.ts';
import { readSitemap } from '../discover/sitemap.ts';
import { decodeHtml } from '../fetch/decode.ts';
import { FetchRefusedError } from '../fetch/fetch-refused-error.ts';
import type { FetchedPage } from '../fetch/guarded-fetch.ts';
import { hostsOf } from '../page-for.ts';
import { TrialOverError } from './limited-gate.ts';
import type { SeedFinding } from './source-report.ts';
import type { Trial } from './trial.ts';

type Seed = Source['seeds'][number];

export interface TriedSeed {
  finding: SeedFinding;
  /** Addresses of articles that it leads to, in its order. */
  articles: string[];
}

/** Reads one seed and what it leads to; of an index of sitemaps, one sitemap. Never throws for what the site does. */
export async function trySeed(seed: Seed, trial: Trial): Promise<TriedSeed> {
  const finding = emptyFinding(seed);
  if (trial.gate.left <= trial.keptForSamples)
    return { finding: { ...finding, outcome: 'not-tried', detail: new TrialOverError().message }, articles: [] };
  try {
    const answer = await politely(seed.url, trial, { accept: seed.kind === 'listing' ? 'page' : 'feed' });
    if ('kept' in answer)
      return { finding: { ...finding, outcome: 'disallowed', detail: answer.detail }, articles: [] };
    const { fetched } = answer;
    finding.status = fetched.status;
    if (fetched.redirects.length > 0) finding.finalUrl = fetched.finalUrl;
    if (!hostsOf(trial.source).has(new URL(fetched.finalUrl).host)) {
      const detail = `It redirects to ${fetched.finalUrl}, which is not of this source.`;
      return { finding: { ...finding, outcome: 'off-site', detail }, articles: [] };
    }
    return await read(finding, fetched, trial);
  } catch (error) {
    if (trial.signal.aborted) throw error;
    if (error instanceof FetchRefusedError)
      return {
        finding: { ...finding, outcome: 'refused', status: error.status, detail: `${error.message}.` },
        articles: [],
      };
    if (error instanceof RetryLaterError || error instanceof FailRecordError)
      return { finding: { ...finding, outcome: 'failed', detail: messageOf(error) }, articles: [] };
    throw error;
  }
}

/** A finding that says nothing yet. */
function emptyFinding({ kind, url }: Seed): SeedFinding {
  return {
    ...{ kind, url, outcome: 'read', status: null, finalUrl: null, links: 0, linksOnSite: 0, articles: 0, listings: 0 },
    ...{ newest: null, drawnByScript: false, detail: null },
  };
}

async function read(finding: SeedFinding, fetched: FetchedPage, trial: Trial): Promise<TriedSeed> {
  const { source } = trial;
  const { links, sitemaps, drawnByScript } = linksOf(finding.kind, fetched);
  const { since, entered } = trial;
  const pages = discovered(source, links, { url: finding.url, depth: 0, since, entered });
  const found = new Set(pages.filter(({ kind }) => kind === 'article').map(({ url }) => url));
  const articles = [...new Set(links.map(({ url }) => url))].filter((url) => found.has(url));
  const onSite = (url: string) => hostsOf(source).has(new URL(url).host);
  const counted: SeedFinding = {
    ...finding,
    links: links.length + sitemaps.length,
    linksOnSite: [...links.map(({ url }) => url), ...sitemaps].filter(onSite).length,
    articles: articles.length,
    listings: pages.length - articles.length,
    newest: latest(links),
    drawnByScript,
  };
  const nested = nextSitemap(sitemaps.filter(onSite));
  if (articles.length > 0 || !nested || trial.gate.left <= trial.keptForSamples) return { finding: counted, articles };
  const inner = await trySeed({ kind: 'sitemap', url: nested }, trial);
  const detail = `It is an index of ${sitemaps.length} sitemaps, of which ${nested} was read: ${inner.finding.detail ?? `${inner.finding.articles} articles.`}`;
  return { finding: { ...inner.finding, kind: finding.kind, url: finding.url, detail }, articles: inner.articles };
}

function linksOf(
  kind: Seed['kind'],
  fetched: FetchedPage,
): { links: Link[]; sitemaps: string[]; drawnByScript: boolean } {
  const none = { sitemaps: [], drawnByScript: false };
  if (kind === 'sitemap') {
    const { pages, sitemaps } = readSitemap(fetched.body, fetched.finalUrl);
    const links = pages.map(({ url, lastmod }) => ({ url, date: lastmod }));
    return { ...none, links, sitemaps: sitemaps.map(({ url }) => url) };
  }
  const { text } = decodeHtml(fetched.body, fetched.contentType);
  if (kind === 'feed')
    return {
      ...none,
      links: readFeed(text, fetched.finalUrl).map(({ url, publishedAt }) => ({ url, date: publishedAt })),
    };
  const { links, next } = readLinks(text, fetched.finalUrl);
  const all = next && !links.includes(next) ? [...links, next] : links;
  return { ...none, links: all.map((url) => ({ url })), drawnByScript: isDrawnByScript(text) };
}

/** The sitemap of an index that most likely names articles: one of posts or news, or the last, which mostly is the newest. */
const nextSitemap = (urls: string[]): string | undefined =>
  urls.find((url) => /post|article|news|blog/i.test(new URL(url).pathname)) ?? urls.at(-1);

function latest(links: readonly Link[]): string | null {
  const dates = links.flatMap(({ date }) => (date && !Number.isNaN(Date.parse(date)) ? [date] : []));
  return dates.sort((one, other) => Date.parse(other) - Date.parse(one))[0] ?? null;
}
