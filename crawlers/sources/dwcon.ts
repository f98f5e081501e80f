import { defineSource } from '../define-source.ts';

/** 数世咨询: analysts' articles and news of the industry. */
export const dwcon = defineSource({
  id: 'dwcon',
  name: '数世咨询',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://www.dwcon.cn/' }],
  article: /^\/post\/\d{2,6}$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© 数世咨询, all rights reserved as far as known; no permission to redistribute its text is known.',
});
