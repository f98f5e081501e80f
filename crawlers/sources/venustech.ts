import { defineSource } from '../define-source.ts';

/** 启明星辰's warnings (aqtg) and daily selections (aqjx). */
export const venustech = defineSource({
  id: 'venustech',
  name: '启明星辰安全通告',
  language: 'zh',
  seeds: [
    { kind: 'listing', url: 'https://www.venustech.com.cn/new_type/aqtg/' },
    { kind: 'listing', url: 'https://www.venustech.com.cn/new_type/aqjx/' },
  ],
  article: /^\/new_type\/aq(?:tg|jx)\/\d{8}\/\d{4,7}\.html$/,
  listing: /^\/new_type\/aq(?:tg|jx)\/index_\d{1,3}\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© 启明星辰, all rights reserved as far as known; no permission to redistribute its text is known.',
});
