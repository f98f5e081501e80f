import { canonicalUrl } from './canonical-url.ts';
import { type PageTag, pageTags } from './page-tags.ts';
import { metaDirectives } from './robots-directives.ts';

export interface PageLinks {
  /** Canonical, in the page's order, each once, the page itself left out. */
  links: string[];
  /** What rel=next names, canonical. */
  next: string | null;
  /** What rel=canonical names, canonical. */
  canonical: string | null;
  /** Directives of the robots metas for everyone or this crawler, lower case, `tdm-reservation` among them. */
  robots: string[];
}

const mostLinks = 5000;

/** The address that links of the page are relative to: its first `<base>`, where it has one. */
export function baseUrl(tags: readonly PageTag[], pageUrl: string): string {
  const href = tags.find(({ name, attributes }) => name === 'base' && attributes.href !== undefined)?.attributes.href;
  return href !== undefined && URL.canParse(href, pageUrl) ? new URL(href, pageUrl).href : pageUrl;
}

/** Whether a tag's `rel` has this word among others. */
export function hasRel({ attributes }: PageTag, rel: RegExp): boolean {
  return (attributes.rel ?? '').split(/\s+/).some((word) => rel.test(word));
}

/** Reads off a page where it leads and what it asks of crawlers. Links beyond 5,000 are left. */
export function readLinks(html: string, pageUrl: string, crawlerName = 'sevenllm'): PageLinks {
  const tags = [...pageTags(html)];
  const base = baseUrl(tags, pageUrl);
  const own = canonicalUrl(pageUrl);
  const links = new Set<string>();
  for (const { name, attributes } of tags) {
    if ((name !== 'a' && name !== 'area') || attributes.href === undefined) continue;
    const url = canonicalUrl(attributes.href, base);
    if (url && url !== own) links.add(url);
    if (links.size >= mostLinks) break;
  }
  const related = (rel: RegExp) => {
    const tag = tags.find((each) => each.attributes.href !== undefined && hasRel(each, rel));
    return tag ? canonicalUrl(tag.attributes.href!, base) : null;
  };
  const robots = robotsOf(tags, crawlerName);
  return { links: [...links], next: related(/^next$/i), canonical: related(/^canonical$/i), robots };
}

function robotsOf(tags: readonly PageTag[], crawlerName: string): string[] {
  const directives = new Set<string>();
  for (const { name: tag, attributes } of tags) {
    const name = attributes.name?.trim().toLowerCase();
    const content = attributes.content ?? '';
    if (tag !== 'meta' || name === undefined) continue;
    if (name === 'robots' || name === crawlerName) for (const each of metaDirectives(content)) directives.add(each);
    if (name === 'tdm-reservation' && content.trim() === '1') directives.add(name);
  }
  return [...directives];
}
