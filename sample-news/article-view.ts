import type { ArticlePage, OutletDefinition } from './catalogue.ts';
import type { ArticleView, SiteView } from './furniture/views.ts';
import type { SampleArticle } from './load-articles.ts';
import { newestFirst, relatedStories, type Story } from './stories.ts';

/** All that one page of an article shows; `part` counts from 1. */
export function articleView(
  definition: OutletDefinition,
  site: SiteView,
  stories: readonly Story[],
  story: Story,
  page: ArticlePage,
  article: SampleArticle,
  part: number,
): ArticleView {
  const parts = article.parts.map((_, index) => (index === 0 ? story.href : `${story.href}?page=${index + 1}`));
  const own = parts[part - 1]!;
  const canonical = page.canonical === undefined ? own : page.canonical;
  const published = newestFirst(stories.filter(({ isOriginal }) => isOriginal));
  const place = published.findIndex(({ href }) => href === story.href);
  return {
    site,
    path: own,
    canonical: canonical === null ? null : site.origin + canonical,
    title: page.title ?? article.title,
    date: story.date,
    modified: page.date ? null : (article.modified ?? null),
    author: article.author,
    credit: page.credit ?? null,
    topic: site.topics.find(({ title }) => title === article.section) ?? { href: '/', title: article.section },
    tags: article.tags,
    summary: article.summary,
    body: edited(article.parts[part - 1]!, page.edits ?? [], story.href),
    metadata: page.metadata ?? 'full',
    charset: page.charset ?? 'utf-8',
    noindex: page.noindex ?? false,
    parts,
    part,
    related: relatedStories(stories, story),
    older: place < 0 ? null : (published[place + 1] ?? null),
    newer: published[place - 1] ?? null,
    comments: commentsOn(definition, stories.indexOf(story)),
  };
}

function edited(body: string, edits: NonNullable<ArticlePage['edits']>, path: string): string {
  return edits.reduce((text, [from, to]) => {
    const [before, after, ...more] = text.split(from);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`${path}: the original must hold this once: ${from}`);
    return before + to + after;
  }, body);
}

/** None to four comments, other ones for every article and always the same. */
function commentsOn({ comments }: OutletDefinition, position: number): ArticleView['comments'] {
  const count = (position * 2 + 1) % 5;
  return Array.from({ length: count }, (_, index) => comments[(position * 3 + index) % comments.length]!).sort(
    (one, other) => one.hours - other.hours,
  );
}
