import { defineSource } from '../define-source.ts';

/** NCSC UK: news, reports, posts and guidance; its pages are drawn by script. */
export const ncscUk = defineSource({
  id: 'ncsc-uk',
  name: 'National Cyber Security Centre (UK)',
  language: 'en',
  seeds: [{ kind: 'feed', url: 'https://www.ncsc.gov.uk/api/1/services/v1/all-rss-feed.xml' }],
  article: /^\/(?:news|report|blog-post|guidance|whitepaper)\/[a-z0-9-]+$/,
  crawlDelay: 2,
  render: 'auto',
  licence:
    'Crown copyright, Open Government Licence v3.0 unless a page says otherwise: its text may be redistributed with attribution.',
});
