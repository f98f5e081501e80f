import type { ReasonOf } from '../../../reasons.ts';
import type { Article, Language } from '../../../records.ts';
import { checkBoilerplate } from './boilerplate.ts';
import { checkErrorPage } from './error-page.ts';
import { checkGibberish } from './gibberish.ts';
import { checkListing } from './listing.ts';
import { checkLoginPage } from './login-page.ts';
import { type QualityText, qualityTextOf } from './quality-text.ts';
import { checkRepetitive } from './repetitive.ts';
import { checkSpam } from './spam.ts';

/** Each returns what is wrong as a sentence, or null; the first that finds something gives the reason. */
const checks: readonly (readonly [ReasonOf<'clean'>, (text: QualityText) => string | null])[] = [
  ['login-page', checkLoginPage],
  ['error-page', checkErrorPage],
  ['boilerplate', checkBoilerplate],
  ['gibberish', checkGibberish],
  ['listing', checkListing],
  ['repetitive', checkRepetitive],
  ['spam', checkSpam],
];

/**
 * What makes an article unfit as one, after the filters of Gopher, C4 and FineWeb, adapted to threat reports (indicators,
 * hashes, code and rules are no noise) and to Chinese; null where nothing does.
 */
export function judgeQuality(
  article: Pick<Article, 'blocks'>,
  language: Language,
): { reason: ReasonOf<'clean'>; detail: string } | null {
  const text = qualityTextOf(article, language);
  for (const [reason, check] of checks) {
    const detail = check(text);
    if (detail) return { reason, detail };
  }
  return null;
}
