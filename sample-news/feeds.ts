import type { OutletDefinition } from './catalogue.ts';
import { each, escapeHtml } from './markup.ts';
import type { Story } from './stories.ts';

/** RSS 2.0, whose links carry the parameters by which the outlet counts who comes from its feed. */
export function rssFeed({ host, name, language, paths }: OutletDefinition, stories: readonly Story[]): string {
  const origin = `http://${host}`;
  const item = ({ href, title, date, summary, section }: Story) => `<item>
<title>${escapeHtml(title)}</title>
<link>${origin}${escapeHtml(`${href}${href.includes('?') ? '&' : '?'}utm_source=rss&utm_medium=feed`)}</link>
<guid isPermaLink="true">${origin}${escapeHtml(href)}</guid>
<pubDate>${new Date(date).toUTCString()}</pubDate>
<category>${escapeHtml(section)}</category>
<description><![CDATA[<p>${escapeHtml(summary)}</p>]]></description>
</item>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${name}</title>
<link>${origin}/</link>
<atom:link href="${origin}${paths.rss}" rel="self" type="application/rss+xml"/>
<description>${name}: RSS</description>
<language>${language}</language>
${each(stories, item)}
</channel>
</rss>
`;
}

/** Atom 1.0. */
export function atomFeed({ host, name, paths }: OutletDefinition, stories: readonly Story[], changed: string): string {
  const origin = `http://${host}`;
  const entry = ({ href, title, date, changed: updated, summary }: Story) => `<entry>
<id>${origin}${escapeHtml(href)}</id>
<title>${escapeHtml(title)}</title>
<link rel="alternate" type="text/html" href="${origin}${escapeHtml(href)}"/>
<published>${date}</published>
<updated>${updated}</updated>
<summary>${escapeHtml(summary)}</summary>
</entry>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${origin}/</id>
<title>${name}</title>
<link rel="self" href="${origin}${paths.atom}"/>
<link rel="alternate" type="text/html" href="${origin}/"/>
<updated>${changed}</updated>
<author><name>${name}</name></author>
${each(stories, entry)}
</feed>
`;
}
