import { describe, expect, it } from 'vitest';
import { firstPart, nextPart } from '../../../crawlers/discover/article-parts.ts';

const site = 'https://news.example';
const path = (url: string | null) => url?.replace(site, '') ?? null;

describe('nextPart', () => {
  it.each([
    ['/a.html', '<a href="/a_2.html">下一页</a>', '/a_2.html'],
    ['/a_2.html', '<a href="/a.html">上一页</a><a href="/a_3.html">下一页 »</a>', '/a_3.html'],
    ['/a', '<link rel="next" href="/a?page=2">', '/a?page=2'],
    ['/a?page=2', '<a rel="next" href="/a?page=3">3</a>', '/a?page=3'],
    ['/a/', '<a href="/a/2/">Next Page</a>', '/a/2/'],
    ['/a/2/', '<a href="/a/3/"><span>Next page</span> →</a>', '/a/3/'],
    ['/a/2/', '<a href="/a/">1</a> 2 <a href="/a/3/">3</a> <a href="/a/3/">Next</a>', '/a/3/'],
    ['/a/page/2', '<a aria-label="Next page" href="/a/page/3">›</a>', '/a/page/3'],
    ['/a-1.html', '<a href="/a-2.html">下一页</a>', '/a-2.html'],
  ])('of %s: %s', (own, html, expected) => {
    expect(path(nextPart(html, site + own))).toBe(expected);
  });

  it.each([
    ['the next article', '/2024/a', '<a rel="next" href="/2024/b">Next</a>'],
    ['the next article by number', '/news/12', '<a rel="next" href="/news/13">Next</a>'],
    ['the next article by name and number', '/story-7.html', '<link rel="next" href="/story-8.html">'],
    ['the next post of WordPress', '/?p=12', '<link rel="next" href="/?p=13">'],
    ['下一篇', '/a_2.html', '<a href="/a_3.html">下一篇</a>'],
    ['a page that is skipped', '/a?page=2', '<a href="/a?page=4">Next page</a>'],
    ['another site', '/a', '<a href="https://other.example/a?page=2">Next page</a>'],
    ['an unmarked link', '/a', '<a href="/a?page=2">More</a>'],
    ['the page itself', '/a', '<a rel="next" href="#">Next page</a>'],
    ['nothing', '/a', '<p>The end</p>'],
  ])('is not %s', (_, own, html) => {
    expect(nextPart(html, site + own)).toBeNull();
  });
});

describe('firstPart', () => {
  it.each([
    ['/a_2.html', '<a href="/a.html">上一页</a>', '/a.html'],
    ['/a_3.html', '<a href="/a.html">1</a><a href="/a_2.html">2</a><a href="/a_2.html">上一页</a>', '/a.html'],
    ['/a_3.html', '<a href="/a_2.html">上一页</a>', '/a_2.html'],
    ['/a?page=3', '<link rel="prev" href="/a?page=2"><a href="/a?page=1">First</a>', '/a?page=1'],
    ['/a/2/', '<a rel="prev" href="/a/">Previous</a>', '/a/'],
    ['/a/page/3', '<a href="/a">1</a><a href="/a/page/2">2</a>', '/a'],
  ])('of %s: %s', (own, html, expected) => {
    expect(path(firstPart(html, site + own))).toBe(expected);
  });

  it.each([
    ['a first part', '/a.html', '<a href="/a_2.html">下一页</a>'],
    ['an article among numbered ones', '/news/13', '<a rel="prev" href="/news/12">Previous</a>'],
    ['an article of a numbered name', '/top-10.html', '<a href="/other.html">上一页</a>'],
    ['a page that leads nowhere', '/a?page=2', ''],
  ])('has none for %s', (_, own, html) => {
    expect(firstPart(html, site + own)).toBeNull();
  });
});
