import type { Document } from '../../records.ts';
import { type Folded, foldWithOffsets } from '../../text/fold.ts';
import { type DateGround, dateGround, datesIn, type SaidDate } from './dates-in.ts';
import { foldDigits } from './fold-digits.ts';
import { identifiersIn, type SaidIdentifier } from './identifiers-in.ts';
import { numbersIn, type SaidNumber } from './numbers-in.ts';

/** What a text names that can be compared with another text: identifiers, dates and numbers. */
export interface Values {
  identifiers: readonly SaidIdentifier[];
  dates: readonly SaidDate[];
  /** Without the digits of identifiers and dates. */
  numbers: readonly SaidNumber[];
}

/** The same for the text that has to bear them out: in every form, words and bare figures included. */
export interface Ground {
  folded: Folded;
  keys: ReadonlySet<string>;
  dates: DateGround;
  numbers: readonly SaidNumber[];
}

export function valuesOf(text: string): Values {
  const plain = foldDigits(text);
  const identifiers = identifiersIn(plain);
  const dates = datesIn(plain);
  const masked = mask(plain, [
    ...identifiers.map(({ start, end }) => [start, end] as const),
    ...placesOf(plain, dates),
  ]);
  return { identifiers, dates, numbers: numbersIn(masked) };
}

export function groundOf(text: string): Ground {
  const plain = foldDigits(text);
  const { identifiers, numbers } = valuesOf(plain);
  return {
    folded: foldWithOffsets(plain),
    keys: new Set(identifiers.map(({ key }) => key)),
    dates: dateGround(plain),
    numbers,
  };
}

/** Everything the document says, title and date of publication included. Kept, since its cells are checked together. */
export function groundOfDocument(document: Document): Ground {
  let ground = grounds.get(document);
  if (!ground) {
    const texts = document.blocks.filter(({ suspect }) => !suspect).map(({ text }) => text);
    ground = groundOf([document.title, document.publishedAt ?? '', ...texts].join('\n'));
    grounds.set(document, ground);
  }
  return ground;
}

const grounds = new WeakMap<Document, Ground>();

function placesOf(text: string, dates: readonly SaidDate[]): (readonly [number, number])[] {
  let from = 0;
  return dates.flatMap((date) => {
    const at = text.indexOf(date.text, from);
    if (at < 0) return [];
    from = at + date.text.length;
    return [[at, from] as const];
  });
}

function mask(text: string, places: readonly (readonly [number, number])[]): string {
  const chars = text.split('');
  for (const [start, end] of places) chars.fill('\u0000', start, end);
  return chars.join('');
}
