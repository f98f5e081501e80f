import { describe, expect, it } from 'vitest';
import { dateInText } from '../../../crawlers/discover/date-in-text.ts';

const now = new Date('2026-11-24T10:00:00Z');

describe('dateInText', () => {
  it.each([
    ['2024-03-15', '2024-03-15'],
    ['[2024-03-15]', '2024-03-15'],
    ['2024/3/5 08:30', '2024-03-05'],
    ['2024.03.15', '2024-03-15'],
    ['2024-03-15T08:30:00+08:00', '2024-03-15T08:30:00+08:00'],
    ['2024年3月15日', '2024-03-15'],
    ['2024 年 3 月 15 日 14:30', '2024-03-15'],
    ['March 15, 2024', '2024-03-15'],
    ['Mar. 5th 2024', '2024-03-05'],
    ['15 March 2024', '2024-03-15'],
    ['Posted on March 15, 2024 by Mei Lin', '2024-03-15'],
    ['Mei Lin · March 15, 2024 · 7 min read', '2024-03-15'],
    ['By Mei Lin | 15 Mar 2024', '2024-03-15'],
    ['发布时间：2024-03-15 10:20 来源：国家中心 浏览：123', '2024-03-15'],
    ['3 days ago', '2026-11-21'],
    ['an hour ago', '2026-11-24'],
    ['2 months ago', '2026-09-25'],
    ['11小时前', '2026-11-23'],
    ['3天前', '2026-11-21'],
    ['1 个月前', '2026-10-25'],
    ['昨天 08:30', null],
    ['昨天', '2026-11-23'],
    ['Yesterday', '2026-11-23'],
    ['刚刚', '2026-11-24'],
  ])('%s → %s', (text, expected) => {
    expect(dateInText(text, now)).toBe(expected);
  });

  it.each([
    'On May 12, 2017, WannaCry spread to 150 countries.',
    '2021年12月9日，Log4j漏洞被公开',
    'The attackers came back 3 days ago with a new loader',
    '今天是：2026年11月24日 星期二',
    'CVE-2024-03-15',
    'Version 2024.03.15.1',
    'Copyright 2005-2024',
    '2024-02-31',
    '03-15',
    'today we look at a loader',
    `2024-03-15 ${'x'.repeat(200)}`,
  ])('finds none in %s', (text) => {
    expect(dateInText(text, now)).toBeNull();
  });

  it('takes of a title only what is no part of it', () => {
    expect(dateInText('[2024-03-15] 安全周报', now, true)).toBe('2024-03-15');
    expect(dateInText('2024-03-15', now, true)).toBe('2024-03-15');
    expect(dateInText('2017-05-12 | WannaCry', now, true)).toBeNull();
    expect(dateInText('2017-05-12 | WannaCry', now)).toBe('2017-05-12');
  });
});
