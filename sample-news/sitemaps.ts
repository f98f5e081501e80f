import { each, escapeHtml } from './markup.ts';
import type { Story } from './stories.ts';

const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The sitemap index: where the outlet's sitemaps are (sitemaps.org). */
export function sitemapIndex(urls: readonly string[], changed: string): string {
  const sitemap = (url: string) =>
    `<sitemap><loc>${escapeHtml(url)}</loc><lastmod>${changed.slice(0, 10)}</lastmod></sitemap>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex ${namespace}>\n${each(urls, sitemap)}\n</sitemapindex>\n`;
}

export function sitemap(origin: string, stories: readonly Story[]): string {
  const url = ({ href, changed }: Story) =>
    `<url><loc>${origin}${escapeHtml(href)}</loc><lastmod>${changed}</lastmod></url>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${namespace}>\n${each(stories, url)}\n</urlset>\n`;
}
