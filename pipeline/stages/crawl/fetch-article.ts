import { firstPart, nextPart } from '../../../crawlers/discover/article-parts.ts';
import { readLinks } from '../../../crawlers/discover/links.ts';
import { headerDirectives, reservationIn } from '../../../crawlers/discover/robots-directives.ts';
import { decodeHtml } from '../../../crawlers/fetch/decode.ts';
import { FetchRefusedError } from '../../../crawlers/fetch/fetch-refused-error.ts';
import { pageFor } from '../../../crawlers/page-for.ts';
import type { NewPage } from '../../ledger/page-rows.ts';
import { drop, keep, type Outcome, type Outputs } from '../stage.ts';
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
  if (fetched.notModified) return notModified(page, answer, dependencies);
  const html = decodeHtml(fetched.body, fetched.contentType).text;
  const { links, robots } = readLinks(html, fetched.finalUrl);
  const follow = (urls: readonly string[]) =>
    discovered(
      source,
      urls.map((url) => ({ url })),
      foundOn(page, dependencies),
    );
  const directives = [...new Set([...robots, ...(await besideThePage(page, answer, dependencies))])];
  const reserved = reservationIn(directives);
  if (reserved && source.respectReservations)
    return refused(page, reserved, { pages: follow(links), visit: visitOf(crawlId, 'dropped', answer, directives) });
  const first = firstPart(html, page.url);
  if (first)
    return drop('part-of-article', `It is a later page of ${first}.`, {
      pages: unique([...follow([first]), ...follow(links)]),
      visit: visitOf(crawlId, 'dropped', answer, directives),
    });

  const rendered = await render(fetched, html, dependencies, source.selectors.body);
  const parts = await fetchParts(page.url, rendered?.html ?? html, dependencies);
  const body = {
    ...bodyOf(
      fetched,
      rendered ? Buffer.from(rendered.html) : fetched.body,
      parts.map((part) => part.body),
    ),
    ...(rendered && { contentType: 'text/html; charset=utf-8', rendered: true }),
  };
  const more = rendered ? readLinks(rendered.html, rendered.finalUrl).links : [];
  const pages = unique([...parts.map(({ url }) => partOf(url, page, dependencies)), ...follow([...links, ...more])]);
  if (body.contentHash === page.contentHash)
    return keep({ pages, visit: visitOf(crawlId, 'unchanged', answer, directives) });
  return keep({ pages, body, visit: visitOf(crawlId, page.version === 0 ? 'new' : 'changed', answer, directives) });
}

/** A page that is what it was may be asked for otherwise by now: its headers and its site speak for themselves. */
async function notModified(
  page: CrawlInput,
  answer: Answer,
  dependencies: CrawlDependencies,
): Promise<Outcome<'crawl'>> {
  const directives = await besideThePage(page, answer, dependencies);
  const reserved = reservationIn(directives);
  if (!reserved || !dependencies.source.respectReservations)
    return keep({ visit: visitOf(dependencies.crawlId, 'unchanged', answer) });
  return refused(page, reserved, { visit: visitOf(dependencies.crawlId, 'dropped', answer, directives) });
}

const refused = (page: CrawlInput, reserved: string, outputs: Outputs): Outcome<'crawl'> =>
  drop('noindex', `The page asks not to be used (${reserved}).`, {
    ...outputs,
    ...(page.version > 0 && { withdraw: true }),
  });

const besideThePage = async ({ url }: CrawlInput, { fetched }: Answer, dependencies: CrawlDependencies) => [
  ...headerDirectives(fetched.headers, 'sevenllm'),
  ...(await siteWide(url, dependencies)),
];

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
    const answer = await fetchPart(next, dependencies);
    if (!answer) break;
    const { body, contentType } = answer.fetched;
    bytes += body.length;
    if (bytes > mostPartBytes) break;
    parts.push({ url: next, body });
    next = nextPart(decodeHtml(body, contentType).text, next);
  }
  return parts;
}

/** A further page of an article, or null where there is none to be had: the pages before it are an article without it. */
async function fetchPart(url: string, dependencies: CrawlDependencies): Promise<Answer | null> {
  try {
    const answer = await politely(url, dependencies, { accept: 'page' });
    return 'kept' in answer ? null : answer;
  } catch (error) {
    if (error instanceof FetchRefusedError) return null;
    throw error;
  }
}
