import { type Random, stepsAround } from '../random.ts';
import type { Proposer, WrongOption } from './options.ts';

const altered = (text: string, canonical = text.toLowerCase()): WrongOption => ({ text, canonical, from: 'altered' });
const several = <T>(make: () => T): T[] => Array.from({ length: 8 }, make);

/** So many random digits, none of them a leading zero. */
const digits = (random: Random, length: number): string =>
  Array.from({ length }, (_, i) => (i === 0 && length > 1 ? 1 + random.below(9) : random.below(10))).join('');

/** CVE numbers of the years around, with as many digits. */
export const alteredCves: Proposer = ({ answer }, random) => {
  const [, head, year, dash, number] = /^(\D+)(\d{4})(\D)(\d+)$/.exec(answer) ?? [];
  if (!year) return [];
  return several(() => {
    const text = `${head}${Number(year) + random.below(5) - 2}${dash}${digits(random, number!.length)}`;
    return altered(text, `CVE-${text.slice(head!.length).replace(dash!, '-')}`);
  });
};

/** Addresses with as many digits in each place; a private one stays in its private range. */
export const alteredAddresses: Proposer = ({ answer }, random) => {
  const dot = answer.includes('[.]') ? '[.]' : '.';
  const [address, suffix = ''] = answer.split('/', 2) as [string, string?];
  const octets = address.split(dot);
  if (octets.length !== 4 || octets.some((octet) => !/^\d+$/.test(octet))) return [];
  const kept = /^10$/.test(octets[0]!)
    ? 1
    : /^(?:192\.168|172\.(?:1[6-9]|2\d|3[01])|127\.0)$/.test(octets.slice(0, 2).join('.'))
      ? 2
      : 0;
  return several(() => {
    const changed = octets.map((octet, place) =>
      place < kept ? octet : octetOf(random, octet.length, place === 0 ? 223 : 254),
    );
    return altered(changed.join(dot) + (suffix && `/${suffix}`), changed.join('.'));
  });
};

function octetOf(random: Random, length: number, most: number): string {
  const least = [0, 1, 11, 100][length]!;
  const end = Math.min([0, 9, 99, most][length]!, most);
  return String(least + random.below(end - least + 1));
}

/** Digests of the same length and case. */
export const alteredHashes: Proposer = ({ answer }, random) =>
  several(() => {
    const hex = Array.from({ length: answer.length }, () => '0123456789abcdef'[random.below(16)]).join('');
    return altered(/[A-F]/.test(answer) ? hex.toUpperCase() : hex, hex);
  });

const commonPorts = [
  21, 22, 23, 25, 53, 80, 110, 135, 139, 143, 389, 443, 445, 465, 587, 636, 873, 993, 995, 1080, 1433, 1521, 2049, 2222,
  3128, 3306, 3389, 4444, 4899, 5060, 5432, 5555, 5900, 5985, 6379, 6667, 7001, 7547, 8000, 8080, 8081, 8443, 8888,
  9000, 9001, 9050, 9200, 11211, 27017,
];

/** Ports with as many digits: common ones where the answer is a common one. */
export const alteredPorts: Proposer = ({ answer }, random) => {
  const isCommon = commonPorts.includes(Number(answer));
  const alike = commonPorts.map(String).filter((port) => port.length === answer.length && port !== answer);
  if (isCommon && alike.length >= 6) return random.shuffled(alike).map((port) => altered(port));
  return several(() => digits(random, answer.length))
    .filter((port) => Number(port) <= 65_535)
    .map((port) => altered(port));
};

/** Versions that differ in the last place or the last but one. */
export const alteredVersions: Proposer = ({ answer }, random) => {
  const [, head, last] = /^(.*\.)(\d+)$/.exec(answer) ?? [];
  if (!head) return [];
  const steps = stepsAround(random, Number(last) < 10 ? 5 : 9);
  const numbers = steps.map((step) => Number(last) + step);
  if (numbers.some((number) => number < 0)) return [];
  return numbers.map((number) => altered(`${head}${number}`, `${head}${number}`.toLowerCase().replace(/^v/, '')));
};
