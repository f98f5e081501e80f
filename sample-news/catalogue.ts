import type { Language } from '../pipeline/records.ts';
import type { Comment, Theme } from './furniture/views.ts';

/** Where a page of the site can be found, besides what other articles link to. */
export type Place = 'feed' | 'archive' | 'sitemap' | 'news-sitemap';

/** `report` is semantic HTML, `classic` nested divs with names of their own, `scripted` an empty page and a script. */
export type Layout = 'report' | 'classic' | 'scripted';

export interface ArticlePage {
  /** Name of the text, as in `en/wannacry`. */
  article: string;
  layout: Layout;
  /** JSON-LD and Open Graph, Open Graph only, or neither: then the date stands in the text alone. */
  metadata?: 'full' | 'opengraph' | 'none';
  /** What was changed in a copy: each `[from, to]` must be found once in the body's HTML. */
  edits?: readonly (readonly [from: string, to: string])[];
  /** Of a copy, where it differs from the original. */
  title?: string;
  date?: string;
  credit?: string;
  /** Path of the original that a copy names; null: it names nothing. Default: itself. */
  canonical?: string | null;
  /** The page is sent in GBK and says so in `<meta>` only. */
  charset?: 'gbk';
  noindex?: true;
}

export type Answer =
  | ArticlePage
  | { redirect: string; status: 301 | 302 | 307 }
  | { status: 404 | 410 }
  | { pdf: readonly string[] };

export interface CatalogueEntry {
  path: string;
  places: readonly Place[];
  /** Articles on whose page this one is among the related stories. */
  relatedTo?: readonly string[];
  answer: Answer;
  /** What links call it, where there is no article or its title is another. */
  headline?: string;
  /** ISO 8601; needed where there is no article. */
  date?: string;
}

/** A page about the outlet itself, which no article pattern matches. */
export interface FurniturePage {
  path: string;
  title: string;
  body: string;
}

/** All that makes one of the two outlets; the rest of the code is the same for both. */
export interface OutletDefinition {
  host: string;
  name: string;
  language: Language;
  entries: readonly CatalogueEntry[];
  pages: readonly FurniturePage[];
  paths: {
    rss: string;
    atom: string;
    sitemapIndex: string;
    sitemap: string;
    newsSitemap: string;
    archive(page: number): string;
    topic(name: string, index: number): string;
    search: string;
  };
  /** Lists besides the archive: the stories whose path begins so. */
  sections: readonly { path: string; title: string; introduction: string; prefix: string }[];
  archive: { title: string; introduction: string; perPage: number };
  search: { title: string; introduction: string };
  notFound: { title: string; body: string };
  /** Addresses of the most-read list, as the outlet counts clicks on them. */
  mostRead: readonly string[];
  comments: readonly Comment[];
  robots: string;
  stylesheet: string;
  theme: Theme;
}
