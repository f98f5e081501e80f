import { describe, expect, test } from 'vitest';
import type { Source } from '../../crawlers/define-source.ts';
import { decodeHtml } from '../../crawlers/fetch/decode.ts';
import { FetchRefusedError } from '../../crawlers/fetch/fetch-refused-error.ts';
import { sampleNewsEn } from '../../crawlers/sources/sample-news-en.ts';
import { sampleNewsZh } from '../../crawlers/sources/sample-news-zh.ts';
import { readExpectations } from '../../sample-news/expectations.ts';
import { sampleSite, walk } from './sample-site.ts';

const { urls, notes } = readExpectations();
const sample = sampleSite();
const sources: [string, Source][] = [sampleNewsEn, sampleNewsZh].map((source) => [source.id, source]);
const walks = new Map<string, ReturnType<typeof walk>>();
const walked = (source: Source) => {
  const known = walks.get(source.id) ?? walk(source, sample.get);
  walks.set(source.id, known);
  return known;
};
const hostOf = (source: Source) => new URL(source.seeds[0]!.url).host;

describe('expected.json', () => {
  test('is ordered, names each URL once, and says why', () => {
    const sorted = [...new Set(urls.map(({ url }) => url))].sort();
    expect(urls.map(({ url }) => url)).toEqual(sorted);
    expect(notes.length).toBeGreaterThan(0);
    for (const { why } of urls) expect(why).toMatch(/^\S.*\.$/);
  });

  test('has twelve documents or more in each language', () => {
    const documents = urls.flatMap((one) => (one.becomes === 'document' ? [one.language] : []));
    expect(documents.filter((language) => language === 'en').length).toBeGreaterThanOrEqual(12);
    expect(documents.filter((language) => language === 'zh').length).toBeGreaterThanOrEqual(12);
  });

  test.each(sources)('%s: a crawler meets what is listed and nothing else', async (_, source) => {
    const { met } = await walked(source);
    const listed = urls.map(({ url }) => url).filter((url) => new URL(url).host === hostOf(source));
    expect([...met].sort()).toEqual(listed);
  });

  test.each(sources)('%s: every other link leads to furniture that exists', async (_, source) => {
    const { others } = await walked(source);
    expect(others.size).toBeGreaterThan(15);
    for (const url of others) expect((await sample.get(url)).status, url).toBe(200);
  });
});

const answers = urls.map((one) => [one.url, one] as const);

test.each(answers)('%s answers as expected.json says', async (url, expectation) => {
  const accept = expectation.becomes === 'discovery' ? 'any' : 'page';
  const answer = await sample.get(url, { accept }).catch((error: unknown) => error);
  const reason = 'reason' in expectation ? expectation.reason : null;
  if (answer instanceof FetchRefusedError) {
    expect(reason).toBe(answer.reason);
    return;
  }
  const page = answer as Awaited<ReturnType<typeof sample.get>>;
  expect(page.status).toBe(200);
  const redirects = reason === 'redirected-duplicate' || reason === 'off-site';
  expect(page.redirects.length).toBe(redirects ? 1 : 0);
  expect(page.headers.etag).toMatch(/^"[\w-]+"$/);
  expect(page.headers['last-modified']).toMatch(/GMT$/);
  if (expectation.becomes !== 'document') return;
  const { text, encoding } = decodeHtml(page.body, page.contentType);
  expect(encoding).toBe(url.includes('xcodeghost') ? 'gbk' : 'utf-8');
  expect(text).not.toContain('\ufffd');
});
