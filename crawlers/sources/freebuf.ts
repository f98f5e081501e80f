import { defineSource } from '../define-source.ts';

/** FreeBuf: news and articles of a community. */
export const freebuf = defineSource({
  id: 'freebuf',
  name: 'FreeBuf',
  language: 'zh',
  seeds: [{ kind: 'feed', url: 'https://www.freebuf.com/feed' }],
  article: /^\/(?:articles|news|vuls|sectool|geek|defense|ics-articles)\/(?:[a-z-]+\/)?\d{5,7}\.html$/,
  crawlDelay: 3,
  render: 'auto',
  licence: '© the authors and FreeBuf; its articles forbid reposts without permission, as far as known.',
});
