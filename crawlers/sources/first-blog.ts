import { defineSource } from '../define-source.ts';

/** The blog of FIRST, the forum of incident response teams, and of its conferences. */
export const firstBlog = defineSource({
  id: 'first-blog',
  name: 'FIRST Blog',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.first.org/blog/rss.xml' },
    { kind: 'listing', url: 'https://www.first.org/blog/' },
  ],
  article: /^\/blog\/\d{8}-[A-Za-z0-9_-]+$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© FIRST.Org, Inc., all rights reserved as far as known; no permission to redistribute its text is known.',
});
