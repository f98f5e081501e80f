import { defineSource } from '../define-source.ts';

/** 嘶吼: news and translations; an article has four letters for a name. */
export const roartalk = defineSource({
  id: 'roartalk',
  name: '嘶吼 RoarTalk',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://www.4hou.com/feed' },
    { kind: 'listing', url: 'https://www.4hou.com/' },
  ],
  article: /^\/posts\/[A-Za-z0-9]{4}$/,
  crawlDelay: 3,
  render: 'http',
  licence:
    '© 嘶吼 RoarTalk and its authors, all rights reserved as far as known; no permission to redistribute its text is known.',
});
