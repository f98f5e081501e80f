import { defineSource } from '../define-source.ts';

/** HackerNews.cc: short news, mostly translated. */
export const hackernewsCc = defineSource({
  id: 'hackernews-cc',
  name: 'HackerNews.cc',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://hackernews.cc/feed' },
    { kind: 'listing', url: 'https://hackernews.cc/' },
  ],
  article: /^\/archives\/\d{4,6}$/,
  listing: /^\/page\/\d{1,4}$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© HackerNews.cc (知道创宇) and the outlets it translates, all rights reserved as far as known; no permission to redistribute its text is known.',
});
