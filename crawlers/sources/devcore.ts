import { defineSource } from '../define-source.ts';

/** DEVCORE's research, in traditional characters; English versions left out. */
export const devcore = defineSource({
  id: 'devcore',
  name: 'DEVCORE 戴夫寇爾',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://devco.re/blog/' }],
  article: /^\/blog\/\d{4}\/\d{2}\/\d{2}\/[A-Za-z0-9-]+\/$/,
  exclude: /-en\/$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© DEVCORE, all rights reserved as far as known; no permission to redistribute its text is known.',
});
