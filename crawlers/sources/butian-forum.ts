import { defineSource } from '../define-source.ts';

/** 奇安信攻防社区: research of a community. */
export const butianForum = defineSource({
  id: 'butian-forum',
  name: '奇安信攻防社区',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://forum.butian.net/Rss' },
    { kind: 'listing', url: 'https://forum.butian.net/' },
  ],
  article: /^\/(?:share|article)\/\d{1,6}$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© 奇安信 and the authors, all rights reserved as far as known; no permission to redistribute its text is known.',
});
