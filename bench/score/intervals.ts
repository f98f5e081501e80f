/** A mean with its 95% interval over records; null where there are none. */
export interface Estimate {
  mean: number | null;
  low: number | null;
  high: number | null;
  records: number;
}

/** The difference of two models on the same records, with its interval and the p of no difference. */
export interface Difference extends Estimate {
  p: number | null;
}

export const resamples = 1000;
const flips = 2000;

/** Mean and percentile-bootstrap interval (1,000 resamples) of the values that are numbers; the same for the same seed. */
export function estimate(values: Float64Array, seed: number): Estimate {
  const numbers = values.filter((value) => !Number.isNaN(value));
  const count = numbers.length;
  if (count === 0) return { mean: null, low: null, high: null, records: 0 };
  const means = new Float64Array(resamples);
  let state = seed | 0;
  for (let round = 0; round < resamples; round++) {
    let sum = 0;
    for (let draw = 0; draw < count; draw++) {
      state = (state + step) | 0;
      sum += numbers[Math.floor((mixed(state) / 2 ** 32) * count)]!;
    }
    means[round] = sum / count;
  }
  means.sort();
  return { mean: meanOf(numbers), low: quantile(means, 0.025), high: quantile(means, 0.975), records: count };
}

/**
 * Mean of `one - other` over the records that both have a value for, with its bootstrap interval, and the two-sided p of a
 * paired permutation test that flips signs (2,000 times).
 */
export function difference(one: Float64Array, other: Float64Array, seed: number): Difference {
  const differences = one.map((value, index) => value - other[index]!).filter((value) => !Number.isNaN(value));
  const estimated = estimate(differences, seed);
  if (estimated.records === 0) return { ...estimated, p: null };
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0)) - 1e-12;
  const count = differences.length;
  let asGreat = 0;
  let state = ~seed;
  for (let round = 0; round < flips; round++) {
    let sum = 0;
    let bits = 0;
    for (let index = 0; index < count; index++) {
      if ((index & 31) === 0) {
        state = (state + step) | 0;
        bits = mixed(state);
      }
      sum += (bits >>> (index & 31)) & 1 ? differences[index]! : -differences[index]!;
    }
    if (Math.abs(sum) >= observed) asGreat++;
  }
  return { ...estimated, p: (asGreat + 1) / (flips + 1) };
}

export const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place));
}

export const step = 0x6d2b79f5;

/** The next 32 random bits of mulberry32, whose state only counts on: small, fast, the same everywhere. */
export function mixed(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), 1 | state);
  bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
  return (bits ^ (bits >>> 14)) >>> 0;
}
