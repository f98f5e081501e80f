import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { WARCRecord, WARCSerializer } from 'warcio';
import { defineSource } from '../../../crawlers/define-source.ts';
import { ArticleExtractor } from '../../../crawlers/extract/extractor-pool.ts';
import { cleanStage } from '../../../pipeline/stages/clean/clean.ts';
import { openIngest } from './ingest-files.ts';
import { chunked, members, response, warcRecord } from './warc-records.ts';

const { ledger, take, pages } = await openIngest();
const article =
  'On 12 May 2017 the WannaCry ransomware spread over SMB by exploiting CVE-2017-0144, and encrypted the files of hospitals in the United Kingdom. Microsoft had published the update MS17-010 in March. The malware asked for 300 dollars in Bitcoin before it went on.';
const html = (text: string, head = '') =>
  `<!doctype html><html><head><title>WannaCry</title>${head}</head><body><article><h1>WannaCry</h1><p>${text}</p></article></body></html>`;
const page = html(article);
const at = (path: string) => `https://news.example/${path}`;

describe('ingest of WARC files', () => {
  it('takes the pages in, decoded, under their own addresses, and counts the rest by reason', async () => {
    const records = [
      warcRecord({ 'WARC-Type': 'warcinfo', 'Content-Type': 'application/warc-fields' }, 'software: test\r\n'),
      warcRecord({ 'WARC-Type': 'request', 'WARC-Target-URI': at('plain') }, 'GET /plain HTTP/1.1\r\n\r\n'),
      response(`${at('plain')}?utm_source=x#top`, page),
      response(at('chunked'), chunked(Buffer.from(page)), { 'Transfer-Encoding': 'chunked' }),
      response(at('gzip'), gzipSync(page), { 'Content-Encoding': 'gzip' }),
      response(at('brotli'), chunked(brotliCompressSync(page)), {
        ...{ 'Content-Encoding': 'br', 'Transfer-Encoding': 'chunked' },
      }),
      response(at('decoded-already'), page, { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked' }),
      response(at('image'), Buffer.from([0xff, 0xd8, 0, 1]), { 'Content-Type': 'image/jpeg' }),
      response(at('moved'), '', { Location: '/plain' }, {}, '301 Moved Permanently'),
      response(at('cut'), page, {}, { 'WARC-Truncated': 'length' }),
      response(at('large'), Buffer.alloc(11 * 1024 * 1024, 'a')),
      response(at('bomb'), gzipSync(Buffer.alloc(30 * 1024 * 1024)), { 'Content-Encoding': 'gzip' }),
      response('dns:news.example', '192.0.2.1', {}, { 'Content-Type': 'text/dns' }),
      warcRecord({ 'WARC-Type': 'revisit', 'WARC-Target-URI': at('plain') }, ''),
      warcRecord({ 'WARC-Type': 'metadata', 'WARC-Target-URI': at('plain') }, 'a: b\r\n'),
      warcRecord(
        { 'WARC-Type': 'resource', 'WARC-Target-URI': `<${at('resource')}>`, 'Content-Type': 'text/html' },
        html('A resource.'),
      ),
      warcRecord(
        { 'WARC-Type': 'conversion', 'WARC-Target-URI': at('text'), 'Content-Type': 'text/plain' },
        `WannaCry\n${article}`,
      ),
      Buffer.from(
        response(at('line-feeds'), page)
          .toString()
          .replace('OK\r\n', 'OK\n')
          .replace('utf-8\r\n\r\n', 'utf-8\n\n')
          .replace(/Content-Length: (\d+)/, (_, length) => `Content-Length: ${Number(length) - 3}`),
      ),
    ];
    const report = await take('mixed.warc.gz', members(records), { source: 'mixed' });
    expect(report).toMatchObject({
      ...{ files: 1, records: records.length, added: 8, brokenCount: 0, skippedCount: 10 },
      skipped: {
        ...{ warcinfo: 1, request: 1, revisit: 1, metadata: 1, 'other-type': 1, 'other-status': 1 },
        ...{ 'cut-short': 1, 'too-large': 2, 'no-web-address': 1 },
      },
    });
    const taken = await pages('mixed');
    const of = (path: string) => taken.find(({ url }) => url === at(path));
    for (const path of ['plain', 'chunked', 'gzip', 'brotli', 'decoded-already', 'line-feeds'])
      expect(of(path)?.body?.toString(), path).toBe(page);
    expect(of('plain')).toMatchObject({ kind: 'file', status: 200, content_type: 'text/html; charset=utf-8' });
    expect(of('plain')?.fetched_at?.toISOString()).toBe('2021-03-04T05:06:07.000Z');
    expect(of('resource')).toMatchObject({ status: null, state: 'pending' });
    expect(of('text')?.content_type).toBe('text/plain');
    // The same file, unpacked this time, adds nothing.
    expect(await take('again.warc', Buffer.concat(records), { source: 'mixed' })).toMatchObject({ added: 0 });
  });

  it('reads what warcio writes, and cleans it into documents with their addresses', async () => {
    const serialized = (gzip: boolean, url: string, body: string, type: 'response' | 'conversion') => {
      const payload = [new TextEncoder().encode(body)];
      const record = WARCRecord.create(
        {
          ...{ url, date: '2019-10-11T12:13:14Z', type },
          ...(type === 'response' && { httpHeaders: { 'Content-Type': 'text/html' } }),
          ...(type === 'conversion' && { warcHeaders: { 'Content-Type': 'text/plain' } }),
        },
        payload,
      );
      return WARCSerializer.serialize(record, { gzip });
    };
    const records = [
      await serialized(true, at('warcio/page'), page, 'response'),
      await serialized(true, at('warcio/text'), `WannaCry\n\n${article}`, 'conversion'),
    ];
    expect(await take('warcio.warc.gz', Buffer.concat(records), { source: 'warcio' })).toMatchObject({ added: 2 });
    const taken = await pages('warcio');
    expect(taken.map(({ fetched_at }) => fetched_at?.toISOString())).toEqual(Array(2).fill('2019-10-11T12:13:14.000Z'));
    const extractor = new ArticleExtractor({ threads: 1 });
    afterAll(() => extractor.close());
    const clean = cleanStage({ db: ledger.db, extractor, sources: new Map() });
    const documents = [];
    for (const { input } of await clean.load(taken.map(({ id }) => id))) {
      const outcome = await clean.run(input);
      expect(outcome, JSON.stringify(outcome)).toHaveProperty('outputs');
      if ('outputs' in outcome) documents.push(...(outcome.outputs.documents ?? []).map(({ document }) => document));
    }
    expect(documents.map(({ url }) => url).sort()).toEqual([at('warcio/page'), at('warcio/text')]);
    for (const { blocks } of documents) expect(blocks.map(({ text }) => text).join('\n')).toContain(article);
  });

  it('gives a page to the known source whose article it is, with its licence', async () => {
    const source = defineSource({
      ...{ id: 'known-outlet', name: 'Known', language: 'en', licence: 'By permission', article: /^\/research\// },
      seeds: [{ kind: 'feed', url: 'https://news.example/feed' }],
    });
    const records = [
      response(at('research/1'), page),
      response(at('about'), page),
      response('https://other.example/research/1', page),
    ];
    const sources = new Map([[source.id, source]]);
    await take('known.warc', Buffer.concat(records), { warc: { sources } });
    expect(await pages('known-outlet')).toMatchObject([{ url: at('research/1'), given: { licence: 'By permission' } }]);
    expect((await pages('warc')).map(({ url }) => url)).toEqual([at('about'), 'https://other.example/research/1']);
  });

  it('leaves pages whose owner reserves them, unless the source says otherwise', async () => {
    const reserved = [
      response(at('own/meta'), html(article, '<META NAME="ROBOTS" CONTENT="NOARCHIVE">')),
      response(at('own/header'), page, { 'X-Robots-Tag': 'noai' }),
      response(at('own/tdm'), page, { 'TDM-Reservation': '1' }),
      response(
        at('own/utf16'),
        Buffer.from(`\ufeff${html(article, '<meta name="robots" content="noindex">')}`, 'utf16le'),
      ),
    ];
    const records = [...reserved, response(at('own/other'), page, { 'X-Robots-Tag': 'googlebot: noindex' })];
    const report = await take('reserved.warc', Buffer.concat(records), { source: 'reserved' });
    expect(report).toMatchObject({ added: 1, skipped: { reserved: 4 } });
    const own = defineSource({
      ...{
        id: 'own-site',
        name: 'Own',
        language: 'en',
        licence: 'Ours',
        article: /^\/own\//,
        respectReservations: false,
      },
      seeds: [{ kind: 'feed', url: 'https://news.example/feed' }],
    });
    const again = await take('own.warc', Buffer.concat(records), { warc: { sources: new Map([[own.id, own]]) } });
    expect(again).toMatchObject({ added: 5, skippedCount: 0 });
  });

  it('takes only addresses that the pattern matches', async () => {
    const records = [response(at('a/1'), page), response(at('b/1'), page)];
    const options = { source: 'wanted', warc: { sources: new Map(), urlPattern: /\/a\// } };
    expect(await take('wanted.warc', Buffer.concat(records), options)).toMatchObject({ skipped: { 'not-wanted': 1 } });
    expect((await pages('wanted')).map(({ url }) => url)).toEqual([at('a/1')]);
  });

  it('makes one page of two captures with one body, and two of two that differ', async () => {
    const first = [response(at('same'), page), response(at('same'), page), response(at('same'), html('Changed.'))];
    expect(await take('captures-1.warc', Buffer.concat(first), { source: 'captures' })).toMatchObject({ added: 2 });
    const later = response(at('same'), page, {}, { 'WARC-Date': '2024-01-01T00:00:00Z' });
    expect(await take('captures-2.warc', later, { source: 'captures' })).toMatchObject({ records: 1, added: 0 });
  });
});
