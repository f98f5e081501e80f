import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { ArticleExtractor, ExtractionError } from '../../../crawlers/extract/extractor-pool.ts';
import { FailRecordError, RetryLaterError } from '../../../pipeline/errors.ts';

const prose = '<p>The operators came in through a gateway that had no second factor, and stayed for eleven days.</p>';
const page = (body: string) =>
  `<html><head><title>A page of tests</title></head><body><article>${body}</article></body></html>`;
const url = 'https://hostile.example/page';

describe('ArticleExtractor', () => {
  const extractor = new ArticleExtractor({ deadlineMs: 8000 });
  afterAll(() => extractor.close());

  it('extracts in a thread what extractArticle extracts', async () => {
    const article = await extractor.extract(page(prose.repeat(5)), url);
    expect(article.title).toBe('A page of tests');
    expect(article.blocks).toHaveLength(5);
  });

  it('honours selectors, and says where one is not CSS', async () => {
    const html = page(
      `${prose}<h4 class="t">Chosen</h4><div id="own"><p>Only this.</p></div><i class="d">May 12, 2017</i>`,
    );
    const article = await extractor.extract(html, url, { title: '.t', date: '.d', body: '#own' });
    expect(article).toMatchObject({
      title: 'Chosen',
      publishedAt: '2017-05-12',
      blocks: [{ kind: 'paragraph', text: 'Only this.' }],
    });
    await expect(extractor.extract(html, url, { body: '##[' })).rejects.toThrow('not a CSS selector');
    expect((await extractor.extract(html, url)).title).toBe('A page of tests');
  });

  const hostile: [string, string][] = [
    ['10,000 nested divisions', page(`${'<div>'.repeat(10_000)}${prose}${'</div>'.repeat(10_000)}`)],
    ['10,000 unclosed fonts and tables', page(`${'<font><table><tr><td>'.repeat(2500)}${prose}`)],
    [
      'a table of 5 MB',
      page(`<table>${`<tr><td>${'x'.repeat(40)}</td><td>${'y'.repeat(40)}</td></tr>`.repeat(48_000)}</table>`),
    ],
    ['control characters', page(`${prose}\0\u0001\u0002<p\u0000>\u001b[31m${prose}\ud800`)],
    ['unclosed tags', `<html><body><div><p>${prose}<b><i><a href="x`],
    ['an unclosed comment', `<html><body>${prose}<!-- ${'x'.repeat(100_000)}`],
    [
      'a base elsewhere',
      page(`<base href="javascript:alert(1)"><base href="//evil.example">${prose.repeat(4)}<a href="x">y</a>`),
    ],
    [
      'an attribute of 5 MB',
      page(`<div class="${'comment '.repeat(600_000)}" style="${'a:b;'.repeat(200_000)}">${prose}</div>`),
    ],
    [
      '100,000 attributes',
      page(`<div ${Array.from({ length: 100_000 }, (_, n) => `a${n}=1`).join(' ')}>${prose}</div>`),
    ],
    ['100,000 entities', page(`<p>${'&amp;&#x200b;&bogus;'.repeat(100_000)}</p>${prose}`)],
    ['white space of 5 MB', page(`${prose}<p>${' \n'.repeat(2_500_000)}</p><pre>${'\n'.repeat(100_000)}</pre>`)],
    ['hex of 2 MB', page(`${prose}<pre>${'0a'.repeat(1_000_000)}</pre><p>${'a.'.repeat(500_000)}</p>`)],
    ['nothing', ''],
  ];
  it.each(hostile)('ends on %s', async (_, html) => {
    const started = performance.now();
    const result = await extractor.extract(html, url).catch((error: unknown) => error);
    expect(performance.now() - started).toBeLessThan(12_000);
    if (result instanceof ExtractionError) expect(['timeout', 'crashed']).toContain(result.reason);
    else expect(JSON.stringify(result)).not.toContain('\\u0000');
  });

  it('reads the prose under nesting that would exhaust the stack, and tables of thousands of indicators whole', async () => {
    const deep = await extractor.extract(hostile[0]?.[1] ?? '', url);
    expect(deep.blocks.map((block) => block.text)).toEqual([prose.slice(3, -4)]);
    const rows = Array.from(
      { length: 2000 },
      (_, n) => `<tr><td>SHA256</td><td>${String(n).padStart(64, 'a')}</td></tr>`,
    );
    const long = await extractor.extract(page(`${prose.repeat(3)}<table>${rows.join('')}</table>`), url);
    expect(long.blocks.map((block) => block.kind)).toEqual(['paragraph', 'paragraph', 'paragraph', 'table']);
    expect(long.blocks[3]?.text.split('\n')).toHaveLength(2000);
  });

  it('goes on with the next page after a timeout, a lack of memory and a page too large', async () => {
    const small = new ArticleExtractor({ deadlineMs: 1, memoryMb: 512, maxBytes: 3_000_000 });
    const big = page(`<table>${'<tr><td>x</td></tr>'.repeat(100_000)}</table>`);
    await expect(small.extract(big, url)).rejects.toMatchObject({ reason: 'timeout', name: 'ExtractionError' });
    await expect(small.extract('x'.repeat(3_000_001), url)).rejects.toMatchObject({ reason: 'too-large' });
    await small.close();
    const tight = new ArticleExtractor({ memoryMb: 40, deadlineMs: 20_000 });
    const failure = await tight.extract(page('<p><b>x</b></p>'.repeat(200_000)), url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FailRecordError);
    expect(failure).toMatchObject({ reason: 'crashed' });
    expect((await tight.extract(page(prose.repeat(3)), url)).blocks).toHaveLength(3);
    await tight.close();
  });

  it('works with several threads, and refuses work once closed', async () => {
    const pool = new ArticleExtractor({ threads: 2 });
    const articles = await Promise.all(
      Array.from({ length: 12 }, (_, n) => pool.extract(page(`<h1>No ${n}</h1>${prose}`), url)),
    );
    expect(articles).toHaveLength(12);
    const pending = pool.extract(page(prose), url);
    await Promise.all([expect(pending).rejects.toBeInstanceOf(RetryLaterError), pool.close()]);
    await expect(pool.extract(page(prose), url)).rejects.toBeInstanceOf(RetryLaterError);
  });

  it('lets a process end that forgot to close it', async () => {
    const built = new URL('../../../dist/crawlers/extract/extractor-pool.js', import.meta.url).href;
    const script = `import { ArticleExtractor } from ${JSON.stringify(built)};
      const article = await new ArticleExtractor().extract('<p>hello</p>', 'https://a.example/');
      console.log(article.blocks.length);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 20_000,
    });
    expect(stdout.trim()).toBe('1');
  });
});
