import { mixed, quantile, resamples, step } from '../score/intervals.ts';

/** A correlation with its 95% bootstrap interval; null where one side does not vary. */
export interface Correlation {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** How two scores of the same records agree. */
export interface Agreement {
  records: number;
  pearson: Correlation;
  spearman: Correlation;
}

/** Agreement over the records that both columns have a number for; the same for the same seed. */
export function agreementOf(one: Float64Array, other: Float64Array, seed: number): Agreement {
  const both = [...one.keys()].filter((index) => !Number.isNaN(one[index]!) && !Number.isNaN(other[index]!));
  const x = Float64Array.from(both, (index) => one[index]!);
  const y = Float64Array.from(both, (index) => other[index]!);
  const drawn = { pearson: [] as number[], spearman: [] as number[] };
  const rankers = [new Ranker(x), new Ranker(y)] as const;
  let state = seed | 0;
  for (let round = 0; round < resamples && x.length > 2; round++) {
    const places = Int32Array.from(x, () => {
      state = (state + step) | 0;
      return Math.floor((mixed(state) / 2 ** 32) * x.length);
    });
    drawn.pearson.push(pearson(picked(x, places), picked(y, places)));
    drawn.spearman.push(pearson(rankers[0].ranks(places), rankers[1].ranks(places)));
  }
  const all = Int32Array.from(x.keys());
  return {
    records: x.length,
    pearson: correlation(pearson(x, y), drawn.pearson),
    spearman: correlation(pearson(rankers[0].ranks(all), rankers[1].ranks(all)), drawn.spearman),
  };
}

function correlation(value: number, drawn: readonly number[]): Correlation {
  if (Number.isNaN(value)) return { value: null, low: null, high: null };
  const sorted = Float64Array.from(drawn.filter((one) => !Number.isNaN(one))).sort();
  if (sorted.length === 0) return { value, low: null, high: null };
  return { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** Pearson's correlation; NaN where one side does not vary. */
export function pearson(x: Float64Array, y: Float64Array): number {
  const count = x.length;
  let [sumX, sumY] = [0, 0];
  for (let at = 0; at < count; at++) {
    sumX += x[at]!;
    sumY += y[at]!;
  }
  let [xy, xx, yy] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const [dx, dy] = [x[at]! - sumX / count, y[at]! - sumY / count];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  // What rounding leaves of equal numbers is no variation.
  return xx < 1e-18 || yy < 1e-18 ? Number.NaN : xy / Math.sqrt(xx * yy);
}

const picked = (values: Float64Array, places: Int32Array) => Float64Array.from(places, (place) => values[place]!);

/** Ranks samples of a column without sorting each: the order of its distinct values is that of every sample. */
export class Ranker {
  /** Place of each value among the distinct ones. */
  readonly #classes: Int32Array;
  readonly #distinct: number;

  constructor(values: Float64Array) {
    const distinct = Float64Array.from(new Set(values)).sort();
    const places = new Map(Array.from(distinct, (value, place) => [value, place]));
    this.#classes = Int32Array.from(values, (value) => places.get(value)!);
    this.#distinct = distinct.length;
  }

  /** Ranks from 1 of the values at these places, those of equal values averaged, as Spearman's correlation takes them. */
  ranks(places: Int32Array): Float64Array {
    const counts = new Int32Array(this.#distinct);
    for (const place of places) counts[this.#classes[place]!]!++;
    const ranks = new Float64Array(this.#distinct);
    let before = 0;
    for (const [at, count] of counts.entries()) {
      ranks[at] = before + (count + 1) / 2;
      before += count;
    }
    return Float64Array.from(places, (place) => ranks[this.#classes[place]!]!);
  }
}
