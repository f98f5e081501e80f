import { refang } from '../../../pipeline/teacher/rules/extract/refang.ts';
import { formDistance } from './form.ts';
import type { OtherFact, Proposer } from './options.ts';

const considered = 14;

/** Identifiers of the same type that other held-out documents name, written alike. */
export const otherIdentifiers: Proposer = ({ fact, answer, others }, random) =>
  nearest(
    others.filter((other) => isAlike(other.value, fact.value)),
    answer,
    (other) => other.value,
  )
    .map(([text, { canonical, documentId }]) => ({ text, canonical, from: 'other-document' as const, documentId }))
    .map((option) => [random.below(1 << 30), option] as const)
    .sort(([a], [b]) => a - b)
    .map(([, option]) => option);

/** Domains that other documents name, as this document writes its own: defanged, or not. */
export const otherHosts: Proposer = ({ answer, others }, random) =>
  random.shuffled(
    nearest(others, answer, (other) => shownHost(other.value, answer.includes('[.]'))).map(
      ([text, { canonical, documentId }]) => ({ text, canonical, from: 'other-document' as const, documentId }),
    ),
  );

/** A host as options show it: every dot defanged, or none. */
export function shownHost(surface: string, defanged: boolean): string {
  const plain = refang(surface).toLowerCase();
  return defanged ? plain.replaceAll('.', '[.]') : plain;
}

/** CVE numbers of about the same years, files of the same ending, ports alike: nothing in the form tells. */
function isAlike(one: string, other: string): boolean {
  const [years, others] = [/\d{4}(?=-)/.exec(one)?.[0], /\d{4}(?=-)/.exec(other)?.[0]];
  if (years && others) return Math.abs(Number(years) - Number(others)) <= 3 && one.length === other.length;
  return /\.\w+$/.exec(one)?.[0]?.toLowerCase() === /\.\w+$/.exec(other)?.[0]?.toLowerCase();
}

function nearest(
  others: readonly OtherFact[],
  answer: string,
  show: (other: OtherFact) => string,
): [string, OtherFact][] {
  return others
    .map((other): [string, OtherFact] => [show(other), other])
    .sort(([a], [b]) => formDistance(a, answer) - formDistance(b, answer))
    .slice(0, considered);
}
