import { expect, it } from 'vitest';
import { HostAnswerTimes } from '../../../crawlers/fetch/host-answer-times.ts';

/** How often a host was found to have become slow, and whether it is at last. */
function judge(...milliseconds: number[]): { times: number; slow: boolean } {
  const answers = new HostAnswerTimes();
  let times = 0;
  for (const time of milliseconds) {
    answers.add(time);
    if (answers.haveBecomeSlow()) times++;
  }
  return { times, slow: answers.areSlow };
}
const many = (count: number, milliseconds: number): number[] => Array(count).fill(milliseconds);

it('takes a host for slow that is, and one that has become much slower than it was', () => {
  expect(judge(...many(6, 6000))).toEqual({ times: 1, slow: true });
  expect(judge(...many(20, 200), ...many(5, 1500))).toMatchObject({ times: 1, slow: true });
});

it('finds so once for every few answers', () => {
  expect(judge(...many(20, 6000)).times).toBe(4);
});

it('makes nothing of single slow answers, of noise, and of a host that was never quick', () => {
  for (const answers of [
    [20_000, ...many(9, 100)],
    [...many(10, 100), 20_000, ...many(4, 100), 20_000, ...many(4, 100)],
    [...many(20, 2), ...many(20, 900)],
    many(20, 4000),
    many(4, 20_000),
  ])
    expect(judge(...answers)).toEqual({ times: 0, slow: false });
});

it('forgets it when the host is quick again', () => {
  expect(judge(...many(10, 6000), ...many(3, 100)).slow).toBe(false);
});
