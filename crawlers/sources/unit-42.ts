import { defineSource } from '../define-source.ts';

/** Unit 42's research; articles stand at the root. */
export const unit42 = defineSource({
  id: 'unit-42',
  name: 'Unit 42 (Palo Alto Networks)',
  language: 'en',
  seeds: [{ kind: 'feed', url: 'https://unit42.paloaltonetworks.com/feed/' }],
  article: /^\/[a-z0-9]+-[a-z0-9-]+\/$/,
  exclude:
    /^\/(?:about-unit-42|unit-42-all-articles|all-articles|threat-research|threat-actor-groups|threat-briefs?|high-profile-threats|insider-threats|privacy-policy|terms-of-use)\/$/,
  crawlDelay: 2,
  render: 'http',
  licence:
    '© Palo Alto Networks, all rights reserved as far as known; no permission to redistribute its text is known.',
});
