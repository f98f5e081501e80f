import { gzipSync } from 'node:zlib';
import { articleView } from './article-view.ts';
import type { ArticlePage, OutletDefinition } from './catalogue.ts';
import { atomFeed, rssFeed } from './feeds.ts';
import { coverSvg } from './furniture/cover.ts';
import type { SiteView } from './furniture/views.ts';
import { encodeGbk } from './gbk.ts';
import { listingView } from './listings.ts';
import type { SampleArticle } from './load-articles.ts';
import { chineseDate, englishDate } from './markup.ts';
import { makePdf } from './pdf.ts';
import { type Resource, redirect, resource } from './resource.ts';
import { sitemap, sitemapIndex } from './sitemaps.ts';
import { newestFirst, type Story, storiesAt, storyOf, topicsOf } from './stories.ts';

const html = 'text/html; charset=utf-8';
const json = 'application/json; charset=utf-8';
const xml = 'application/xml; charset=utf-8';

/** One of the two outlets: what it answers for a path, from its definition, the articles, and what a test published. */
export class Outlet {
  readonly #definition: OutletDefinition;
  readonly #articles: ReadonlyMap<string, SampleArticle>;
  readonly #origin: string;
  readonly #published = new Map<string, Resource>();
  #stories: Story[];

  constructor(definition: OutletDefinition, articles: ReadonlyMap<string, SampleArticle>) {
    this.#definition = definition;
    this.#articles = articles;
    this.#origin = `http://${definition.host}`;
    this.#stories = definition.entries.map((entry) => storyOf(entry, (name) => this.#article(name)));
  }

  /** The resource at a path with its query; parameters that only say where a reader came from make no difference. */
  answer(target: string): Resource {
    const url = new URL(target, this.#origin);
    for (const name of [...url.searchParams.keys()])
      if (/^(utm_.*|spm|from|isappinstalled)$/.test(name)) url.searchParams.delete(name);
    const path = url.pathname + url.search;
    return (
      this.#published.get(path) ?? this.#story(path) ?? this.#furniture(path, url.searchParams) ?? this.#notFound()
    );
  }

  /** Replaces the page at a path by this HTML, or adds one, which feed, archive and sitemap then list as the newest. */
  publish(path: string, page: string): void {
    const now = new Date().toISOString();
    const title = /<title>([^<]*)<\/title>/i.exec(page)?.[1]?.trim() || path;
    const known = this.#stories.find(({ href }) => href === path);
    const places = known?.places ?? (['feed', 'archive', 'sitemap'] as const);
    const fresh = { href: path, title, date: now, section: '', summary: '', relatedTo: [], tags: [], isOriginal: true };
    const story: Story = { ...fresh, ...known, places, changed: now };
    this.#stories = [...this.#stories.filter(({ href }) => href !== path), story];
    this.#published.set(path, resource(page, html, now));
  }

  /** Takes a page away: it answers 404 from now on, and no list names it. */
  remove(path: string): void {
    this.#stories = this.#stories.filter(({ href }) => href !== path);
    this.#published.set(path, this.#notFound());
  }

  #story(path: string): Resource | undefined {
    const [bare = path, number = '1'] = path.split(/\?page=(\d+)$/);
    const entry = this.#definition.entries.find((one) => one.path === bare);
    const story = this.#stories.find(({ href }) => href === bare);
    if (!entry || !story) return undefined;
    const { answer } = entry;
    if ('redirect' in answer) return redirect(answer.redirect, answer.status, story.date);
    if ('status' in answer) return this.#notFound(answer.status);
    if ('pdf' in answer) return resource(makePdf(answer.pdf), 'application/pdf', story.date);
    const view = this.#view(story, answer, Number(number));
    if (!view) return undefined;
    const { theme } = this.#definition;
    const page =
      answer.layout === 'scripted' ? theme.scripted(view, `/api/stories${bare}`) : theme[answer.layout](view);
    if (answer.charset === 'gbk') return resource(encodeGbk(page), 'text/html', story.changed);
    return resource(page, html, story.changed);
  }

  #view(story: Story, page: ArticlePage, part: number) {
    const article = this.#article(page.article);
    if (part < 1 || part > article.parts.length) return undefined;
    return articleView(this.#definition, this.#site(), this.#stories, story, page, article, part);
  }

  #furniture(path: string, query: URLSearchParams): Resource | undefined {
    const { paths, pages, robots, theme } = this.#definition;
    const changed = this.#changed();
    const page = pages.find((one) => one.path === path);
    if (page) return resource(theme.page(this.#site(), page), html, changed);
    if (path === '/robots.txt') return resource(robots, 'text/plain; charset=utf-8', changed);
    const feed = storiesAt(this.#stories, 'feed');
    if (path === paths.rss)
      return resource(rssFeed(this.#definition, feed), 'application/rss+xml; charset=utf-8', changed);
    if (path === paths.atom)
      return resource(atomFeed(this.#definition, feed, changed), 'application/atom+xml; charset=utf-8', changed);
    if (path === paths.sitemapIndex) {
      const urls = [paths.sitemap, paths.newsSitemap].map((one) => this.#origin + one);
      return resource(sitemapIndex(urls, changed), xml, changed);
    }
    if (path === paths.sitemap)
      return resource(sitemap(this.#origin, storiesAt(this.#stories, 'sitemap')), xml, changed);
    if (path === paths.newsSitemap) {
      const text = sitemap(this.#origin, storiesAt(this.#stories, 'news-sitemap'));
      return resource(gzipSync(text), 'application/gzip', changed);
    }
    if (path.startsWith('/assets/covers/')) return resource(coverSvg(path), 'image/svg+xml', changed);
    if (path.startsWith('/api/stories/')) return this.#storyData(path.slice('/api/stories'.length));
    const view = listingView(this.#definition, this.#site(), this.#stories, path, query);
    return view && resource(theme.listing(view), html, changed);
  }

  /** What the script of a scripted page asks for. */
  #storyData(path: string): Resource | undefined {
    const story = this.#stories.find(({ href }) => href === path);
    const answer = this.#definition.entries.find((entry) => entry.path === path)?.answer;
    if (!story || !answer || !('layout' in answer) || answer.layout !== 'scripted') return undefined;
    const { site, title, summary, date, author, topic, body, related } = this.#view(story, answer, 1)!;
    const shownDate = this.#definition.language === 'zh' ? chineseDate(date) : englishDate(date);
    const links = related.map(({ href, title: other }) => ({ href, title: other }));
    const data = {
      site: site.name,
      title,
      summary,
      date,
      shownDate,
      author,
      section: topic.title,
      html: body,
      related: links,
    };
    return resource(JSON.stringify(data), json, story.changed);
  }

  #site(): SiteView {
    const { name, language, paths, stylesheet, mostRead } = this.#definition;
    const titles = new Map(this.#stories.map(({ href, title }) => [href, title]));
    return {
      origin: this.#origin,
      name,
      language,
      stylesheet,
      rss: paths.rss,
      atom: paths.atom,
      search: paths.search,
      archive: paths.archive(1),
      topics: topicsOf(this.#stories, paths),
      mostRead: mostRead.flatMap((href) => {
        const title = titles.get(href.replace(/[?#].*$/, ''));
        return title ? [{ href, title }] : [];
      }),
    };
  }

  #notFound(status = 404): Resource {
    const { notFound, theme } = this.#definition;
    const body = theme.page(this.#site(), { path: '/404', ...notFound });
    return resource(body, html, this.#changed(), {}, status);
  }

  /** When anything on the outlet last changed; dates of the catalogue only, so that every start serves the same bytes. */
  #changed(): string {
    const [newest] = newestFirst(this.#stories.map((story) => ({ ...story, date: story.changed })));
    return new Date(newest?.date ?? 0).toISOString();
  }

  #article(name: string): SampleArticle {
    const article = this.#articles.get(name);
    if (!article) throw new Error(`sample-news/articles/${name}.html is missing`);
    return article;
  }
}
