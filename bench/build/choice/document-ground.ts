import type { Document } from '../../../pipeline/records.ts';
import { extractFacts } from '../../../pipeline/teacher/rules/extract/index.ts';
import type { Facts, FactType } from '../../../pipeline/teacher/rules/facts.ts';
import { type Folded, findFolded, foldWithOffsets } from '../../../pipeline/text/fold.ts';
import { aliasesOf, folded } from './names.ts';

/** A document as its questions see it: its facts, and whether a text stands in it in any way of writing. */
export class DocumentGround {
  readonly document: Document;
  readonly facts: Facts;
  readonly #folded: Folded;
  /** Without spaces and hyphens. */
  readonly #close: string;

  constructor(document: Document) {
    this.document = document;
    this.facts = extractFacts(document.blocks, document.language);
    const text = [document.title, ...document.blocks.map((block) => block.text)].join('\n');
    this.#folded = foldWithOffsets(text);
    this.#close = folded(text);
  }

  /** Whether it stands there, whatever its case, width, defanging, spaces and hyphens; short ones as a word only. */
  holds(text: string): boolean {
    const close = folded(text);
    return findFolded(this.#folded, text) !== null || (close.length >= 4 && this.#close.includes(close));
  }

  /** Whether a name, or another name of the same thing, stands there. */
  names(main: string, surface: string): boolean {
    return (
      this.facts.all.some(({ canonical }) => canonical === main) ||
      aliasesOf(main, surface).some((one) => this.holds(one))
    );
  }

  /** Whether a date stands there, or one of which it is a part, or that is a part of it. */
  dates(canonical: string): boolean {
    return this.facts.of('date', 'period').some((fact) => isSameDate(fact.canonical, canonical));
  }

  /** Whether it has a fact of this type and canonical form. */
  has(type: FactType, canonical: string): boolean {
    return this.facts.of(type).some((fact) => fact.canonical === canonical);
  }
}

/** Of ISO 8601 dates, whole or partial: `2017-05`, `--05-12`, `2023-Q1`. */
function isSameDate(one: string, other: string): boolean {
  const [year, rest] = partsOf(one);
  const [otherYear, otherRest] = partsOf(other);
  const years = year === '' || otherYear === '' || year === otherYear;
  return years && (rest.startsWith(otherRest) || otherRest.startsWith(rest));
}

function partsOf(date: string): [year: string, rest: string] {
  const [, year = '', rest = ''] = /^(\d{4}|-)-?(.*)$/.exec(date) ?? [];
  return [year.replace('-', ''), rest];
}
