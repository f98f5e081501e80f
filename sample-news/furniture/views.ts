import type { FurniturePage } from '../catalogue.ts';

export interface Link {
  href: string;
  title: string;
}

/** A story as lists show it. */
export interface Teaser extends Link {
  date: string;
  section: string;
  summary: string;
}

export interface Comment {
  name: string;
  /** Hours after the article appeared. */
  hours: number;
  /** HTML, as a comment system would have cleaned it. */
  html: string;
}

/** What every page of an outlet shows around its content. */
export interface SiteView {
  origin: string;
  name: string;
  language: string;
  rss: string;
  atom: string;
  search: string;
  archive: string;
  stylesheet: string;
  topics: readonly Link[];
  mostRead: readonly Link[];
}

export interface ArticleView {
  site: SiteView;
  path: string;
  /** Absolute; null where the page names none. */
  canonical: string | null;
  title: string;
  date: string;
  modified: string | null;
  author: string;
  /** Where a copy says it comes from. */
  credit: string | null;
  topic: Link;
  tags: readonly string[];
  summary: string;
  body: string;
  metadata: 'full' | 'opengraph' | 'none';
  charset: string;
  noindex: boolean;
  /** Paths of all its pages, and which one this is, from 1. */
  parts: readonly string[];
  part: number;
  related: readonly Teaser[];
  older: Link | null;
  newer: Link | null;
  comments: readonly Comment[];
}

export interface ListingView {
  site: SiteView;
  path: string;
  title: string;
  introduction: string;
  stories: readonly Teaser[];
  /** Paths of all pages of the list, and which one this is, from 1. */
  pages: readonly string[];
  page: number;
}

/** How an outlet looks: a function from what is to be shown to a whole HTML page, for each kind of page. */
export interface Theme {
  report(view: ArticleView): string;
  classic(view: ArticleView): string;
  /** The page holds nothing but furniture; a script fetches `dataPath` and builds the article. */
  scripted(view: ArticleView, dataPath: string): string;
  listing(view: ListingView): string;
  page(site: SiteView, page: FurniturePage): string;
}

/** Where the picture above an article lies. */
export const coverPath = (path: string): string =>
  `/assets/covers/${path
    .replace(/\?.*$/, '')
    .replace(/\.html$/, '')
    .replace(/^\//, '')
    .replaceAll('/', '-')}.svg`;
