import type { Fact, FactType } from '../../../pipeline/teacher/rules/facts.ts';
import type { Option } from '../bench-entry.ts';
import type { Random } from '../random.ts';
import { alteredDates } from './altered-dates.ts';
import { alteredAddresses, alteredCves, alteredHashes, alteredPorts, alteredVersions } from './altered-identifiers.ts';
import { alteredNumbers } from './altered-numbers.ts';
import type { DocumentGround } from './document-ground.ts';
import { isLikeForm } from './form.ts';
import { folded } from './names.ts';
import { otherHosts, otherIdentifiers } from './other-identifiers.ts';
import { otherNames } from './other-names.ts';

/** An option that is not the answer, before it has a letter. */
export interface WrongOption extends Pick<Option, 'text' | 'from' | 'documentId'> {
  /** Normal form, as a fact has it. */
  canonical: string;
}

/** A fact of another held-out document of the same language. */
export interface OtherFact extends Pick<Fact, 'type' | 'value' | 'canonical'> {
  documentId: string;
}

export interface Occasion {
  fact: Fact;
  /** The answer as the options show it. */
  answer: string;
  ground: DocumentGround;
  /** Facts of the same type that the other documents hold, each canonical form once. */
  others: readonly OtherFact[];
}

/** Wrong options that look like the answer, the better ones first; more than are needed, or as many as there are. */
export type Proposer = (occasion: Occasion, random: Random) => WrongOption[];

/** How wrong options are made for each type of fact that is asked for. */
const proposers: Partial<Record<FactType, readonly Proposer[]>> = {
  cve: [otherIdentifiers, alteredCves],
  'ip-address': [alteredAddresses],
  domain: [otherHosts],
  hash: [alteredHashes],
  'file-name': [otherIdentifiers],
  port: [otherIdentifiers, alteredPorts],
  version: [alteredVersions],
  date: [alteredDates],
  money: [alteredNumbers],
  count: [alteredNumbers],
  ...Object.fromEntries(
    (
      ['actor', 'malware', 'tool', 'product', 'vendor', 'organisation', 'protocol', 'algorithm', 'country'] as const
    ).map((type) => [type, [otherNames]]),
  ),
};

export const askedTypes = Object.keys(proposers) as FactType[];

/** Makers of three options out of one draw, which are only fair together: if one of them will not do, all are drawn again. */
const together: ReadonlySet<Proposer> = new Set([alteredDates, alteredNumbers, alteredVersions]);
const mostDraws = 12;

/**
 * Three options that are plausible, of the answer's type and form, and wrong by the document, which holds none of them in
 * any way of writing; null where there are not so many.
 */
export function wrongOptions(occasion: Occasion, random: Random): WrongOption[] | null {
  const chosen: WrongOption[] = [];
  for (const propose of proposers[occasion.fact.type] ?? []) {
    for (let draw = 0; draw < mostDraws && chosen.length < 3; draw++) {
      const before = chosen.length;
      for (const option of propose(occasion, random))
        if (chosen.length < 3 && isWrong(option, occasion) && isApart(option, chosen)) chosen.push(option);
      if (together.has(propose)) {
        if (chosen.length < 3) chosen.length = before;
      } else if (chosen.length === before) break;
    }
  }
  return chosen.length === 3 ? chosen : null;
}

/** Whether the document bears out that an option is not the answer, nor anything else that it says. */
export function isWrong({ text, canonical }: WrongOption, { fact, answer, ground }: Occasion): boolean {
  if (!isLikeForm(text, answer)) return false;
  const [one, other] = [folded(text), folded(answer)];
  if (one === '' || one.includes(other) || other.includes(one)) return false;
  // "Win11" is a Windows as well.
  const [kind, own] = [folded(canonical), folded(fact.canonical)];
  if (fact.type !== 'port' && (kind.includes(own) || own.includes(kind))) return false;
  if (ground.has(fact.type, canonical) || ground.holds(text) || ground.holds(canonical)) return false;
  if (fact.type === 'date') return !ground.dates(canonical);
  // "200,000 computers" may be written as "200,000 machines" elsewhere.
  if (fact.type === 'count' || fact.type === 'money')
    return !(/\d[\d.,]*\d|\d/.exec(text) ?? []).some((number) => ground.holds(number));
  return !ground.names(canonical, text);
}

function isApart({ text }: WrongOption, chosen: readonly WrongOption[]): boolean {
  const close = folded(text);
  return chosen.every((other) => !close.includes(folded(other.text)) && !folded(other.text).includes(close));
}
