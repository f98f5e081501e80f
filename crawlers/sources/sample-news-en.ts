import { defineSource } from '../define-source.ts';

/** Threatwatch, the English outlet of `sample-news/`; `connectTo` is filled in from the running server. */
export const sampleNewsEn = defineSource({
  id: 'sample-news-en',
  name: 'Threatwatch (sample site)',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'http://threatwatch.example/feed.xml' },
    { kind: 'sitemap', url: 'http://threatwatch.example/sitemap.xml' },
    { kind: 'listing', url: 'http://threatwatch.example/archive' },
  ],
  article: /^\/(research|news|members|print|go)\/[^/?]+(\?page=\d+)?$/,
  listing: /^\/archive\?page=\d+$/,
  crawlDelay: 0.05,
  licence: 'Written for this project, Apache-2.0',
});
