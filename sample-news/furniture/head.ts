import { each, escapeHtml, scriptJson } from '../markup.ts';
import { type ArticleView, coverPath, type SiteView } from './views.ts';

/** What the `<head>` of any page of the outlet holds; `extra` comes last. */
export function pageHead(site: SiteView, title: string, extra: string, charset = 'utf-8'): string {
  return `<meta charset="${charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${site.stylesheet}">
<link rel="alternate" type="application/rss+xml" title="${site.name} RSS" href="${site.rss}">
<link rel="alternate" type="application/atom+xml" title="${site.name} Atom" href="${site.atom}">
<link rel="icon" href="data:,">
${extra}
<script>
window.dataLayer = window.dataLayer || [];
dataLayer.push({ event: 'page_view', site: ${scriptJson(site.name)}, consent: document.cookie.includes('consent=1') });
</script>`;
}

/** The `<head>` of an article page, with as much metadata as its page has. */
export function articleHead(view: ArticleView): string {
  const { site, parts, part } = view;
  const lines = [`<meta name="description" content="${escapeHtml(view.summary)}">`];
  if (view.tags.length > 0) lines.push(`<meta name="keywords" content="${escapeHtml(view.tags.join(','))}">`);
  if (view.noindex) lines.push('<meta name="robots" content="noindex, follow">');
  if (view.canonical) lines.push(`<link rel="canonical" href="${escapeHtml(view.canonical)}">`);
  if (part > 1) lines.push(`<link rel="prev" href="${parts[part - 2]}">`);
  if (part < parts.length) lines.push(`<link rel="next" href="${parts[part]}">`);
  if (view.metadata !== 'none') lines.push(openGraph(view));
  if (view.metadata === 'full') lines.push(jsonLd(view));
  return pageHead(site, `${view.title} - ${site.name}`, lines.join('\n'), view.charset);
}

function openGraph(view: ArticleView): string {
  const properties: [string, string | null][] = [
    ['og:type', 'article'],
    ['og:site_name', view.site.name],
    ['og:title', view.title],
    ['og:description', view.summary],
    ['og:url', view.canonical],
    ['og:image', view.site.origin + coverPath(view.path)],
    ['og:locale', view.site.language === 'zh' ? 'zh_CN' : 'en_GB'],
    ['article:published_time', view.date],
    ['article:modified_time', view.modified],
    ['article:section', view.topic.title],
    ...view.tags.map((tag): [string, string] => ['article:tag', tag]),
  ];
  return each(
    properties.filter(([, content]) => content !== null),
    ([property, content]) => `<meta property="${property}" content="${escapeHtml(content!)}">`,
  );
}

function jsonLd(view: ArticleView): string {
  const { site } = view;
  const publisher = { '@type': 'NewsMediaOrganization', name: site.name, url: `${site.origin}/` };
  const graph = [
    {
      '@type': 'NewsArticle',
      headline: view.title,
      description: view.summary,
      datePublished: view.date,
      ...(view.modified ? { dateModified: view.modified } : {}),
      author: { '@type': 'Person', name: view.author },
      publisher,
      articleSection: view.topic.title,
      keywords: view.tags,
      image: site.origin + coverPath(view.path),
      mainEntityOfPage: view.canonical,
      inLanguage: site.language,
    },
    {
      '@type': 'BreadcrumbList',
      itemListElement: [
        { '@type': 'ListItem', position: 1, name: site.name, item: `${site.origin}/` },
        { '@type': 'ListItem', position: 2, name: view.topic.title, item: site.origin + view.topic.href },
        { '@type': 'ListItem', position: 3, name: view.title },
      ],
    },
  ];
  const data = { '@context': 'https://schema.org', '@graph': graph };
  return `<script type="application/ld+json">${scriptJson(data)}</script>`;
}
