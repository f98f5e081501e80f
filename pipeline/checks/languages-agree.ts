import type { Language } from '../records.ts';
import { findFolded } from '../text/fold.ts';
import type { CheckFailure } from './failure.ts';
import { hasNumber } from './figures.ts';
import { isNamed } from './identifiers.ts';
import type { Candidate } from './index.ts';
import { hasDate } from './values/dates-in.ts';
import type { SaidNumber } from './values/numbers-in.ts';
import { groundOf, valuesOf } from './values/values-of.ts';

/** Below this, numbers are often words in one language ("both", 「一」) or the order of a list. */
const small = 12;

/**
 * The two languages of a draft say the same. Each identifier, date and number of one text answer stands in the other, but
 * for listed advice in the article's own words, which exists in its language only. Thoughts may leave out what the other names, and
 * only fail where each names what the other does not.
 */
export function checkLanguagesAgree({ language, input, thought, output, other }: Candidate): CheckFailure | null {
  if (other === null) return null;
  const there = language === 'en' ? 'zh' : 'en';
  if (typeof output === 'string' && other.output !== null) {
    const own = withoutQuoted(output, input);
    const others = withoutQuoted(other.output, input);
    const lacking = [...only(lackedBy(other.output, own), language), ...only(lackedBy(output, others), there)];
    if (lacking.length > 0) return failure('answers', lacking);
  }
  if (other.thought === '') return null;
  const inThis = lackedBy(other.thought, thought);
  const inOther = inThis.length > 0 ? lackedBy(thought, other.thought) : [];
  return inOther.length > 0 ? failure('thoughts', [...only(inThis, language), ...only(inOther, there)]) : null;
}

const failure = (what: string, lacking: readonly string[]): CheckFailure => ({
  reason: 'languages-disagree',
  detail: `The ${what} in the two languages differ: ${lacking.slice(0, 6).join('; ')}.`,
});

const only = (texts: readonly string[], language: Language): string[] =>
  texts.map((text) => `“${text}” is in ${names[language]} only`);

const names = { en: 'English', zh: 'Chinese' } as const;

/** What this text names and the other one does not. */
function lackedBy(other: string, text: string): string[] {
  const { identifiers, dates, numbers } = valuesOf(text);
  const ground = groundOf(other);
  // A year or a version may read as a bare number in one of them.
  const isSaid = (number: SaidNumber) => hasNumber(ground.numbers, number) || findFolded(ground.folded, number.text);
  const lacking = [
    ...identifiers.filter((identifier) => !isNamed(ground, identifier)),
    ...dates.filter((date) => !hasDate(ground.dates, date)),
    ...numbers.filter((number) => number.isDigits && isTelling(number.value) && !isSaid(number)),
  ];
  return [...new Set(lacking.map(({ text: said }) => said.trim()))];
}

const isTelling = (value: number): boolean => value > small || !Number.isInteger(value);

/** Advice that an alert lists in the article's own words has no counterpart in the other language. */
function withoutQuoted(text: string, input: string): string {
  return text
    .split('\n')
    .filter((line) => {
      const item = /^\d{1,2}\. (.{16,})$/.exec(line)?.[1];
      return item === undefined || !input.includes(item);
    })
    .join('\n');
}
