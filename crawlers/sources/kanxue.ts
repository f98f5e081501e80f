import { defineSource } from '../define-source.ts';

/** 看雪: threads of a forum on reverse engineering, by its boards. */
export const kanxue = defineSource({
  id: 'kanxue',
  name: '看雪论坛',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://bbs.kanxue.com/' }],
  article: /^\/thread-\d{4,7}\.htm$/,
  listing: /^\/forum-\d{1,3}(?:-\d{1,2})?\.htm$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© the authors; its threads ask that a repost name author and source, a licence to redistribute is not known.',
});
