import { describe, expect, it } from 'vitest';
import { defineSource } from '../../../crawlers/define-source.ts';
import { listPage } from '../../../crawlers/discover/page-number.ts';
import { type FoundAt, trapOf } from '../../../crawlers/discover/trap.ts';
import { hostsOf } from '../../../crawlers/page-for.ts';
import { builtInSources } from '../../../crawlers/sources/index.ts';

const origin = 'https://news.example';
const source = defineSource({
  id: 'news',
  name: 'News',
  language: 'mixed',
  seeds: [
    { kind: 'listing', url: `${origin}/` },
    { kind: 'listing', url: `${origin}/search?order=newest&type=1&area=2&tag=3&x=4` },
  ],
  article: /^\/(\d{4}\/\d{2}(\/\d{2})?|blog|art|print|a|posts|news)\/|^\/\?p=|^\/(view|show|content|s)\b/,
  listing: /./,
  maxDepth: 10,
  licence: 'None',
});
const now = new Date('2026-11-24T10:00:00Z');
const found = (kind: FoundAt['kind'], from: Partial<FoundAt> = {}): FoundAt => ({
  ...{ depth: 1, kind, parentUrl: `${origin}/`, now },
  ...from,
});

describe('trapOf', () => {
  it.each([
    '/2024/03/15/qakbot-returns/',
    '/2024/03/03/03',
    '/2003/03/03/3/',
    '/?p=123',
    '/?p=12345&preview=false',
    '/blog/2024/03/threat-blog-threat/',
    '/blog/en/blog/why-we-blog',
    '/a/b/a/c.html',
    '/a/2024/0315/2024.html',
    '/art/2024/3/15/art_12_3456.html',
    '/art/1/1/1.html',
    '/news/202403/t20240315_123456.html',
    '/news/show.php?id=8812&cid=3',
    '/view?id=550e8400-e29b-41d4-a716-446655440000',
    '/content?docid=4af3c1d2e5b6a7980123456789abcdef',
    '/s?__biz=MzA5MDAwMTIzNA%3D%3D&idx=1&mid=2651234567&sn=3f2a9d8c7b6e5f4a3b2c1d0e9f8a7b6c',
    '/s/Xk3bQ9vP0aZ7mN2sR5tYwA',
    '/posts/%E5%AE%89%E5%85%A8%E5%91%A8%E6%8A%A5%EF%BC%9A%E6%BC%8F%E6%B4%9E%E9%A2%84%E8%AD%A6%E4%B8%8E%E5%88%86%E6%9E%90/',
    `/posts/${'%E5%AE%89'.repeat(150)}`,
    `/posts/${'long-slug-'.repeat(60)}`,
    '/view?keyword=%B0%B2%C8%AB&id=3',
    '/print/2024/threats',
    '/news/amp/',
    '/news/share-of-malware/share/',
    '/news/1/2/3/4/5/6/7/8/9/10/11/12/13/14',
    '/view?tags[]=apt&tags[]=rat',
    '/view?sort=1&order=2&filter=3&view=4&page=5',
    '/show?s=log4j+cve-2021-44228+exploit+2021+2022',
    '/show?token=short',
    '/news/?page=2500',
    '/2031/01/01/predictions-for-2031/',
    '/1988/11/02/the-morris-worm',
    '/news/cve-2024-3094-xz-xz-xz',
    '/blog/CVE-2023-34362-MOVEit-CVE-2023-34362/CVE-2023-34362',
  ])('lets the article %s be', (path) => {
    expect(trapOf(origin + path, source, found('article'))).toBeNull();
  });

  it.each([
    '/page/2/',
    '/page/487/',
    '/category/malware/page/12',
    '/tag/%E5%8B%92%E7%B4%A2/',
    '/2024/03/',
    '/2024/03/page/7/',
    '/2024/03/15/',
    '/2024/03/15/page/2/',
    '/2026/11/24/',
    '/2026/11/25/',
    '/archives/2005/',
    '/archives/date/2024-03',
    '/list_12_33.html',
    '/list-3.html',
    '/list/1984/2',
    '/channel/1234/5',
    '/index_2.shtml',
    '/node/1850/list.htm',
    '/a/news/a/',
    '/index.php?m=content&c=index&a=lists&catid=10&page=2',
    '/index.php?option=com_content&view=category&layout=blog&id=12&Itemid=5',
    '/archive?year=2024&month=3',
    '/archive?page=3',
    '/?paged=44',
    '/?m=202403',
    '/?cat=5&paged=3',
    '/?s=ransomware',
    '/search?updated-max=2024-03-15T08:00:00-07:00&max-results=20&start=40&by-date=false',
    '/search?order=newest&type=1&area=2&tag=3&x=4',
    '/search?order=newest&type=1&area=2&tag=3&x=4&page=2',
    '/list?after=eyJpZCI6MTIzNDU2fQ',
    '/list?from=20',
    '/list.aspx?id=12&page=3',
    '/c/%CD%F8%C2%E7?pn=3',
    '/t/print-security/',
    '/view-all',
    '/research?topic=apt&year=2024',
    '/list?type=vuln&level=high&vendor=3',
  ])('lets the listing %s be', (path) => {
    expect(trapOf(origin + path, source, found('listing'))).toBeNull();
  });

  it.each([
    ['/blog/tags/tags/tags/x', 'Its path has "tags" 3 times.'],
    ['/blog/a/img/b/img/c/img/d', 'Its path has "img" 3 times.'],
    ['/news/1/2/1/2/1/2', 'Its path repeats "1/2".'],
    ['/news/7/7/7/7', 'Its path repeats "7".'],
    [`/news${'/x1/y2/z3/w4'.repeat(2)}/a/b/c/d/e/f/g/h`, 'Its path has 17 segments.'],
    [`/news/${'x'.repeat(1000)}`, 'Its address has 1026 characters.'],
    ['/view?id=3&id=4', 'It has the parameter "id" twice.'],
    ['/view?id=3&sid=0123456789abcdef0123456789ABCDEF', 'Its parameter "sid" carries a session.'],
    ['/view?id=3&token=eyJhbGciOiJIUzI1NiJ9abcDEF123', 'Its parameter "token" carries a session.'],
    ['/news/3;sid=8fa2', 'Its path carries a session.'],
    ['/news/(S(3jhz4k55bkxyzq45vw1abcde))/3', 'Its path carries a session.'],
    ['/news/x?replytocom=77', 'It is the same text for a reader who answers a comment (replytocom).'],
    ['/news/x?share=twitter', 'It is the same text for a reader who shares it (share).'],
  ])('knows the trap %.60s of whatever kind', (path, expected) => {
    for (const kind of ['article', 'listing'] as const)
      expect(trapOf(origin + path, source, found(kind))).toBe(expected);
  });

  it.each([
    ['/calendar/2031/05/', /2031-05, which is still to come/],
    ['/2026/11/27/', /2026-11-27, which is still to come/],
    ['/events/month/2027-01', /still to come/],
    ['/events/?tribe-bar-date=2024-05-01', /a calendar's/],
    ['/events/2024-05/?ical=1', /a calendar's/],
    ['/1987/04/', /before there was anything/],
    ['/archives/1970/', /before there was anything/],
    ['/calendar?year=1969&month=12', /before there was anything/],
    ['/?m=203105', /still to come/],
    ['/calendar?date=2099-01-01', /still to come/],
    ['/2024/03/15/page/40/', /page 40 of a list of one day/],
    ['/list?sort=price', /"sort" shows a list in another way/],
    ['/list?orderby=views&page=3', /"orderby"/],
    ['/list?per_page=100', /"per_page"/],
    ['/list?filter_color=red', /"filter_color"/],
    ['/list?view=grid', /"view"/],
    ['/list?f%5B0%5D=topic%3A1', /"f%5b0%5d"/],
    ['/list?kind=1&zone=2&vendor=3&level=4', /narrows a list by 4 parameters/],
    ['/list?page=2001', /page 2001 of a list/],
    ['/page/1000000/', /page 1000000 of a list/],
    ['/tag/apt/amp/', /another form of a page/],
    ['/list?print=1', /another form of a page/],
    ['/list?format=pdf', /another form of a page/],
    ['/list?return=%2Flogin%3Freturn%3D%252Farea', null],
  ])('knows the trap %s of a listing', (path, expected) => {
    const trap = trapOf(origin + path, source, found('listing'));
    if (expected) expect(trap).toMatch(expected);
    else expect(trap).toBeNull();
  });

  it('knows what only the page that links there tells', () => {
    const from = (parent: string, path: string) =>
      trapOf(origin + path, source, found('listing', { parentUrl: origin + parent }));
    expect(from('/calendar?month=5&year=2024', '/calendar?month=6&year=2024')).toMatch(/turns the pages of a calendar/);
    expect(from('/archive', '/archive?month=6&year=2024')).toBeNull();
    expect(from('/archive?month=6&year=2024', '/archive?month=6&page=2&year=2024')).toBeNull();
    expect(from('/list', '/login?back=/list')).toMatch(/holds the address/);
    expect(from('/list?x=1', `/go?u=${encodeURIComponent(`${origin}/list?x=1`)}`)).toMatch(/holds the address/);
    expect(from('/t?q=apt%2Crat%2C', '/t?q=apt%2Crat%2Cbot%2C')).toMatch(/grows with each step/);
    expect(from('/list', '/list?page=2')).toBeNull();
    expect(from('/page/1/', '/page/487/')).toBeNull();
  });

  it('counts links from a seed, but not the pages turned within a list', () => {
    const at = (path: string, from: Partial<FoundAt>) => trapOf(origin + path, source, found('listing', from));
    expect(at('/tag/a', { depth: 11 })).toBe('It is 11 links from a seed, more than 10 (maxDepth).');
    expect(at('/tag/a', { depth: 10 })).toBeNull();
    expect(at('/page/120/', { depth: 120 })).toBeNull();
    expect(at('/page/120/', { depth: 140 })).toMatch(/21 links/);
    const article = { kind: 'article', depth: 120, parentUrl: `${origin}/page/120/` } as const;
    expect(at('/news/old', article)).toBeNull();
    expect(at('/news/old', { ...article, depth: 131 })).toMatch(/12 links/);
    expect(at('/', { depth: 99 })).toBeNull();
  });

  it('takes a source at its word: parameters that its listing pattern names are its own', () => {
    const sorted = { ...source, listing: /^\/list\?sort=new&page=\d+$/ };
    expect(trapOf(`${origin}/list?page=3&sort=new`, sorted, found('listing'))).toBeNull();
    expect(trapOf(`${origin}/list?page=3&size=50`, sorted, found('listing'))).toMatch(/"size"/);
  });

  it.each([
    [
      'https://isc.sans.edu/diaryarchive.html?month=3&year=2024',
      'https://isc.sans.edu/diaryarchive.html?month=4&year=2024',
    ],
    [
      'https://www.hkcert.org/tc/blog?item_per_page=10&page=3',
      'https://www.hkcert.org/tc/blog?item_per_page=10&page=2',
    ],
    [
      'https://www.cnvd.org.cn/webinfo/list?max=20&offset=40&type=14',
      'https://www.cnvd.org.cn/webinfo/list?max=20&offset=20&type=14',
    ],
    ['https://www.cert.org.cn/publish/main/9/index_12.html', 'https://www.cert.org.cn/publish/main/9/index.html'],
    [
      'https://www.bleepingcomputer.com/news/security/page/812/',
      'https://www.bleepingcomputer.com/news/security/page/811/',
    ],
    ['https://bbs.kanxue.com/forum-150-2.htm', 'https://bbs.kanxue.com/forum-150.htm'],
    ['https://www.ithome.com.tw/security?page=140', 'https://www.ithome.com.tw/security?page=139'],
    [
      'https://www.antiy.cn/research/notice&report/research_report/index_3.html',
      'https://www.antiy.cn/research/notice&report/research_report/index.html',
    ],
  ])('lets %s of a built-in source be, from page to page', (url, parentUrl) => {
    const own = builtInSources.find((each) => hostsOf(each).has(new URL(url).host))!;
    expect(own.listing?.test(new URL(url).pathname + new URL(url).search)).toBe(true);
    const depth = listPage(url)?.page ?? 3;
    expect(trapOf(url, own, { depth, kind: 'listing', parentUrl, now })).toBeNull();
  });
});
