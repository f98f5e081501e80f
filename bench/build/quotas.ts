/** What one place was asked for, could give at most, and gives. */
export interface Quota {
  name: string;
  asked: number;
  possible: number;
  taken: number;
}

/**
 * Spreads a total as evenly as the places allow: each gives an equal part, and what one cannot give the others make up
 * for. Places that stand first get what does not divide.
 */
export function waterFill(total: number, possible: ReadonlyMap<string, number>): Quota[] {
  const names = [...possible.keys()];
  const share = Math.floor(total / Math.max(1, names.length));
  const over = total - share * names.length;
  const quotas = names.map((name, index) => ({
    ...{ name, asked: share + (index < over ? 1 : 0) },
    ...{ possible: possible.get(name)!, taken: 0 },
  }));
  let left = total;
  for (;;) {
    const open = quotas.filter((quota) => quota.taken < quota.possible);
    if (left === 0 || open.length === 0) return quotas;
    const level = Math.min(...open.map(({ taken }) => taken));
    for (const quota of open) {
      if (quota.taken > level || left === 0) continue;
      quota.taken++;
      left--;
    }
  }
}
