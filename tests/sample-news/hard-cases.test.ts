import { describe, expect, test } from 'vitest';
import { nextPart } from '../../crawlers/discover/article-parts.ts';
import { readLinks } from '../../crawlers/discover/links.ts';
import { extractArticle } from '../../crawlers/extract/extract-article.ts';
import { openBrowser } from '../../crawlers/fetch/browser.ts';
import { decodeHtml } from '../../crawlers/fetch/decode.ts';
import { findChromium } from '../../crawlers/fetch/find-chromium.ts';
import { nearDuplicateAt } from '../../pipeline/stages/dedupe/dedupe.ts';
import { jaccard, normaliseText, shinglesOf } from '../../pipeline/stages/dedupe/shingles.ts';
import { sampleSite } from './sample-site.ts';

const sample = sampleSite();
const en = 'http://threatwatch.example';
const zh = 'http://anquanliaowang.example';

async function htmlOf(url: string): Promise<string> {
  const { body, contentType } = await sample.get(url);
  return decodeHtml(body, contentType).text;
}
async function textOf(url: string): Promise<string> {
  return normaliseText(
    extractArticle(await htmlOf(url), url)
      .blocks.map(({ text }) => text)
      .join('\n'),
  );
}

test('the GBK page says so in <meta> only, and its bytes decode to what was written', async () => {
  const page = await sample.get(`${zh}/article/xcodeghost.html`);
  expect(page.contentType).toBe('text/html');
  expect(page.body.toString('latin1')).toContain('<meta charset="gbk">');
  const text = new TextDecoder('gbk', { fatal: true }).decode(page.body);
  expect(text).toContain('XcodeGhost：编译器里的幽灵');
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(page.body)).toThrow();
});

test('the long article goes on over three pages, which lead from one to the next', async () => {
  const first = `${en}/research/stuxnet`;
  const second = nextPart(await htmlOf(first), first);
  expect(second).toBe(`${first}?page=2`);
  const third = nextPart(await htmlOf(second!), second!);
  expect(third).toBe(`${first}?page=3`);
  expect(nextPart(await htmlOf(third!), third!)).toBe(null);
  expect((await sample.get(first)).body.toString()).not.toContain('<!-- page -->');
});

test('the scripted page holds nothing of its article', async () => {
  const html = await htmlOf(`${en}/research/xz-backdoor`);
  expect(html).toContain('<div id="app"');
  expect(html).not.toMatch(/CVE-2024-3094|liblzma|Freund/);
});

test.runIf(findChromium() !== null)('a browser builds the scripted page', async () => {
  const url = `${en}/research/xz-backdoor`;
  const browser = (await openBrowser())!;
  try {
    const { html } = await browser.render(url, { userAgent: 'sevenllm-tests', connectTo: sample.site.connectTo });
    const article = extractArticle(html, url);
    expect(article.title).toBe('The xz backdoor: two years of patience, found by half a second');
    expect(article.publishedAt).toBe('2024-04-02T08:25:00Z');
    expect(article.blocks.map(({ text }) => text).join('\n')).toContain('CVE-2024-3094');
  } finally {
    await browser.close();
  }
});

describe('copies', () => {
  test('one names the original as canonical, one names nothing, and both are word for word', async () => {
    const wire = `${en}/news/wire-colonial-pipeline`;
    expect(readLinks(await htmlOf(wire), wire).canonical).toBe(`${en}/research/colonial-pipeline`);
    expect(await textOf(wire)).toBe(await textOf(`${en}/research/colonial-pipeline`));
    const copy = `${zh}/kuaixun/weblogic-zhuanzai.html`;
    expect(readLinks(await htmlOf(copy), copy).canonical).toBe(null);
    expect(await textOf(copy)).toBe(await textOf(`${zh}/article/weblogic-mining.html`));
  });

  test.each([
    ['en', `${en}/research/log4shell`, `${en}/news/log4shell-update`],
    ['zh', `${zh}/article/gandcrab.html`, `${zh}/article/gandcrab-gengxin.html`],
  ] as const)('the edited copy (%s) is near its original, not the same', async (language, original, copy) => {
    const [one, other] = [await textOf(original), await textOf(copy)];
    const similarity = jaccard(shinglesOf(one, language), shinglesOf(other, language));
    expect(similarity).toBeGreaterThan(nearDuplicateAt + 0.05);
    expect(similarity).toBeLessThan(0.95);
  });
});

test('tracking parameters and fragments lead to the same bytes', async () => {
  const plain = await sample.get(`${en}/research/moveit`);
  const tracked = await sample.get(`${en}/research/moveit?utm_source=sidebar&utm_medium=most-read#comments`);
  expect(tracked.headers.etag).toBe(plain.headers.etag);
});
