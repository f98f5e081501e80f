import { defineSource } from '../define-source.ts';

/** The handlers' diary; an archive page a month. */
export const sansIsc = defineSource({
  id: 'sans-isc',
  name: 'SANS Internet Storm Center',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://isc.sans.edu/rssfeed_full.xml' },
    { kind: 'listing', url: 'https://isc.sans.edu/diaryarchive.html' },
  ],
  article: /^\/diary\/(?:[^/?]+\/)?\d{4,6}\/?$/,
  listing: /^\/diaryarchive\.html\?month=\d{1,2}&year=\d{4}$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© SANS Internet Storm Center, CC BY-NC 3.0 US by its feed: its text may be redistributed with attribution, not commercially.',
});
