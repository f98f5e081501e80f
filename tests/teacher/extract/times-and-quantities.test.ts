import { describe, expect, test } from 'vitest';
import { factsOf } from './facts-of.ts';

describe('dates', () => {
  test.each([
    ['on 12 May 2017', '12 May 2017 → 2017-05-12'],
    ['on May 12th, 2017', 'May 12th, 2017 → 2017-05-12'],
    ['on 2021-03-02', '2021-03-02'],
    ['at 2021-03-02 10:15:00 UTC', '2021-03-02 10:15:00 UTC → 2021-03-02T10:15'],
    ['in May 2017', 'May 2017 → 2017-05'],
    ['since early 2020', 'early 2020 → 2020'],
    ['On September 22 they', 'September 22 → --09-22'],
    ['in the third quarter of 2022', 'the third quarter of 2022 → 2022-Q3'],
  ])('English: %s', (text, expected) => {
    expect(factsOf(text, 'date')).toEqual([expected]);
  });

  test.each([
    ['2017年5月12日', '2017年5月12日 → 2017-05-12'],
    ['2017 年 5 月', '2017 年 5 月 → 2017-05'],
    ['2014年末', '2014年末 → 2014'],
    ['4月6号', '4月6号 → --04-06'],
    ['2022/4/21', '2022/4/21 → 2022-04-21'],
    ['2022年第三季度', '2022年第三季度 → 2022-Q3'],
  ])('Chinese: %s', (text, expected) => {
    expect(factsOf(text, 'date', 'zh')).toEqual([expected]);
  });

  test('the verb may, impossible days, prices and durations are no dates', () => {
    expect(factsOf('It may March on; February 31 is no day; 2000 computers; 1.2017.3', 'date')).toEqual([]);
    expect(factsOf('持续3个月，花费2017元', 'date', 'zh')).toEqual([]);
  });
});

describe('periods', () => {
  test.each([
    ['between March and June 2020 they', 'en', 'between March and June 2020 → 2020-03/2020-06'],
    ['from October 2021 to September 2022', 'en', 'from October 2021 to September 2022 → 2021-10/2022-09'],
    ['stayed for nine months', 'en', 'for nine months → P9M'],
    ['within 72 hours', 'en', 'within 72 hours → PT72H'],
    ['2020年3月至6月', 'zh', '2020年3月至6月 → 2020-03/2020-06'],
    ['2月13日至17日', 'zh', '2月13日至17日 → --02-13/--02-17'],
    ['潜伏长达九个月', 'zh', '长达九个月 → P9M'],
  ] as const)('%s', (text, language, expected) => {
    expect(factsOf(text, 'period', language)).toEqual([expected]);
  });
});

describe('money and counts', () => {
  test('finds sums in both languages', () => {
    expect(factsOf('paid $4.4 million, US$1,500 and 75 bitcoins', 'money')).toEqual([
      '$4.4 million → USD 4400000',
      'US$1,500 → USD 1500',
      '75 bitcoins → BTC 75',
    ]);
    expect(factsOf('赎金为500万美元，约2000元人民币，使用3元素周期', 'money', 'zh')[0]).toBe('500万美元 → USD 5000000');
    expect(factsOf('含有3元素的合金', 'money', 'zh')).toEqual([]);
  });

  test('finds counted victims and machines', () => {
    expect(factsOf('more than 200,000 computers in 150 countries; hundreds of companies', 'count')).toEqual([
      'more than 200,000 computers → 200000 computers',
      '150 countries',
      'hundreds of companies',
    ]);
    expect(factsOf('超过30万台电脑，影响150多个国家', 'count', 'zh')).toEqual([
      '超过30万台电脑 → 300000 台电脑',
      '150多个国家 → 150 个国家',
    ]);
    expect(factsOf('in 2017 users saw 9.3 can cause apps', 'count')).toEqual([]);
  });
});
