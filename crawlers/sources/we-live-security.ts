import { defineSource } from '../define-source.ts';

/** ESET's research and news in English. */
export const weLiveSecurity = defineSource({
  id: 'we-live-security',
  name: 'WeLiveSecurity (ESET)',
  language: 'en',
  seeds: [{ kind: 'feed', url: 'https://www.welivesecurity.com/en/rss/feed/' }],
  article:
    /^\/en\/(?:eset-research|malware|ransomware|business-security|cybercrime|critical-infrastructure|cybersecurity|digital-security|how-to|internet-of-things|kids-online|mobile-security|privacy|scams|secure-coding|social-media)\/[a-z0-9]+-[a-z0-9-]+\/$/,
  crawlDelay: 2,
  render: 'http',
  licence:
    '© ESET, spol. s r.o., all rights reserved as far as known; no permission to redistribute its text is known.',
});
