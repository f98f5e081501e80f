import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../../crawlers/extract/metadata.ts';
import { parseDate } from '../../../crawlers/extract/parse-date.ts';
import { parseHtml } from '../../../crawlers/extract/parse-html.ts';

const read = (html: string, url = 'https://site.example/2020/01/02/post') => readMetadata(parseHtml(html), url);

describe('parseDate', () => {
  it.each([
    ['2021-12-09T14:30:00+08:00', '2021-12-09T14:30:00+08:00'],
    ['2021-12-09T06:30:00.123Z', '2021-12-09T06:30:00Z'],
    ['2021-12-09 14:30', '2021-12-09T14:30:00'],
    ['Thu, 09 Dec 2021 14:30:00 +0800', '2021-12-09T14:30:00+08:00'],
    ['2021年12月9日 14:30', '2021-12-09T14:30:00'],
    ['2021年12月9日 下午2时30分', '2021-12-09T14:30:00'],
    ['发布时间：2021/3/5', '2021-03-05'],
    ['May 12, 2017', '2017-05-12'],
    ['12th May 2017 at 6:40 pm', '2017-05-12T18:40:00'],
    ['Sept. 3, 2019', '2019-09-03'],
    ['20211209', '2021-12-09'],
    ['1639031400', '2021-12-09T06:30:00Z'],
    ['2021-02-30', null],
    ['05/06/2017', null],
    ['version 1.2.3', null],
    ['', null],
  ])('reads %s', (text, date) => expect(parseDate(text)).toBe(date));
});

describe('readMetadata', () => {
  it.each([
    ['<title>Emotet is back | Blue Desk</title><h1>Emotet is back</h1>', 'Emotet is back'],
    [
      '<title>Blue Desk » A long enough headline</title><meta property="og:site_name" content="Blue Desk">',
      'A long enough headline',
    ],
    ['<title>某组织攻击活动分析报告_安全频道_远山网</title>', '某组织攻击活动分析报告'],
    [
      '<title>What msdtc_update.exe does - and why it matters to us all</title>',
      'What msdtc_update.exe does - and why it matters to us all',
    ],
  ])('takes the title without the site: %s', (html, title) => expect(read(html).title).toBe(title));

  it('survives broken and hostile JSON-LD', () => {
    const deep = `${'{"@graph":['.repeat(2000)}1${']}'.repeat(2000)}`;
    const article = read(
      `<script type="application/ld+json">{"@type":"NewsArticle","headline":</script>
       <script type="application/ld+json">${deep}</script>
       <script type="application/ld+json">[{"@type":["NewsArticle"],"headline":{"a":1},"author":[{"name":"A B"},7,null,{"name":["C D"]}],"datePublished":["2020-01-01"],"keywords":"x, y",}]</script>`,
    );
    expect(article).toMatchObject({ authors: ['A B', 'C D'], tags: ['x', 'y'], publishedAt: '2020-01-02' });
  });

  it('resolves the canonical URL against the page, never against a base, and refuses other schemes', () => {
    expect(read('<base href="https://evil.example/"><link rel="canonical" href="/a#b">').canonicalUrl).toBe(
      'https://site.example/a',
    );
    expect(read('<link rel="canonical" href="javascript:alert(1)">').canonicalUrl).toBeNull();
    expect(read('<link rel="canonical" href="https://user:pass@site.example/">').canonicalUrl).toBeNull();
  });

  it('reads capital attributes, locales and visible labels', () => {
    expect(
      read(
        '<HTML LANG="zh_CN"><META NAME="Keywords" CONTENT="木马，勒索"><body>发布日期: 2019年1月5日 作者：林晓</body></HTML>',
      ),
    ).toMatchObject({
      declaredLanguage: 'zh-cn',
      tags: ['木马', '勒索'],
      publishedAt: '2019-01-05',
      authors: ['林晓'],
    });
  });
});
