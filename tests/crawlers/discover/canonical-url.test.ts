import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../../crawlers/discover/canonical-url.ts';

const base = 'https://news.example/a/b.html';

describe('canonicalUrl', () => {
  it.each([
    ['HTTPS://News.Example:443/x#top', 'https://news.example/x'],
    ['http://news.example:80', 'http://news.example/'],
    ['http://news.example:8080/', 'http://news.example:8080/'],
    ['../c/./d/../e', 'https://news.example/c/e'],
    [' /x\n', 'https://news.example/x'],
    ['//other.example./y', 'https://other.example/y'],
    ['https://me:secret@news.example/', 'https://news.example/'],
    ['/x/', 'https://news.example/x/'],
    ['/x', 'https://news.example/x'],
    ['?b=2&a=1&a=0', 'https://news.example/a/b.html?a=1&a=0&b=2'],
    ['/x?', 'https://news.example/x'],
    ['/x?&&a=1&', 'https://news.example/x?a=1'],
    ['/x?utm_source=a&UTM_Medium=b&id=3&fbclid=z&gclid=1&spm=a.b.c', 'https://news.example/x?id=3'],
    ['/x?from=timeline&isappinstalled=0&share_token=9', 'https://news.example/x'],
    ['/x?from=20', 'https://news.example/x?from=20'],
    ['/x;jsessionid=AB12?PHPSESSID=ff&p=1', 'https://news.example/x?p=1'],
    ['/%7euser/%e6%bc%8f', 'https://news.example/~user/%E6%BC%8F'],
    ['/漏洞', 'https://news.example/%E6%BC%8F%E6%B4%9E'],
    ['/s?q=%c4%e3', 'https://news.example/s?q=%C4%E3'],
    ['http://例え.jp/', 'http://xn--r8jz45g.jp/'],
    [
      'https://mp.weixin.qq.com/s?__biz=Mz&mid=1&idx=2&sn=ab&chksm=cd&scene=27&key=x#rd',
      'https://mp.weixin.qq.com/s?__biz=Mz&idx=2&mid=1&sn=ab',
    ],
  ])('%s → %s', (href, expected) => {
    expect(canonicalUrl(href, base)).toBe(expected);
    expect(canonicalUrl(expected)).toBe(expected);
  });

  it.each([
    'mailto:a@b.example',
    'javascript:void(0)',
    'ftp://x.example/',
    'data:text/html,x',
    'http://',
    'http://[::bad::1]/',
  ])('%s is no page', (href) => {
    expect(canonicalUrl(href, base)).toBeNull();
  });

  it('refuses addresses of over 2,000 characters, and relative ones without a base', () => {
    expect(canonicalUrl(`/${'x'.repeat(2000)}`, base)).toBeNull();
    expect(canonicalUrl('/x')).toBeNull();
  });
});
