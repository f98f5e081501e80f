import { cleanLine } from './clean-text.ts';

/** A page's meta tags by lower-case name. */
export interface MetaTags {
  first(...names: string[]): string | undefined;
  all(...names: string[]): string[];
}

const mostTags = 400;
const longestValue = 5000;

/** Reads `<meta>` by `name`, `property`, `itemprop` or `http-equiv`; a page may mix them up. Bounded in count and length. */
export function readMetaTags(document: Document): MetaTags {
  const values = new Map<string, string[]>();
  for (const tag of [...document.getElementsByTagName('meta')].slice(0, mostTags)) {
    const content = cleanLine((tag.getAttribute('content') ?? '').slice(0, longestValue));
    if (!content) continue;
    for (const attribute of ['property', 'name', 'itemprop', 'http-equiv']) {
      for (const name of (tag.getAttribute(attribute) ?? '').toLowerCase().split(/\s+/)) {
        if (name) values.set(name, [...(values.get(name) ?? []), content]);
      }
    }
  }
  const all = (...names: string[]) => names.flatMap((name) => values.get(name) ?? []);
  return { all, first: (...names) => all(...names)[0] };
}
