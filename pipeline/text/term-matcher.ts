/** A term to look for. Latin terms match whole words, Chinese terms match anywhere. */
export interface Term {
  text: string;
  /** Match only this case; otherwise case does not matter. */
  exactCase: boolean;
}

export interface TermMatch<T> {
  start: number;
  end: number;
  value: T;
}

interface Entry<T> {
  /** Lower case unless exact; every run of spaces and hyphens is one SEPARATOR. */
  codes: Uint16Array;
  exact: boolean;
  value: T;
}

const SEPARATOR = 0x20;
const TABLE_SIZE = 0x8000;

/**
 * Finds any number of terms in one pass over the text. "Cobalt Strike" also matches `CobaltStrike` and `Cobalt-Strike`,
 * and "APT28" also `APT 28` and `APT-28`. Every term that matches is reported, overlaps included: the caller chooses.
 */
export class TermMatcher<T> {
  /** Terms by a hash of their first two and first three characters, separators left out; a clash only costs a comparison. */
  readonly #pairs: (Entry<T>[] | undefined)[] = new Array(TABLE_SIZE);
  readonly #triples: (Entry<T>[] | undefined)[] = new Array(TABLE_SIZE);

  constructor(terms: Iterable<{ term: Term; value: T }>) {
    for (const { term, value } of terms) {
      const text = (term.exactCase ? term.text : term.text.toLowerCase()).replace(/[\s-]+/g, ' ');
      const codes = Uint16Array.from(text, (_, i) => text.charCodeAt(i));
      const start = term.text.toLowerCase().replace(/[\s-]+/g, '');
      const [first, second, third] = [start.charCodeAt(0), start.charCodeAt(1), start.charCodeAt(2)];
      const table = start.length === 2 ? this.#pairs : this.#triples;
      const slot = hash(first, second, start.length === 2 ? 0 : third);
      table[slot] ??= [];
      table[slot].push({ codes, exact: term.exactCase, value });
    }
  }

  match(text: string): TermMatch<T>[] {
    const lower = sameLengthLower(text);
    const found: TermMatch<T>[] = [];
    let inWord = false;
    for (let i = 0; i < lower.length - 1; i++) {
      const first = lower.charCodeAt(i);
      const continuesWord = inWord;
      inWord = isWordCode(first);
      if ((inWord && continuesWord) || isSeparator(first)) continue;
      let at = i + 1;
      if (isSeparator(lower.charCodeAt(at))) at++;
      const second = lower.charCodeAt(at++);
      if (isSeparator(lower.charCodeAt(at))) at++;
      const third = lower.charCodeAt(at);
      this.#collect(this.#pairs[hash(first, second, 0)], text, lower, i, found);
      this.#collect(this.#triples[hash(first, second, third)], text, lower, i, found);
    }
    return found;
  }

  #collect(entries: Entry<T>[] | undefined, text: string, lower: string, start: number, found: TermMatch<T>[]): void {
    if (entries === undefined) return;
    for (const entry of entries) {
      const end = matchEnd(entry.codes, entry.exact ? text : lower, start);
      if (end > 0) found.push({ start, end, value: entry.value });
    }
  }
}

const hash = (first: number, second: number, third: number): number =>
  (Math.imul(first, 7919) ^ Math.imul(second, 104_729) ^ Math.imul(third, 1_299_709)) & (TABLE_SIZE - 1);

/** Where the term that starts at `start` ends, or 0 where it does not stand there as a word of its own. */
function matchEnd(codes: Uint16Array, text: string, start: number): number {
  let at = start;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code === SEPARATOR) {
      if (isSeparator(text.charCodeAt(at))) at++;
      continue;
    }
    const separable = i >= 3 && isDigit(code) && isLetter(codes[i - 1]!) && isLetter(codes[i - 2]!);
    if (separable && isSeparator(text.charCodeAt(at)) && text.charCodeAt(at + 1) === code) at++;
    if (text.charCodeAt(at) !== code) return 0;
    at++;
  }
  const last = codes[codes.length - 1]!;
  if (!isWordCode(last) || at >= text.length) return at;
  const next = text.charCodeAt(at);
  if (!isWordCode(next)) return at;
  // `LockBit3.0` names LockBit; `APT28` does not name APT2.
  return isLetter(last) && isDigit(next) && codes.length >= 5 ? at : 0;
}

/** Lower case with the offsets kept: the few letters whose lower case is longer stay as they are. */
function sameLengthLower(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  let out = '';
  for (const char of text) {
    const small = char.toLowerCase();
    out += small.length === char.length ? small : char;
  }
  return out;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0x24f);
const isWordCode = (code: number): boolean => isDigit(code) || isLetter(code) || code === 0x5f;
const isSeparator = (code: number): boolean =>
  code === 0x20 || code === 0x2d || code === 0xa0 || code === 0x0a || code === 0x2010 || code === 0x2011;
