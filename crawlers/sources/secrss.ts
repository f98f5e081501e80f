import { defineSource } from '../define-source.ts';

/** 安全内参: policy, incidents and industry. */
export const secrss = defineSource({
  id: 'secrss',
  name: '安全内参',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://www.secrss.com/' }],
  article: /^\/articles\/\d{3,6}$/,
  crawlDelay: 3,
  render: 'http',
  licence:
    '© 安全内参 and its authors, all rights reserved as far as known; no permission to redistribute its text is known.',
});
