import { defineSource } from '../define-source.ts';

/** China's response centre for computer viruses: warnings and reports. */
export const cverc = defineSource({
  id: 'cverc',
  name: '国家计算机病毒应急处理中心 CVERC',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://www.cverc.org.cn/' }],
  article: /^\/(?:head\/zhaiyao\/news|zxdt\/report)\d{8}(?:-[A-Za-z0-9]+)?\.htm$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© 国家计算机病毒应急处理中心, all rights reserved as far as known; no permission to redistribute its text is known.',
});
