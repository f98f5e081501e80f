import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../../crawlers/extract/extract-article.ts';
import type { Article } from '../../../pipeline/records.ts';
import { articleSchema } from '../../../pipeline/records.ts';
import { shingleScore } from './shingle-score.ts';

// An evaluation gate: the floors may be raised, and are lowered only by a decision.
const meanFloor = 0.99;
const pageFloor = 0.97;

const folder = new URL('../../fixtures/extract/', import.meta.url);
const pages = readdirSync(folder)
  .filter((name) => name.endsWith('.html'))
  .map((name) => {
    const article = extractArticle(readFileSync(new URL(name, folder), 'utf8'), `https://news.example/${name}`);
    const expected = readFileSync(new URL(name.replace('.html', '.txt'), folder), 'utf8');
    return { name, article, expected, score: shingleScore(textOf(article), expected) };
  });

function textOf(article: Article): string {
  return article.blocks.map((block) => block.text).join('\n');
}

function articleOf(name: string): Article {
  const page = pages.find((candidate) => candidate.name === `${name}.html`);
  if (!page) throw new Error(`no fixture ${name}`);
  return page.article;
}

describe('extraction quality (F1 on 4-gram shingles)', () => {
  for (const language of ['en', 'zh']) {
    it(`keeps its floors on ${language} pages`, () => {
      const scores = pages.filter(({ name }) => name.startsWith(language));
      expect(scores.length).toBeGreaterThanOrEqual(5);
      for (const { name, score } of scores) expect(score.f1, name).toBeGreaterThanOrEqual(pageFloor);
      const mean = scores.reduce((sum, { score }) => sum + score.f1, 0) / scores.length;
      expect(mean).toBeGreaterThanOrEqual(meanFloor);
    });
  }

  it.each(pages)('keeps every indicator of $name, and no visitor’s', ({ article, expected }) => {
    const indicators = (text: string) =>
      new Set(text.match(/\b[0-9a-f]{32,64}\b|\S*\[\.\]\S*|hxxps?:\S+|CVE-\d+-\d+|(?:\d{1,3}\.){3}\d{1,3}/gi));
    expect([...indicators(textOf(article))].sort()).toEqual([...indicators(expected)].sort());
  });

  it.each(pages)('makes a valid article of $name, without empty blocks', ({ article }) => {
    expect(articleSchema.parse(article)).toEqual(article);
    for (const block of article.blocks) expect(block.text).toBe(block.kind === 'code' ? block.text : block.text.trim());
  });
});

describe('what the fixtures say of their articles', () => {
  it('reads metadata of a blog', () => {
    expect(articleOf('en-blog-highlighted-code')).toMatchObject({
      title: 'Unpacking the Brickfall loader',
      authors: ['Ines Kowal', 'Tomasz Reed'],
      publishedAt: '2024-03-18T09:15:00+01:00',
      modifiedAt: '2024-03-20T17:02:00+01:00',
      declaredLanguage: 'en-us',
      siteName: 'Harbour Labs Research',
      canonicalUrl: 'https://news.example/research/brickfall-loader',
      tags: ['loader', 'reverse engineering'],
    });
  });

  it('keeps code whole, comments included, and drops its line numbers', () => {
    const code = articleOf('en-blog-highlighted-code').blocks.filter((block) => block.kind === 'code');
    expect(code).toHaveLength(2);
    expect(code[0]?.text).toContain('\n    # the key advances by three for each byte\n    key = start\n');
    expect(code[0]?.text).not.toMatch(/^\d+$/m);
    expect(code[1]?.text).toContain('\n    // two constants of the string decoder\n');
  });

  it('puts tables of indicators back with their heading and header row', () => {
    const { blocks } = articleOf('en-indicators-after-footer');
    const [heading, table] = blocks.slice(-2);
    expect(heading).toEqual({ kind: 'heading', level: 3, text: 'Indicators of compromise' });
    expect(table?.kind).toBe('table');
    expect(table?.text.split('\n')[0]).toBe('Type | Value | Note');
    expect(table?.text.split('\n')[2]).toMatch(/^SHA256 \| 9b02.* \| installer$/);
  });

  it('nests lists and numbers ordered ones', () => {
    const list = articleOf('en-hidden-tabs').blocks.find((block) => block.text.startsWith('1. '));
    expect(list?.text.split('\n')[2]).toBe('  - On average 340 gigabytes left the network.');
    expect(list?.text.split('\n')[4]).toMatch(/^3\. They encrypt/);
  });

  it('reads WeChat: hidden content shown, one line of code an element, the account as the site', () => {
    const article = articleOf('zh-wechat');
    expect(article).toMatchObject({ siteName: '北岸安全实验室', publishedAt: '2021-12-09T06:30:00Z' });
    expect(article.blocks.find((block) => block.kind === 'code')?.text.split('\n')).toHaveLength(4);
  });

  it('reads visible dates and names in Chinese', () => {
    expect(articleOf('zh-news-trailing-noise')).toMatchObject({
      title: '多所高校遭邮件诈骗 警方提醒核实收款账号',
      authors: ['沈一帆'],
      publishedAt: '2021-12-09T14:30:00',
      tags: ['网络安全', '邮件诈骗', '高校'],
    });
  });

  it('reads layout tables as an article, and the data table in them as a table', () => {
    const article = articleOf('en-layout-tables');
    expect(article).toMatchObject({ authors: ['R. Castellan'], publishedAt: '2003-08-14' });
    expect(
      article.blocks.filter((block) => block.kind === 'table').map((block) => block.text.split('\n').length),
    ).toEqual([4]);
  });
});
