import { cleanLine } from './clean-text.ts';
import type { LinkedData } from './json-ld.ts';
import type { MetaTags } from './meta-tags.ts';

const names = ['dc.rights.license', 'dcterms.license', 'license', 'og:license', 'cc:license', 'copyright-license'];
const commons =
  /^https?:\/\/creativecommons\.org\/(?:licenses\/([a-z-]+)\/(\d\.\d)|publicdomain\/(zero|mark)\/(\d\.\d))/i;
const elsewhere = /(?:^|[\s_-])(?:comments?|related|widget)/i;

/**
 * The licence a page itself declares for its text: JSON-LD, meta tags, `rel="license"`, then a Creative Commons badge.
 * Creative Commons comes out as its short name (`CC BY-SA 4.0`), anything else as its address or name, at most 200
 * characters; null where the page says nothing of the kind. A copyright notice is not a licence.
 */
export function readLicence(document: Document, meta: MetaTags, linked: LinkedData, url: string): string | null {
  const declared = [linked.licence, meta.first(...names), ...linkedLicences(document)];
  for (const value of declared) {
    const licence = value ? named(value, url) : null;
    if (licence) return licence;
  }
  return null;
}

function linkedLicences(document: Document): string[] {
  const declared: string[] = [];
  const badges: string[] = [];
  for (const tag of ['link', 'a']) {
    for (const link of document.getElementsByTagName(tag)) {
      const address = link.getAttribute('href')?.trim();
      if (!address || address.length > 500) continue;
      const isDeclared = link.getAttribute('rel')?.toLowerCase().split(/\s+/).includes('license') ?? false;
      if (isDeclared) declared.push(address);
      // Without the relation it may license a picture: only in the page's foot does it speak of the whole.
      else if (tag === 'a' && commons.test(address) && isOfThePage(link)) badges.push(address);
    }
  }
  return [...declared, ...badges];
}

function isOfThePage(link: Element): boolean {
  if (!link.closest('footer,[class*="footer" i],[id*="footer" i],[class*="license" i],[class*="copyright" i]'))
    return false;
  for (let element: Element | null = link; element; element = element.parentElement)
    if (elsewhere.test(element.getAttribute('class') ?? '')) return false;
  return true;
}

function named(value: string, url: string): string | null {
  const text = cleanLine(value);
  if (!text || text.length > 200) return null;
  const [, kind, version, domain, domainVersion] = commons.exec(text.replace(/^\/\//, 'https://')) ?? [];
  if (kind) return `CC ${kind.toUpperCase()} ${version}`;
  if (domain) return domain === 'zero' ? `CC0 ${domainVersion}` : `Public Domain Mark ${domainVersion}`;
  if (!/^(?:https?:|\/|\.)/i.test(text)) return /^[a-z]+:/i.test(text) ? null : text;
  try {
    const address = new URL(text, url);
    return /^https?:$/.test(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}
