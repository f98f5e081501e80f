import { defineSource } from '../define-source.ts';

/** 奇安信's threat intelligence; English versions left out where their address says so. */
export const qianxinThreatIntelligence = defineSource({
  id: 'qianxin-threat-intelligence',
  name: '奇安信威胁情报中心',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://ti.qianxin.com/blog/' }],
  article: /^\/blog\/articles\/[^/?]+\/$/,
  exclude: /-(?:en|EN)\/$/,
  crawlDelay: 3,
  render: 'auto',
  licence: '© 奇安信科技集团, all rights reserved as far as known; no permission to redistribute its text is known.',
});
