import type { Article } from '../../pipeline/records.ts';
import { cleanLine } from './clean-text.ts';
import { readJsonLd } from './json-ld.ts';
import { readLicence } from './licence.ts';
import { readMetaTags } from './meta-tags.ts';
import { readDates } from './page-dates.ts';
import { chooseTitle, mainHeading } from './page-title.ts';
import { parseDate } from './parse-date.ts';
import { type Selectors, selectedText } from './selectors.ts';

const limits = { authors: 20, tags: 30, name: 100 };
const authorElements =
  '[rel="author"],[itemprop="author"] [itemprop="name"],[itemprop="author"],.author-name,.byline-author,.post-author,.entry-author,.article-author,.author,.byline';
const labelledAuthor = /(?:^|[\s|｜（(【])(?:作者|撰文|文\/)\s*[:：/]?\s*([^\s|｜:：，,。；;（()）】]{2,20})/;

/**
 * Everything of an article but its blocks, out of JSON-LD, meta tags and the visible page; what the page does not say is
 * null or empty. The page is not believed beyond form: values are cleaned, bounded in number and length, and URLs are
 * http(s) or nothing, resolved against the page's own URL and never against a `<base>`.
 */
export function readMetadata(document: Document, url: string, selectors: Selectors = {}): Omit<Article, 'blocks'> {
  const meta = readMetaTags(document);
  const linked = readJsonLd(document);
  const siteName =
    // WeChat names itself; what a reader calls the site is the account.
    (document.getElementById('js_content') && bounded(document.getElementById('js_name')?.textContent ?? undefined)) ||
    bounded(meta.first('og:site_name', 'application-name') ?? linked.publisher);
  const page = cleanLine((document.getElementsByTagName('title')[0]?.textContent ?? '').slice(0, 1000));
  const title =
    selectedText(document, selectors.title) ??
    chooseTitle(
      {
        shared: meta.first('og:title', 'twitter:title'),
        headline: linked.headline,
        heading: mainHeading(document),
        page,
      },
      siteName,
    );
  const dates = readDates(document, meta, linked, url);
  const selectedDate = selectedText(document, selectors.date, 'datetime');
  return {
    title: title.slice(0, 500).toWellFormed(),
    authors: readAuthors(
      document,
      meta.all('author', 'article:author', 'dc.creator', 'parsely-author'),
      linked.authors,
    ),
    publishedAt: (selectedDate && parseDate(selectedDate)) || dates.publishedAt,
    modifiedAt: dates.modifiedAt,
    declaredLanguage: readLanguage(
      document,
      meta.first('content-language', 'og:locale', 'dc.language') ?? linked.language,
    ),
    siteName,
    licence: readLicence(document, meta, linked, url),
    canonicalUrl: readCanonical(document, url, meta.first('og:url') ?? linked.url),
    tags: distinct(
      [
        ...meta
          .all('article:tag', 'parsely-tags', 'keywords', 'news_keywords')
          .flatMap((words) => words.split(/[,;，；、|]/)),
        ...linked.keywords.flatMap((words) => words.split(/[,;，；]/)),
        ...[...document.getElementsByTagName('a')]
          .filter(isTag)
          .slice(0, limits.tags)
          .map((link) => link.textContent ?? ''),
      ],
      limits.tags,
    ),
  };
}

const isTag = (link: Element) => link.getAttribute('rel')?.split(/\s+/).includes('tag') ?? false;

function readAuthors(document: Document, declared: string[], linked: string[]): string[] {
  const named = distinct([...linked, ...declared.flatMap(splitNames)].filter(isName), limits.authors);
  if (named.length > 0) return named;
  for (const element of [...document.querySelectorAll(authorElements)].slice(0, 10)) {
    if (element.closest('aside,nav,footer,[class*="comment" i],[class*="related" i]')) continue;
    const text = cleanLine((element.textContent ?? '').slice(0, 300));
    const found = distinct(splitNames(text).filter(isName), limits.authors);
    if (found.length > 0) return found;
  }
  const label = labelledAuthor.exec((document.body.textContent ?? '').slice(0, 100_000));
  return label ? distinct([label[1] ?? ''].filter(isName), 1) : [];
}

const splitNames = (text: string) =>
  text
    .replace(/^\s*(?:written\s+)?(?:by|author|作者|撰文)\s*[:：]?\s+|^作者\s*[:：]/i, '')
    .split(/\s*(?:,|;|、|，|；|\||\band\b|&|\s和\s)\s*/);

function isName(text: string): boolean {
  const name = text.trim();
  return (
    name.length > 1 &&
    name.length <= 60 &&
    !/^https?:|[@/\\<>{}=]|^\d+$/.test(name) &&
    !parseDate(name) &&
    /\p{L}/u.test(name)
  );
}

function readLanguage(document: Document, other: string | undefined): string | null {
  const declared = document.documentElement.getAttribute('lang') ?? document.documentElement.getAttribute('xml:lang');
  for (const value of [declared, other]) {
    const language = value?.trim().toLowerCase().replace('_', '-');
    if (language && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(language)) return language;
  }
  return null;
}

function readCanonical(document: Document, url: string, other: string | undefined): string | null {
  const link = [...document.getElementsByTagName('link')].find(
    (element) => element.getAttribute('rel')?.trim().toLowerCase() === 'canonical',
  );
  for (const value of [link?.getAttribute('href'), other]) {
    if (!value || value.length > 2000) continue;
    try {
      const canonical = new URL(value.trim(), url);
      if (!/^https?:$/.test(canonical.protocol) || canonical.username || canonical.password) continue;
      canonical.hash = '';
      return canonical.href;
    } catch {
      // Not a URL: as good as none.
    }
  }
  return null;
}

function bounded(text: string | undefined): string | null {
  const line = cleanLine((text ?? '').slice(0, 500));
  return line && line.length <= limits.name ? line : null;
}

/** Clean, not empty, not too long, each once whatever its case, in their order. */
function distinct(values: string[], most: number): string[] {
  const found = new Map<string, string>();
  for (const value of values) {
    const line = cleanLine(value);
    if (!line || line.length > limits.name || found.has(line.toLowerCase())) continue;
    found.set(line.toLowerCase(), line);
    if (found.size === most) break;
  }
  return [...found.values()];
}
