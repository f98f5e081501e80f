import { readFile } from 'node:fs/promises';
import { load } from 'cheerio';
import { glob } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { readLinks } from '../../../crawlers/discover/links.ts';
import { pageTags } from '../../../crawlers/discover/page-tags.ts';
import { headerDirectives } from '../../../crawlers/discover/robots-directives.ts';
import { decodeHtml } from '../../../crawlers/fetch/decode.ts';

const url = 'https://news.example/list/';

describe('readLinks', () => {
  it('collects links once, canonical, against <base>, and what the head says', () => {
    const html = `<html><head><base href="/deep/"><link rel="canonical" href="/list/?utm_source=x">
      <link rel="Next" href="?page=2"><meta name="Robots" content="NoIndex, follow"><meta name="sevenllm" content="noai">
      <meta name="otherbot" content="nofollow"><meta name="tdm-reservation" content="1"></head>
      <body><a href="a">A</a><a href="/deep/a#x">A</a><a href="mailto:x@y.example">m</a><area href="//o.example/b"><a>no</a>
      <a href="/list/">self</a><a href="javascript:x()">j</a></body></html>`;
    expect(readLinks(html, url)).toEqual({
      links: ['https://news.example/deep/a', 'https://o.example/b'],
      next: 'https://news.example/deep/?page=2',
      canonical: 'https://news.example/list/',
      robots: ['noindex', 'follow', 'noai', 'tdm-reservation'],
    });
  });

  it('knows nothing of a page that says nothing', () => {
    expect(readLinks('plain text', url)).toEqual({ links: [], next: null, canonical: null, robots: [] });
  });

  it('takes broken and deeply nested HTML in a moment, and no more links than it should', () => {
    const began = performance.now();
    const nested = `${'<div>'.repeat(500_000)}<a href="/deep">x</a>${'<a href="/x"'.repeat(1000)}`;
    expect(readLinks(nested, url).links).toContain('https://news.example/deep');
    const many = Array.from({ length: 20_000 }, (_, i) => `<a href="/${i}">x</a>`).join('');
    expect(readLinks(many, url).links).toHaveLength(5000);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('pageTags', () => {
  const pageOf = (tag: string) => [...pageTags(tag)].map(({ name, attributes }) => [name, attributes.href]);

  it.each([
    ['<A HREF=/x>', '/x'],
    ["<a href='/x?a=1&amp;b=2'>", '/x?a=1&b=2'],
    ['<a class="c"href="/x"title=\'>\'>', '/x'],
    ['<a\n\thref\n=\n"/x" href="/y"/>', '/x'],
    ['<a disabled href="&#x2f;x">', '/x'],
    ['<a href="/x?a=1&copy=2">', '/x?a=1&copy=2'],
    ['<!-- <a href="/no"> --><!--><a href="/x">', '/x'],
    ['<script>"<a href=/no>"</script ><style>/*<a href=/no>*/</style><a href="/x">', '/x'],
  ])('reads %s', (tag, href) => {
    expect(pageOf(tag)).toEqual([['a', href]]);
  });

  it('reads the links that a parser reads on the sample pages', async () => {
    const files = await glob('sample-news/**/*.html');
    for (const file of files) {
      const html = decodeHtml(await readFile(file), null).text;
      const $ = load(html);
      const parsed = $('a[href], area[href]')
        .toArray()
        .map((element) => element.attribs.href);
      const scanned = [...pageTags(html)].filter(
        ({ name, attributes }) => /^a/.test(name) && attributes.href !== undefined,
      );
      expect(
        scanned.map(({ attributes }) => attributes.href),
        file,
      ).toEqual(parsed);
    }
  });

  it('takes hostile markup in a moment', () => {
    const began = performance.now();
    for (const piece of [
      '<a ',
      '<a href="',
      "<a href='x",
      '<!--',
      '<script>',
      `<a${' '.repeat(50)}`,
      '<a x=',
      '<',
      '<meta/',
      '&amp',
    ])
      for (const tag of pageTags(piece.repeat(300_000 / piece.length))) if (tag.name === 'a') tag.text();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('headerDirectives', () => {
  it.each([
    ['noindex, noai', ['noindex', 'noai']],
    ['otherbot: noindex, nofollow, sevenllm: noarchive', ['noarchive']],
    ['nofollow, sevenllm: noindex', ['nofollow', 'noindex']],
    ['unavailable_after: 25 Jun 2030 15:00:00 PST', ['unavailable_after: 25 jun 2030 15:00:00 pst']],
    ['', []],
  ])('%s → %o', (value, expected) => {
    expect(headerDirectives({ 'x-robots-tag': value }, 'sevenllm')).toEqual(expected);
  });

  it('reads a TDM reservation', () => {
    expect(headerDirectives({ 'tdm-reservation': '1' }, 'sevenllm')).toEqual(['tdm-reservation']);
  });
});
