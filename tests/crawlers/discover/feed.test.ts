import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../crawlers/discover/feed.ts';
import { feedDate } from '../../../crawlers/discover/feed-date.ts';

const url = 'https://news.example/feed';

describe('readFeed', () => {
  it('reads RSS, with CDATA, entities, permalink guids and relative links', () => {
    const items = readFeed(
      `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>
      <item><title><![CDATA[A <b>bold</b> &amp; new title]]></title><link>https://news.example/1?utm_source=rss&amp;id=1</link>
        <pubDate>Tue, 05 Mar 2024 08:30:00 +0800</pubDate></item>
      <item><title>漏洞 &amp; 通告</title><guid>https://news.example/2</guid><dc:date>2024-03-04T01:02:03Z</dc:date></item>
      <item><title>No page</title><guid isPermaLink="false">tag:1</guid></item>
      <item><title>Mail</title><link>mailto:x@news.example</link></item>
      <item><title>Again</title><link>/1?id=1</link></item></channel></rss>`,
      url,
    );
    expect(items).toEqual([
      { url: 'https://news.example/1?id=1', title: 'A bold & new title', publishedAt: '2024-03-05T08:30:00+08:00' },
      { url: 'https://news.example/2', title: '漏洞 & 通告', publishedAt: '2024-03-04T01:02:03+00:00' },
    ]);
  });

  it('reads Atom', () => {
    const items = readFeed(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>x</id><updated>2024-01-01T00:00:00Z</updated>
      <entry><title type="html">One &lt;i&gt;two&lt;/i&gt;</title><link rel="edit" href="/e"/><link href="/1"/><id>1</id>
        <published>2024-03-05T08:30:00+08:00</published><updated>2024-03-06T00:00:00Z</updated></entry></feed>`,
      url,
    );
    expect(items).toEqual([
      { url: 'https://news.example/1', title: 'One two', publishedAt: '2024-03-05T08:30:00+08:00' },
    ]);
  });

  it('reads RDF and JSON Feed', () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>T</title><link>https://news.example/</link></channel>
      <item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2024-03-05</dc:date></item></rdf:RDF>`;
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [{ id: '1', url: 'https://news.example/1', title: 'One', date_published: '2024-03-05' }],
    });
    for (const text of [rdf, json, `\ufeff\n${json}`])
      expect(readFeed(text, url)).toEqual([{ url: 'https://news.example/1', title: 'One', publishedAt: '2024-03-05' }]);
  });

  it('reads a feed whose articles quote entity declarations', () => {
    const quoted = '<p><![CDATA[<p>The file held <!DOCTYPE a [<!ENTITY xxe SYSTEM "file:///etc/passwd">]></p>]]></p>';
    const item = `<item><link>https://news.example/1</link><description>${quoted}</description></item>`;
    expect(
      readFeed(`<?xml version="1.0"?><!-- <x> --><rss version="2.0"><channel>${item}</channel></rss>`, url),
    ).toHaveLength(1);
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: '',
      items: [{ id: '1', url, content_html: '<!ENTITY x "y">' }],
    };
    expect(readFeed(JSON.stringify(json), url)).toHaveLength(1);
  });

  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  it.each([
    [
      'billion laughs',
      `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">${lol}]><rss version="2.0"><channel><title>&l9;</title></channel></rss>`,
    ],
    [
      'an external entity',
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
    ],
    [
      'entities behind a comment',
      '<?x <a> ?><!-- <rss> --><!DOCTYPE rss [<!ELEMENT rss ANY><!ENTITY x "y">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
    ],
    ['HTML', '<!doctype html><html><body>Not found</body></html>'],
    ['JSON of another kind', '{"a":1}'],
    ['nothing', ''],
    ['noise', '\u0000\u0001<<<>>>'],
    ['deep nesting', `<rss version="2.0"><channel>${'<a>'.repeat(200_000)}`],
  ])('refuses %s quickly', (_, text) => {
    const began = performance.now();
    expect(() => readFeed(text, url)).toThrow(expect.objectContaining({ reason: 'unreadable-feed' }));
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

describe('feedDate', () => {
  it.each([
    ['Tue, 05 Mar 2024 08:30:00 GMT', '2024-03-05T08:30:00+00:00'],
    ['5 March 2024 8:30 EST', '2024-03-05T08:30:00-05:00'],
    ['Tue, 05 Mar 2024 08:30:00', '2024-03-05'],
    ['2024-03-05T08:30:00.123Z', '2024-03-05T08:30:00+00:00'],
    ['2024-03-05 08:30:00 +0800', '2024-03-05T08:30:00+08:00'],
    ['2024-03-05 08:30:00', '2024-03-05'],
    ['2024年3月5日', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024-02-31', null],
    ['yesterday', null],
    ['', null],
  ])('%s → %s', (text, expected) => {
    expect(feedDate(text)).toBe(expected);
  });
});
