import { expect, it } from 'vitest';
import { agreementOf, pearson, Ranker } from '../../../bench/report/agreement.ts';

const experts = Float64Array.of(1, 2, 2, 3, 5, 4, 4, 5, 1, 3);
const scores = Float64Array.of(0.1, 0.4, 0.35, 0.2, 0.9, 0.5, 0.5, 0.7, 0.3, 0.3);

it('correlates as SciPy does, ties and all', () => {
  const { records, pearson: linear, spearman } = agreementOf(experts, scores, 1);
  expect(records).toBe(10);
  // scipy.stats.pearsonr and spearmanr on the same numbers.
  expect(linear.value).toBeCloseTo(0.8328146533974893, 12);
  expect(spearman.value).toBeCloseTo(0.8173727176198154, 12);
  expect(linear.low!).toBeLessThan(linear.value!);
  expect(linear.high!).toBeGreaterThan(linear.value!);
  expect(agreementOf(experts, scores, 1)).toEqual(agreementOf(experts, scores, 1));
});

it('takes the records that both have, and says so where one does not vary', () => {
  const some = experts.with(0, Number.NaN);
  expect(agreementOf(some, scores, 1).records).toBe(9);
  expect(agreementOf(experts, new Float64Array(10).fill(3), 1).pearson).toEqual({ value: null, low: null, high: null });
  expect(pearson(new Float64Array(0), new Float64Array(0))).toBeNaN();
  expect([...new Ranker(Float64Array.of(3, 1, 3, 2)).ranks(Int32Array.of(0, 1, 2, 3))]).toEqual([3.5, 1, 3.5, 2]);
});

it('holds the true correlation in about 95% of its intervals', () => {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const rounds = 20;
  let held = 0;
  for (let round = 0; round < rounds; round++) {
    const x = Float64Array.from({ length: 60 }, normal);
    const y = x.map((value) => 0.6 * value + 0.8 * normal());
    const { low, high } = agreementOf(x, y, round).pearson;
    if (low! <= 0.6 && 0.6 <= high!) held++;
  }
  expect(held / rounds).toBeGreaterThan(0.75);
});
