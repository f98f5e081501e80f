import { expect, it } from 'vitest';
import { dateInUrl } from '../../../crawlers/discover/date-in-url.ts';

it.each([
  ['/2024/03/15/slug/', '2024-03-15'],
  ['/blog/2024/3/5/slug', '2024-03-05'],
  ['/2024/03/15', '2024-03-15'],
  ['/2024-03-15/slug', '2024-03-15'],
  ['/2024-03-15-slug', '2024-03-15'],
  ['/blog/2024_03_15_slug.html', '2024-03-15'],
  ['/a/2024/0315/8812.html', '2024-03-15'],
  ['/2024-03/15/c_1130.htm', '2024-03-15'],
  ['/n1/2024/0315/c1001-4019.html', '2024-03-15'],
  ['/art/2024/3/15/art_12_3.html', '2024-03-15'],
  ['/xw/202403/t20240315_123456.html', '2024-03-15'],
  ['/20240315.html', '2024-03-15'],
  ['/20240315/slug', '2024-03-15'],
  ['/news/202403151234.shtml', '2024-03-15'],
  ['/news/20240315A0B1.html', null],
  ['/2024/03/slug', '2024-03'],
  ['/2019/11/slug', '2019-11'],
  ['/202403/slug', '2024-03'],
  ['/202403', null],
  ['/2024/slug', null],
  ['/2024/02/31/slug', '2024-02'],
  ['/2024/13/slug', null],
  ['/wannacry-of-2017-05-12', null],
  ['/blog/cve-2024-0315', null],
  ['/posts/CVE-2021-44228/', null],
  ['/article/1234567', null],
  ['/article/12340512', null],
  ['/?p=20240315', null],
  ['/%E5%AE%89/2024/03/15/x', '2024-03-15'],
])('dateInUrl %s → %s', (path, expected) => {
  expect(dateInUrl(`https://news.example${path}`)).toBe(expected);
});

it('dateInUrl knows nothing of what is no address', () => {
  expect(dateInUrl('2024/03/15')).toBeNull();
});
