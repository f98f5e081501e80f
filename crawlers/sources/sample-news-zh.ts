import { defineSource } from '../define-source.ts';

/** 安全瞭望, the Chinese outlet of `sample-news/`; `connectTo` is filled in from the running server. */
export const sampleNewsZh = defineSource({
  id: 'sample-news-zh',
  name: '安全瞭望 (sample site)',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'http://anquanliaowang.example/atom.xml' },
    { kind: 'sitemap', url: 'http://anquanliaowang.example/sitemap_index.xml' },
    { kind: 'listing', url: 'http://anquanliaowang.example/list.html' },
  ],
  article: /^\/(article|kuaixun|neican|go)\/[^/?]+\.(html|pdf)(\?page=\d+)?$/,
  listing: /^\/list_\d+\.html$/,
  crawlDelay: 0.05,
  licence: 'Written for this project, Apache-2.0',
});
