import type { FactType } from '../facts.ts';
import type { Candidate } from './candidate.ts';

/** How specific a reading is: where two overlap, the more specific stays, then the longer. */
const rank: Partial<Record<FactType, number>> = {
  'registry-key': 12,
  url: 11,
  email: 11,
  'file-path': 10,
  hash: 9,
  wallet: 9,
  cve: 9,
  advisory: 9,
  technique: 9,
  cvss: 9,
  'ip-address': 8,
  domain: 7,
  actor: 6,
  malware: 6,
  tool: 6,
  product: 6,
  vendor: 6,
  organisation: 6,
  protocol: 6,
  algorithm: 6,
  'file-name': 5,
  period: 4,
  money: 4,
  date: 3,
  country: 3,
  sector: 3,
  count: 2,
  port: 2,
  version: 2,
  person: 1,
};

/** Settles the overlaps of one layer of candidates and puts them in reading order. */
export function resolveOverlaps(candidates: readonly Candidate[], length: number): Candidate[] {
  const byStrength = [...candidates].sort(
    (a, b) => strength(b) - strength(a) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const taken = new Uint8Array(length);
  const kept = byStrength.filter(({ start, end }) => {
    if (taken[start] || taken[end - 1]) return false;
    for (let i = start; i < end; i++) if (taken[i]) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}

/** A listed name that looks like a domain or a file (`powershell.exe`, `Any.Run`) is the name; one within a path is not. */
function strength({ type, value }: Candidate): number {
  const base = rank[type] ?? 1;
  return base === 6 && value.includes('.') ? 7.5 : base;
}

/** Settles overlaps within each type alone, for phrases and sentences that may hold or share words with other facts. */
export function resolveByType(candidates: readonly Candidate[], length: number): Candidate[] {
  const groups = new Map<FactType, Candidate[]>();
  for (const one of candidates) {
    const group = groups.get(one.type);
    if (group) group.push(one);
    else groups.set(one.type, [one]);
  }
  return [...groups.values()].flatMap((group) => resolveOverlaps(group, length));
}
