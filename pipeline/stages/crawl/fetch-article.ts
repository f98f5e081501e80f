import { firstPart, nextPart } from '../../../crawlers/discover/article-parts.ts';
import { readLinks } from '../../../crawlers/discover/links.ts';
import { headerDirectives, reservationIn } from '../../../crawlers/discover/robots-directives.ts';
import { decodeHtml } from '../../../crawlers/fetch/decode.ts';
import { pageFor } from '../../../crawlers/page-for.ts';
import type { NewPage } from '../../ledger/page-rows.ts';
import { drop, keep, type Outcome } from '../stage.ts';
import type { CrawlDependencies, CrawlInput } from './crawl.ts';
import { discovered, foundOn, unique } from './discovered.ts';
import { type Answer, fetchAtTurn, fetchOptions, politely } from './politely.ts';
import { render } from './render.ts';
import { bodyOf, visitOf } from './visit-of.ts';

const mostParts = 20;
const mostPartBytes = 10 * 1024 * 1024;

/** Article page → its body, whole: drawn where scripts draw it, with its further pages. */
export async function fetchArticle(
  page: CrawlInput,
  answer: Answer,
  dependencies: CrawlDependencies,
): Promise<Outcome<'crawl'>> {
  const { source, crawlId } = dependencies;
  const { fetched } = answer;
  const html = decodeHtml(fetched.body, fetched.contentType).text;
  const { links, robots } = readLinks(html, fetched.finalUrl);
  const follow = (urls: readonly string[]) =>
    discovered(
      source,
      urls.map((url) => ({ url })),
      foundOn(page, dependencies),
    );
  const directives = [
    ...new Set([
      ...robots,
      ...headerDirectives(fetched.headers, 'sevenllm'),
      ...(await siteWide(page.url, dependencies)),
    ]),
  ];
  const reserved = reservationIn(directives);
  if (reserved && source.respectReservations)
    return drop('noindex', `The page asks not to be used (${reserved}).`, {
      pages: follow(links),
      visit: visitOf(crawlId, 'dropped', answer, directives),
      ...(page.version > 0 && { withdraw: true }),
    });
  const first = firstPart(html, page.url);
  if (first)
    return drop('part-of-article', `It is a later page of ${first}.`, {
      pages: unique([...follow([first]), ...follow(links)]),
      visit: visitOf(crawlId, 'dropped', answer, directives),
    });

  const rendered = await render(page.url, html, dependencies, source.selectors.body);
  const parts = await fetchParts(page.url, rendered ?? html, dependencies);
  const body = {
    ...bodyOf(
      fetched,
      rendered ? Buffer.from(rendered) : fetched.body,
      parts.map((part) => part.body),
    ),
    ...(rendered && { contentType: 'text/html; charset=utf-8', rendered: true }),
  };
  const more = rendered ? readLinks(rendered, page.url).links : [];
  const pages = unique([...parts.map(({ url }) => partOf(url, page, dependencies)), ...follow([...links, ...more])]);
  if (body.contentHash === page.contentHash)
    return keep({ pages, visit: visitOf(crawlId, 'unchanged', answer, directives) });
  return keep({ pages, body, visit: visitOf(crawlId, page.version === 0 ? 'new' : 'changed', answer, directives) });
}

/** What the site asks for all its pages or some, beside robots.txt. */
async function siteWide(url: string, dependencies: CrawlDependencies): Promise<string[]> {
  const { source, reservations } = dependencies;
  if (!source.respectReservations) return [];
  return (await reservations.reserved(url, fetchOptions(dependencies), fetchAtTurn(dependencies)))
    ? ['tdm-reservation']
    : [];
}

function partOf(url: string, page: CrawlInput, { source }: CrawlDependencies): NewPage {
  return {
    ...pageFor(source, url, 'article', page.url),
    depth: page.depth + 1,
    dropped: { reason: 'part-of-article', detail: `It is a later page of ${page.url}.` },
  };
}

async function fetchParts(
  url: string,
  html: string,
  dependencies: CrawlDependencies,
): Promise<{ url: string; body: Buffer }[]> {
  const parts: { url: string; body: Buffer }[] = [];
  const seen = new Set([url]);
  let bytes = 0;
  for (let next = nextPart(html, url); next && !seen.has(next) && parts.length < mostParts; ) {
    seen.add(next);
    const answer = await politely(next, dependencies, { accept: 'page' });
    if ('kept' in answer) break;
    const { body, contentType } = answer.fetched;
    bytes += body.length;
    if (bytes > mostPartBytes) break;
    parts.push({ url: next, body });
    next = nextPart(decodeHtml(body, contentType).text, next);
  }
  return parts;
}
