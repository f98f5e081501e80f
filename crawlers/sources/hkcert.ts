import { defineSource } from '../define-source.ts';

/** Hong Kong's CERT, in traditional characters: bulletins and blog. */
export const hkcert = defineSource({
  id: 'hkcert',
  name: '香港網絡安全事故協調中心 HKCERT',
  language: 'zh',
  seeds: [
    { kind: 'listing', url: 'https://www.hkcert.org/tc/security-bulletin' },
    { kind: 'listing', url: 'https://www.hkcert.org/tc/blog' },
  ],
  article: /^\/tc\/(?:security-bulletin|blog)\/[a-z0-9_-]+$/,
  listing: /^\/tc\/(?:security-bulletin|blog)\?(?:item_per_page=\d{1,3}&)?page=\d{1,3}$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© 香港生產力促進局 (Hong Kong Productivity Council), all rights reserved as far as known; no permission to redistribute its text is known.',
});
