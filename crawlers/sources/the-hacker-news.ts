import { defineSource } from '../define-source.ts';

/** The Hacker News; on Blogger, whose own feed and sitemap are on the site's host. */
export const theHackerNews = defineSource({
  id: 'the-hacker-news',
  name: 'The Hacker News',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://thehackernews.com/feeds/posts/default' },
    { kind: 'sitemap', url: 'https://thehackernews.com/sitemap.xml' },
  ],
  article: /^\/\d{4}\/\d{2}\/[A-Za-z0-9_-]+\.html$/,
  crawlDelay: 3,
  render: 'http',
  licence: '© The Hacker News, all rights reserved as far as known; no permission to redistribute its text is known.',
});
