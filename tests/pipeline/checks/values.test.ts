import { describe, expect, it } from 'vitest';
import { dateGround, datesIn, hasDate } from '../../../pipeline/checks/values/dates-in.ts';
import { identifiersIn } from '../../../pipeline/checks/values/identifiers-in.ts';
import { numbersIn } from '../../../pipeline/checks/values/numbers-in.ts';
import { englishNumber, hanNumber } from '../../../pipeline/checks/values/numerals.ts';

describe('numerals', () => {
  it.each([
    ['twelve', 12],
    ['twenty-five', 25],
    ['two hundred and fifty', 250],
    ['forty thousand', 40_000],
    ['three million', 3_000_000],
    ['a hundred', 100],
  ])('%s', (words, value) => expect(englishNumber(words)).toBe(value));

  it.each([
    ['十二', 12],
    ['二十五', 25],
    ['两百五十', 250],
    ['四万', 40_000],
    ['三百万', 3_000_000],
    ['一亿两千万', 120_000_000],
    ['二〇一七', 2017],
  ])('%s', (words, value) => expect(hanNumber(words)).toBe(value));
});

describe('numbersIn', () => {
  const said = (text: string) => numbersIn(text).map(({ value, unit }) => [value, unit]);

  it.each([
    ['a ransom of $1.2 million', 1_200_000, 'money'],
    ['索要120万美元赎金', 1_200_000, 'money'],
    ['paid 1,200,000 dollars', 1_200_000, 'money'],
    ['0.05比特币', 0.05, 'money'],
    ['30% of the hosts', 30, 'percent'],
    ['about 30 percent', 30, 'percent'],
    ['占比百分之三十', 30, 'percent'],
    ['约三成的企业', 30, 'percent'],
    ['200,000 infected computers', 200_000, 'counted'],
    ['20万台电脑', 200_000, 'counted'],
    ['3000多名用户', 3000, 'counted'],
    ['1.2亿条个人信息', 120_000_000, 'counted'],
    ['stole 40GB', 40, 'counted'],
    ['within 24 hours', 24, null],
  ] as const)('%s', (text, value, unit) => expect(said(text)).toContainEqual([value, unit]));

  it('gives the ends of a range the scale and unit of its last', () => {
    expect(said('between 20 and 30 million dollars')).toEqual([
      [20_000_000, 'money'],
      [30_000_000, 'money'],
    ]);
    expect(said('20%-30%')).toEqual([
      [20, 'percent'],
      [30, 'percent'],
    ]);
  });

  it('leaves out parts of names, versions and times', () => {
    expect(
      said('AES-256 and RSA2048 by APT28 at 10:30 with 2.14.1 on x86, 64-bit').map(([value]) => value),
    ).not.toEqual(expect.arrayContaining([256, 2048, 28, 10, 2.14, 86]));
    expect(said('445,135,139,3389').map(([value]) => value)).toEqual([445, 135, 139, 3389]);
    expect(said('360百科')).not.toContainEqual([36_000, null]);
  });
});

describe('dates', () => {
  const ground = dateGround(
    'Seen on 12 May 2017 and again from 3 to 6 June. 该活动自2019年3月开始，至10月。Updated 01/09/2020. Since 2011 it slept; last December it woke. Sample 20190415103713.',
  );
  const has = (text: string) => datesIn(text).map((date) => hasDate(ground, date));

  it.each([
    'on 2017-05-12',
    '2017年5月12日',
    'May 12, 2017',
    '12th of May 2017',
    '2017年5月',
    'in May 2017',
    '6月3日',
    '6 June 2017',
    'in March 2019',
    '2019年10月',
    '2020年9月1日',
    'in 2011',
    '2011年',
    'in December',
    '2019年4月15日',
  ])('a text says %s in its own way', (text) => {
    expect(has(text).length).toBeGreaterThan(0);
    expect(has(text)).not.toContain(false);
  });

  it.each(['on 13 May 2017', '2017年6月12日', 'in May 2019', 'in 2012', '2012年', '2018年4月', 'on 9 June 2017'])(
    'and does not say %s',
    (text) => expect(has(text)).toContain(false),
  );
});

describe('identifiersIn', () => {
  const keys = (text: string) => identifiersIn(text).map(({ key }) => key);

  it.each([
    ['hxxps://www.Evil[.]example[.]com/', 'evil.example.com'],
    ['evil-site[.]com', 'evil-site.com'],
    ['10.20.30[.]40', '10.20.30.40'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001[:]db8[:][:]1', '2001:db8::1'],
    ['cve-2021-44228', 'cve-2021-44228'],
    ['T1059.001', 't1059.001'],
    ['version 4.2', '4.2'],
    ['升级到2.17.1', '2.17.1'],
    ['Shade 4.0版本', '4.0'],
    ['v10.3.4', '10.3.4'],
    ['admin[at]evil-site.com', 'admin@evil-site.com'],
    ['svchosts.exe', 'svchosts.exe'],
    ['HKCU\\Software\\Run\\Evil)', 'hkcu\\software\\run\\evil'],
  ])('%s', (text, key) => expect(keys(`It is ${text} here`)).toContain(key));

  it('takes no score, amount, date, heading or common standard for a version', () => {
    expect(keys('CVSS 9.8, 4.4 million, $2.5, 30.5%, 2017.05.12, TLS 1.2, PCI DSS 4.0.1')).toEqual([]);
  });
});
