import { describe, expect, it } from 'vitest';
import { isDateline } from '../../../crawlers/extract/dateline.ts';
import { extractArticle } from '../../../crawlers/extract/extract-article.ts';
import { dropNoise } from '../../../crawlers/extract/noise-lines.ts';

const filler = (topic: string) =>
  `<p>${`What the analysts wrote about ${topic} fills a paragraph, and another sentence follows it. `.repeat(4)}</p>`;
const linesOf = (body: string) =>
  extractArticle(`<html><head><title>Frost | Desk</title></head><body>${body}</body></html>`, 'https://news.example/a')
    .blocks.map((block) => block.text)
    .join('\n');

describe('isDateline', () => {
  it.each([
    'Updated Nov 19, 9:41 AM; Posted Nov 18, 8:19 PM',
    'Published 1 day ago',
    'PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Tue, Nov 19, 2019',
    'November 18, 2019 at 2:26 PM HST',
    '更新时间：2021-03-05 14:20 星期五',
    '3小时前',
  ])('takes %s for one', (line) => expect(isDateline(line)).toBe(true));

  it.each(['On November 18, 2019 the group struck', '2021年3月5日，攻击者入侵', 'Version 2', 'Updated malware', ''])(
    'does not take %s for one',
    (line) => expect(isDateline(line)).toBe(false),
  );
});

describe('dropNoise', () => {
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, text });

  it.each([
    'Advertisement',
    'Image 3 of 14',
    'Loading…',
    'Photo: Jane Doe / Agency',
    '© Agency',
    '点击查看大图',
    '[1] [2] [3] 下一页',
  ])('drops %s', (text) => expect(dropNoise([paragraph(text)])).toEqual([]));

  it('keeps sentences that begin alike, code, and the other lines of a block', () => {
    const blocks = [
      paragraph('Advertisements carried the exploit kit to its victims.'),
      paragraph('Share prices fell.\nAdvertisement\nThen they rose.'),
      { kind: 'code' as const, text: 'print' },
    ];
    expect(dropNoise(blocks)).toEqual([blocks[0], paragraph('Share prices fell.\nThen they rose.'), blocks[2]]);
  });
});

describe('extractArticle', () => {
  it('reads an article laid out in sections whole, without the comments and teasers below', () => {
    const section = (topic: string) =>
      `<section><div class="row"><h2>On ${topic}</h2><div>${filler(topic).repeat(3)}</div></div></section>`;
    const text = linesOf(
      `<div class="builder">${['loaders', 'droppers', 'wipers', 'miners', 'bankers'].map(section).join('')}</div>
       <div class="comments"><h3>Comments</h3>${filler('anger').repeat(9)}</div>`,
    );
    for (const topic of ['loaders', 'droppers', 'wipers', 'miners', 'bankers']) expect(text).toContain(`On ${topic}`);
    expect(text).not.toContain('anger');
  });

  it('keeps an article whose class also names furniture', () => {
    const text = linesOf(
      `<main><div class="article-body pagination-first">${filler('plague').repeat(3)}</div></main><div>${filler('cookies')}</div>`,
    );
    expect(text).toContain('plague');
  });

  it('keeps a data table that follows the text outside its container, with its heading', () => {
    const table = `<table><tr><td>Family</td><td>Seen</td></tr><tr><td>Frost</td><td>14</td></tr></table>`;
    const text = linesOf(`<div><div class="text">${filler('frost').repeat(4)}</div><h2>Counts</h2>${table}</div>`);
    expect(text).toContain('Counts\nFamily | Seen\nFrost | 14');
  });

  it('leaves out links away, menus before the text and credits of photographs, and keeps figures’ captions', () => {
    const text = linesOf(
      `<div>${['Home', 'News', 'Video', 'Sport', 'More'].map((name) => `<a href="/">${name}</a>`).join(' | ')}</div>
       <article><h1>Frost</h1>${filler('frost')}<p>Related: <a href="/b">Another story of the day</a></p>
       <figure><img src="a.png"><figcaption>A server room. (Photo: Agency)</figcaption></figure>
       <figure><img src="b.png"><figcaption>The decoded configuration of the loader</figcaption></figure>${filler('frost')}</article>`,
    );
    expect(text).not.toMatch(/Sport|Another story|server room/);
    expect(text).toContain('The decoded configuration of the loader');
  });
});
