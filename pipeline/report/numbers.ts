/** A count as a person reads it: 1,234,567. */
export const whole = (count: number): string => count.toLocaleString('en', { maximumFractionDigits: 1 });

/** A share as a person reads it; a digit more where it would else look whole and is not. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  const isNearly = share !== rounded / 100 && (rounded === 100 || rounded === 0);
  // Never rounded up to all of them.
  return isNearly ? `${(Math.floor(share * 1000) / 10).toFixed(1)}%` : `${rounded}%`;
}

/** `1 pair`, `2 pairs`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole(count)} ${count === 1 ? one : many}`;
