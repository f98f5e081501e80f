import { describe, expect, it } from 'vitest';
import { datesOfLinks } from '../../../crawlers/discover/dates-of-links.ts';
import { readLinks } from '../../../crawlers/discover/links.ts';

const url = 'https://news.example/list/';
const now = new Date('2026-11-24T10:00:00Z');
const read = (html: string) =>
  Object.fromEntries(
    [...datesOfLinks(html, url, now)].map(([link, date]) => [link.replace('https://news.example/', ''), date]),
  );

const wordPress = (slug: string, title: string, date: string, id: number) => `
  <article id="post-${id}" class="post-${id} post type-post status-publish format-standard hentry category-${slug}">
    <a class="post-thumbnail" href="/${slug}/"><img src="/i/${id}.png"></a>
    <header class="entry-header"><h2 class="entry-title"><a href="/${slug}/" rel="bookmark">${title}</a></h2>
      <div class="entry-meta"><span class="posted-on">Posted on <a href="/${slug}/" rel="bookmark">
        <time class="entry-date published" datetime="${date}">March</time>
        <time class="updated" datetime="${date}">March</time></a></span>
        <span class="byline">by <a class="url fn n" href="/author/mei/">Mei</a></span></div></header>
    <div class="entry-content"><p>On May 12, 2017, WannaCry spread. <a class="more-link" href="/${slug}/#more">Read on</a></p></div>
    <footer><span class="cat-links"><a href="/category/malware/" rel="category tag">Malware</a></span></footer>
  </article>`;

describe('datesOfLinks', () => {
  it('reads a WordPress archive, and no date out of a sidebar or an excerpt', () => {
    const html = `<!doctype html><html><head><title>2012-01-01</title><style>/*<li>2011-01-01*/</style></head><body>
      <header><div class="date">Tuesday, November 24, 2026</div>
        <ul class="menu"><li><a href="/about/">About</a></li><li><a href="/pinned/">Pinned</a></li></ul></header>
      <main>${wordPress('qakbot', 'Qakbot', '2024-03-15T09:00:00+00:00', 31)}
        ${wordPress('icedid', 'IcedID', '2024-03-12T22:30:00-05:00', 29)}
        <nav class="pagination"><a class="page-numbers" href="/page/2/">2</a><a class="next" href="/page/2/">Next</a></nav></main>
      <aside><ul><li><a href="/recent/">Recent</a></li></ul></aside><footer><p>Since 2009-01-01</p></footer></body></html>`;
    expect(read(html)).toEqual({
      'qakbot/': '2024-03-15T09:00:00+00:00',
      'icedid/': '2024-03-12T22:30:00-05:00',
      'author/mei/': '2024-03-15T09:00:00+00:00',
      'category/malware/': '2024-03-15T09:00:00+00:00',
    });
  });

  it('reads a Hexo archive, whose links hold their dates', () => {
    const post = (slug: string, date: string, day: string) => `
      <article class="archive-article archive-type-post"><header class="archive-article-header">
        <a href="/posts/${slug}/" class="archive-article-date"><time datetime="${date}">${day}</time></a>
        <h1 itemprop="name"><a class="archive-article-title" href="/posts/${slug}/">${slug}</a></h1></header></article>`;
    const html = `<section class="archives-wrap"><div class="archive-year-wrap"><a href="/archives/2024">2024</a></div>
      <div class="archives">${post('heap', '2024-03-15T02:12:41.000Z', '3月15')}${post('rop', '2024-01-02T16:00:00.000Z', '1月3')}</div>
      </section><section class="archives-wrap"><div class="archive-year-wrap"><a href="/archives/2023">2023</a></div>
      <div class="archives">${post('uaf', '2023-12-30T11:00:00.000Z', '12月30')}</div></section>`;
    expect(read(html)).toEqual({
      'posts/heap/': '2024-03-15T02:12:41Z',
      'posts/rop/': '2024-01-02T16:00:00Z',
      'posts/uaf/': '2023-12-30T11:00:00Z',
    });
  });

  it('reads the list of a Chinese content management system', () => {
    const html = `<div class="top"><span>今天是：2026年11月24日 星期二</span><a href="/login">登录</a></div>
      <div class="list"><ul>
        <li><span>[2024-03-15]</span><a href="./202403/t20240314_123.html" title="关于2021年12月9日Log4j漏洞的通报">关于2021年12月9日Log4j漏洞的通报</a></li>
        <li><span>[2024-03-11]</span><a href="/art/8812">网络安全周报</a></li>
        <li><a href="/art/8790">2023年回顾</a><em>2024年3月5日</em></li>
        <li><a href="/art/8001">没有日期</a></li>
      </ul></div><div class="page"><a href="index_2.html">下一页</a></div><p>版权所有 2005-01-01</p>`;
    expect(read(html)).toEqual({
      'list/202403/t20240314_123.html': '2024-03-15',
      'art/8812': '2024-03-11',
      'art/8790': '2024-03-05',
    });
  });

  it('reads a Hugo list, dates before and after the link, relative ones among them', () => {
    const html = `<main class="list"><section class="post-entry"><h2>One</h2><footer class="entry-footer">
        <span title="2024-03-15 00:00:00 +0000 UTC">March 15, 2024</span> · 7 min</footer><a class="entry-link" href="/posts/one/"></a></section>
      <section class="post-entry"><h2>Two</h2><footer class="entry-footer"><span>3 days ago</span> · 2 min</footer>
        <a class="entry-link" href="/posts/two/"></a></section>
      <section class="post-entry"><h2>Three</h2><footer class="entry-footer"><span>12th Feb 2024</span></footer><a href="/posts/three/">x</a></section>
      </main>`;
    expect(read(html)).toEqual({
      'posts/one/': '2024-03-15',
      'posts/two/': '2026-11-21',
      'posts/three/': '2024-02-12',
    });
  });

  it('reads tables, with and without closing tags', () => {
    const html = `<table><thead><tr><th>Advisory<th>Date</thead><tbody>
      <tr><td><a href="/adv/1">CVE-2024-1</a><td>2024/03/15<td><a href="/cvss/1">9.8</a>
      <tr><td><a href="/adv/2">CVE-2024-2</a><td>2024/03/14<td><a href="/cvss/2">7.5</a></table><p><a href="/faq">FAQ</a></p>`;
    const dates = { 'adv/1': '2024-03-15', 'cvss/1': '2024-03-15', 'adv/2': '2024-03-14', 'cvss/2': '2024-03-14' };
    expect(read(html)).toEqual(dates);
    expect(read(html.replace(/<td>/g, '</td><td>').replace(/<tr>/g, '</tr><tr>'))).toEqual(dates);
  });

  it('reads links and dates that take turns in one element', () => {
    const lines = [15, 14, 13].map((day) => `<a href="/n/${day}">第${day}号</a> (2024-03-${day})<br>`).join('\n');
    const terms = [15, 14, 13].map((day) => `<dt>2024-04-${day}<dd><a href="/m/${day}">x</a>`).join('');
    const html = `<div><a href="/home">首页</a></div><div class="c">${lines}</div><dl>${terms}</dl>`;
    expect(read(html)).toEqual(
      Object.fromEntries(
        [15, 14, 13].flatMap((day) => [
          [`n/${day}`, `2024-03-${day}`],
          [`m/${day}`, `2024-04-${day}`],
        ]),
      ),
    );
  });

  it('reads days above lists of their articles', () => {
    const html = [3, 2, 1]
      .map((day) => `<h3>2024-03-0${day}</h3><ul><li><a href="/a/${day}">a</a><li><a href="/b/${day}">b</a></ul>`)
      .join('');
    expect(read(`<ul><li><a href="/">home</a></ul>${html}`)).toMatchObject({
      'a/3': '2024-03-03',
      'b/1': '2024-03-01',
    });
  });

  it('knows nothing where the date is of the page, of prose or of a title', () => {
    const html = `<base href="/b/"><div class="bar">2026-11-24 <a href="/x">x</a></div><div class="foot">2001-01-01 <a href="/y">y</a></div>
      <ul><li><a href="/z">WannaCry of May 12, 2017, revisited</a></li><li><a href="/v">2017年5月12日事件</a></li></ul>
      <div class="card"><a href="/u">u</a><p>On May 12, 2017, it spread to 150 countries.</p></div>
      <div class="card"><a href="/t">t</a><p>On May 13, 2017, it was stopped.</p></div>
      <a href="2024/03/15/slug">by its address</a><a href="/2019/11/slug">month</a>`;
    expect(read(html)).toEqual({ 'b/2024/03/15/slug': '2024-03-15', '2019/11/slug': '2019-11' });
  });

  it('takes no longer for hostile pages than for others of their size', () => {
    const size = 1_000_000;
    const pieces = [
      ...[
        '<div>',
        '<div><a href="/x">',
        '<li><a href="/x">2024-03-15',
        '<p><b><time>',
        '</div>',
        '<a href="',
        '<!--',
        '<',
      ],
      ...[
        '<table><tr><td>',
        '<dl><dt>',
        '<span class=x>2024-03-15</span><a href=/q>',
        'March ',
        '2024年',
        '1 ',
        '(',
        '&amp',
      ],
      '<div><a href="/x"></a><i>2024-03-15</i></div><div>',
    ];
    const timeOf = (html: string) => {
      const began = process.cpuUsage().user;
      datesOfLinks(html, url, now);
      return process.cpuUsage().user - began;
    };
    const plain = timeOf('<li><a href="/post">Title of a post</a><span>2024-03-15</span></li>'.repeat(size / 64));
    for (const piece of pieces)
      expect(timeOf(piece.repeat(size / piece.length)), piece).toBeLessThan(plain * 20 + 2_000_000);
    const unique = Array.from({ length: 20_000 }, (_, i) => `<div><a href="/${i}">x</a>`).join('');
    expect(timeOf(unique)).toBeLessThan(plain * 20 + 2_000_000);
  });

  it('finds dates for links as readLinks finds them', () => {
    const html = '<ul><li><a href="A?utm_source=x#f">x</a> 2024-03-15</li><li><a href="B">y</a> 2024-03-14</li></ul>';
    expect([...datesOfLinks(html, url, now).keys()]).toEqual(readLinks(html, url).links);
  });
});
