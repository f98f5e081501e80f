import { defineSource } from '../define-source.ts';

/** 安全客: news and research; its feed is on another host than its articles. */
export const anquanke = defineSource({
  id: 'anquanke',
  name: '安全客',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://api.anquanke.com/data/v1/rss' },
    { kind: 'listing', url: 'https://www.anquanke.com/' },
  ],
  article: /^\/post\/id\/\d{5,7}$/,
  crawlDelay: 3,
  render: 'auto',
  licence:
    '© the authors and 安全客; its articles ask that a repost name author and source, a licence to redistribute is not known.',
});
