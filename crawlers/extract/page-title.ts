import { cleanLine } from './clean-text.ts';

const separator =
  /\s+[|｜–—·•»:-]\s+|\s*[|｜»]\s*|\s*(?:——|--)\s*|(?<=[\p{sc=Han}」》”】！？!?\w])_+(?=\p{sc=Han})|(?<=[\p{sc=Han}」》”】！？!?])_+|(?<=[\p{sc=Han}」》”】！？!?])\s*-\s*(?=\p{sc=Han})/gu;
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The article's title out of what a page calls it: `<title>`, the title for sharing, the headline of JSON-LD, the main
 * heading. Names of site and section behind it (or before it) are removed.
 */
export function chooseTitle(
  candidates: {
    shared?: string | undefined;
    headline?: string | undefined;
    heading?: string | undefined;
    page: string;
  },
  siteName: string | null,
): string {
  const { shared, headline, heading, page } = candidates;
  const declared = withoutSite(shared || headline || '', siteName);
  if (heading) {
    const own = bare(heading);
    const agreed = [shared, headline, page].some((title) => title && own.length >= 4 && bare(title).includes(own));
    // A heading that the page's own title repeats is the title as the author wrote it.
    if (agreed && (own.length >= 8 || !declared)) return heading;
  }
  if (declared) return declared;
  if (!page) return heading ?? '';
  const stripped = withoutSite(page, siteName);
  if (stripped === page && siteName === null) return withoutTail(page);
  return stripped || heading || '';
}

/** Cuts the site's own name off either end of a title. */
function withoutSite(title: string, siteName: string | null): string {
  if (!siteName) return title;
  const site = bare(siteName);
  const parts = split(title);
  if (parts.length > 1 && isSite(parts.at(-1)?.text, site)) return title.slice(0, parts.at(-1)?.before).trim();
  if (parts.length > 1 && isSite(parts[0]?.text, site)) return title.slice(parts[1]?.start).trim();
  return title;
}

const isSite = (text: string | undefined, site: string) => text !== undefined && site !== '' && bare(text) === site;

/** With no site name to go by: short parts at the end are taken for section and site, as long as a title is left. */
function withoutTail(title: string): string {
  let rest = title;
  for (let cut = 0; cut < 3; cut += 1) {
    const parts = split(rest);
    const last = parts.at(-1);
    if (!last || parts.length < 2) break;
    const head = rest.slice(0, last.before).trim();
    const isShort = last.text.length <= 30 && last.text.split(/\s+/).length <= 5;
    if (!isShort || weight(head) < Math.max(10, weight(last.text))) break;
    rest = head;
  }
  return rest;
}

/** A Han character says about as much as two and a half letters. */
const weight = (text: string) => text.length + 1.5 * (text.match(/\p{sc=Han}/gu)?.length ?? 0);

function split(title: string): { text: string; start: number; before: number }[] {
  const parts: { text: string; start: number; before: number }[] = [];
  let start = 0;
  let before = 0;
  for (const match of title.matchAll(separator)) {
    parts.push({ text: title.slice(start, match.index), start, before });
    before = match.index;
    start = match.index + match[0].length;
  }
  parts.push({ text: title.slice(start), start, before });
  return parts;
}

/** The page's main heading: the only `<h1>` with text, or the first inside the article. */
export function mainHeading(document: Document): string | undefined {
  const textsOf = (elements: Iterable<Element>) =>
    [...elements].map((element) => cleanLine(element.textContent ?? '').replace(/\s*[#¶§🔗]$/u, '')).filter(Boolean);
  const texts = (selector: string) => textsOf(document.querySelectorAll(selector));
  const all = textsOf(document.getElementsByTagName('h1'));
  if (all.length === 0 && !document.getElementsByTagName('title')[0]) all.push(...texts('h2,h3').slice(0, 1));
  const heading =
    all.length === 1 ? all[0] : (texts('article h1, main h1, #activity-name, h1[itemprop="headline"]')[0] ?? undefined);
  return heading && heading.length <= 300 ? heading : undefined;
}
