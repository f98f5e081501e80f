import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { readFeed } from '../../crawlers/discover/feed.ts';
import { FetchRefusedError } from '../../crawlers/fetch/fetch-refused-error.ts';
import { startSampleNews } from '../../sample-news/server.ts';
import { sampleSite } from './sample-site.ts';

const sample = sampleSite();
const en = 'http://threatwatch.example';
const zh = 'http://anquanliaowang.example';

function statusFor(host: string, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port: sample.site.port, host: '127.0.0.1', path: '/', method, headers: { host } };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('the Host header decides which outlet answers', async () => {
  expect((await sample.get(`${en}/`)).body.toString()).toContain('<html lang="en">');
  expect((await sample.get(`${zh}/`)).body.toString()).toContain('<html lang="zh-CN">');
  expect(await statusFor('threatwatch.example')).toBe(200);
  expect(await statusFor('elsewhere.example')).toBe(421);
  expect(await statusFor('threatwatch.example', 'POST')).toBe(405);
});

test('requests are kept, in order, with host, path, time and headers', async () => {
  const before = sample.site.requests.length;
  await sample.get(`${en}/research/moveit?utm_source=x`);
  await sample.get(`${zh}/list_2.html`);
  const [first, second] = sample.site.requests.slice(before);
  expect(first).toMatchObject({ host: 'threatwatch.example', path: '/research/moveit?utm_source=x' });
  expect(first?.headers['user-agent']).toBe('sevenllm-tests');
  expect(second).toMatchObject({ host: 'anquanliaowang.example', path: '/list_2.html' });
  expect(second!.at).toBeGreaterThanOrEqual(first!.at);
});

describe('validators', () => {
  const paths = [
    '/',
    '/research/wannacry',
    '/feed.xml',
    '/sitemap-news.xml.gz',
    '/archive?page=2',
    '/robots.txt',
    '/assets/reader.js',
  ];
  test.each(paths)('%s answers 304 to its ETag and to its date', async (path) => {
    const { headers } = await sample.get(en + path);
    const byTag = await sample.get(en + path, { etag: headers.etag });
    expect([byTag.status, byTag.notModified, byTag.body.length]).toEqual([304, true, 0]);
    const byDate = await sample.get(en + path, { lastModified: headers['last-modified'] });
    expect(byDate.status).toBe(304);
    const otherTag = await sample.get(en + path, { etag: '"other"', lastModified: headers['last-modified'] });
    expect(otherTag.status).toBe(200);
  });

  test('are the same after a new start', async () => {
    const again = await startSampleNews();
    try {
      const one = await sample.get(`${zh}/`);
      const other = await sample.get(`${zh}/`, { connectTo: again.connectTo });
      expect(other.headers.etag).toBe(one.headers.etag);
    } finally {
      await again.close();
    }
  });
});

describe('publish and remove', () => {
  const newsOf = async () => readFeed((await sample.get(`${en}/feed.xml`)).body.toString(), en).map(({ url }) => url);

  test('a new page is served as it is and leads feed, archive and sitemap', async () => {
    const before = await sample.get(`${en}/feed.xml`);
    sample.site.publish(
      'threatwatch.example',
      '/research/breaking',
      '<title>Breaking &amp; new</title><p>Just in.</p>',
    );
    expect((await sample.get(`${en}/research/breaking`)).body.toString()).toContain('Just in.');
    expect((await newsOf())[0]).toBe(`${en}/research/breaking`);
    for (const path of ['/archive', '/sitemap-research.xml'])
      expect((await sample.get(en + path)).body.toString()).toContain('/research/breaking');
    const after = await sample.get(`${en}/feed.xml`, {
      etag: before.headers.etag,
      lastModified: before.headers['last-modified'],
    });
    expect(after.status).toBe(200);
  });

  test('a replaced page has new validators and keeps its place', async () => {
    const { headers } = await sample.get(`${en}/research/moveit`);
    sample.site.publish('threatwatch.example', '/research/moveit', '<title>MOVEit</title><p>Rewritten.</p>');
    const after = await sample.get(`${en}/research/moveit`, { etag: headers.etag });
    expect(after.body.toString()).toContain('Rewritten.');
    expect((await sample.get(`${en}/sitemap-research.xml`)).body.toString()).toContain(
      new Date(after.headers['last-modified']!).toISOString().slice(0, 10),
    );
  });

  test('a removed page answers 404 and is listed nowhere', async () => {
    sample.site.publish('threatwatch.example', '/research/short-lived', '<title>Short-lived</title>');
    sample.site.remove('threatwatch.example', '/research/short-lived');
    const error = await sample.get(`${en}/research/short-lived`).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FetchRefusedError);
    expect(await newsOf()).not.toContain(`${en}/research/short-lived`);
  });

  test('an unknown host is refused with the names of those there are', () => {
    expect(() => sample.site.publish('nowhere.example', '/a', '')).toThrow(
      /threatwatch\.example and anquanliaowang\.example/,
    );
  });
});
