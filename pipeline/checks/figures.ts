import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';
import { hasDate } from './values/dates-in.ts';
import type { NumberUnit, SaidNumber } from './values/numbers-in.ts';
import { groundOfDocument, valuesOf } from './values/values-of.ts';

/** Up to here a number may count what the article lists, or be a manner of speaking. */
const small = 12;
/** A thought counts what stands in the text: "13 organisations are named". */
const countedByThought = 100;

/**
 * Thought and text answer give no date, sum of money, percentage or count of people, machines and organisations hit that the
 * document does not. Durations and lengths of advice ("within 24 hours") are the answer's own.
 */
export function checkFigures({ document, thought, output }: Candidate): CheckFailure | null {
  const answer = typeof output === 'string' ? output : '';
  const inAnswer = valuesOf(answer);
  const inThought = valuesOf(thought);
  const amounts = [
    ...inAnswer.numbers.filter((number) => isFigure(number, small)),
    ...inThought.numbers.filter((number) => isFigure(number, countedByThought)),
  ].filter(({ isDigits }) => isDigits);
  const dates = [...inAnswer.dates, ...inThought.dates];
  if (amounts.length + dates.length === 0) return null;
  const ground = groundOfDocument(document);
  const invented = [
    ...dates.filter((date) => !hasDate(ground.dates, date)),
    ...amounts.filter((amount) => !hasNumber(ground.numbers, amount)),
  ];
  if (invented.length === 0) return null;
  const shown = [...new Set(invented.map(({ text }) => `“${text.trim()}”`))].slice(0, 5);
  return {
    reason: 'unsupported-figure',
    detail: `The answer gives figures that the document does not: ${shown.join(', ')}.`,
  };
}

/** Money and percentages, counts above `most`, and whatever is written as a large figure: "1.3 million", 「13万」, "4,000". */
function isFigure({ unit, value, text }: SaidNumber, most: number): boolean {
  // "100% secure" is a manner of speaking.
  if (unit === 'money' || unit === 'percent') return !(unit === 'percent' && value === 100);
  return (
    value > most &&
    (unit === 'counted' || /\d,\d{3}|\d[\s-]?(?:thousand|million|billion|trillion|[百千万亿])/i.test(text))
  );
}

/** Whether a text gives this number, with the same unit or none; a rough figure may round what the text gives. */
export function hasNumber(numbers: readonly SaidNumber[], { value, unit, isRough, text }: SaidNumber): boolean {
  return numbers.some(
    (one) =>
      agree(one.unit, unit) && (one.value === value || (isRough && value >= small && rounds(one.value, value, text))),
  );
}

const agree = (a: NumberUnit | null, b: NumberUnit | null): boolean => a === b || a === null || b === null;

function rounds(exact: number, rough: number, text: string): boolean {
  const digits = (/\d[\d.,]*/.exec(text)?.[0] ?? '').replace(/[.,]|^0+|0+$/g, '').length || 1;
  const step = 10 ** (Math.floor(Math.log10(rough)) + 1 - digits);
  return Math.abs(exact - rough) < step && Math.abs(exact - rough) / rough <= 0.25;
}
