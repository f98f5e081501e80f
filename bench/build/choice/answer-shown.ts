import { isDefanged } from '../../../pipeline/teacher/rules/extract/refang.ts';
import type { Fact } from '../../../pipeline/teacher/rules/facts.ts';
import { shownHost } from './other-identifiers.ts';

/**
 * The answer as the options show it: as written, hosts and addresses defanged at every dot or at none. Null where a fact of
 * its type is written in a way that no other could be made like.
 */
export function answerShown({ type, value, canonical }: Fact, language: 'en' | 'zh'): string | null {
  switch (type) {
    case 'domain':
    case 'ip-address':
      return shownHost(value, isDefanged(value));
    case 'version':
      return /^[vV]?\d{1,5}(?:\.\d{1,5}){1,4}$/.test(value) ? value : null;
    case 'cve':
      return /^CVE-\d{4}-\d{4,7}$/i.test(value) ? value : null;
    case 'country':
      // Adjectives are facts as well, and would ask for adjectives.
      return language === 'zh' ? (/^\p{Script=Han}+$/u.test(value) ? value : null) : value === canonical ? value : null;
    case 'date':
      return /T\d/.test(canonical) ? null : value;
    default:
      return value;
  }
}
