import { defineSource } from '../define-source.ts';

/** Seebug Paper of 知道创宇: research papers. */
export const seebugPaper = defineSource({
  id: 'seebug-paper',
  name: 'Seebug Paper',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://paper.seebug.org/rss/' },
    { kind: 'listing', url: 'https://paper.seebug.org/' },
  ],
  article: /^\/\d{1,5}\/$/,
  listing: /^\/\?page=\d{1,3}$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© the authors and 知道创宇; its articles ask that a repost name the source, a licence to redistribute is not known.',
});
