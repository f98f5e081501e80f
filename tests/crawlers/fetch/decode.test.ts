import { describe, expect, it } from 'vitest';
import { decodeHtml } from '../../../crawlers/fetch/decode.ts';
import { encodedTexts, encodedTitles } from './encoded-texts.ts';

const bytesOf = (wanted: string) => {
  const found = encodedTexts.find(([encoding]) => encoding === wanted)!;
  return { text: found[1], bytes: Buffer.from(found[2], 'base64') };
};
const page = (head: string, body: Buffer) =>
  Buffer.concat([Buffer.from(`<html><head>${head}</head><body>`), body, Buffer.from('</body></html>')]);

describe('decodeHtml', () => {
  it.each(encodedTexts)('detects %s that is declared nowhere', (encoding, text, base64) => {
    const decoded = decodeHtml(page('<title>News</title>', Buffer.from(base64, 'base64')), 'text/html');
    expect(decoded.text).toContain(text);
    expect(decoded.encoding).toBe(encoding);
  });

  it.each(encodedTitles)('detects %s by a title alone: %s', (encoding, title, base64) => {
    const body = '<p>CVE-2024-3094 was found in xz 5.6.0, see the advisory.</p>'.repeat(50);
    const bytes = Buffer.concat([
      Buffer.from('<title>'),
      Buffer.from(base64, 'base64'),
      Buffer.from(`</title>${body}`),
    ]);
    expect(decodeHtml(bytes, 'text/html')).toEqual({ encoding, text: `<title>${title}</title>${body}` });
  });

  it.each(encodedTexts)('honours %s in the header', (encoding, text, base64) => {
    const decoded = decodeHtml(page('', Buffer.from(base64, 'base64')), `text/html; charset="${encoding}"`);
    expect(decoded).toMatchObject({ encoding });
    expect(decoded.text).toContain(text);
  });

  it.each([
    ['the old way', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'],
    ['the new way', '<meta charset="GBK">'],
    ['far down', `<script>${'/* filler */'.repeat(500)}</script><meta charset=gbk>`],
  ])('reads GBK that only <meta> declares %s', (_, meta) => {
    const { text, bytes } = bytesOf('gb18030');
    for (const header of [
      null,
      'text/html',
      'text/html; charset=ISO-8859-1',
      'text/html; charset=utf-8',
      'text/html; charset=bogus',
    ])
      expect(decodeHtml(page(meta, bytes), header)).toMatchObject({
        encoding: 'gbk',
        text: expect.stringContaining(text),
      });
  });

  it('decodes the four-byte characters of a page that says GBK', () => {
    const decoded = decodeHtml(page('<meta charset=gbk>', Buffer.from('8130843630e0', 'hex')), null);
    expect(decoded.text).not.toContain('\ufffd0');
  });

  it('lets a BOM win over all declarations', () => {
    const utf8 = Buffer.from('\ufeff<meta charset=gbk>漏洞');
    expect(decodeHtml(utf8, 'text/html; charset=big5')).toMatchObject({
      encoding: 'utf-8',
      text: '<meta charset=gbk>漏洞',
    });
    const utf16 = Buffer.from('\ufeff<p>漏洞</p>', 'utf16le');
    expect(decodeHtml(utf16, 'text/html; charset=utf-8')).toMatchObject({ encoding: 'utf-16le', text: '<p>漏洞</p>' });
    expect(decodeHtml(Buffer.from(utf16).swap16(), null)).toMatchObject({ encoding: 'utf-16be', text: '<p>漏洞</p>' });
  });

  it('takes UTF-8 for UTF-8 whatever is declared, and declared UTF-8 with a broken byte too', () => {
    const text = '<p>恶意软件 “quoted” déjà vu</p>';
    for (const header of [null, 'text/html; charset=iso-8859-1', 'text/html; charset=gbk'])
      expect(decodeHtml(Buffer.from(text), header)).toEqual({ encoding: 'utf-8', text });
    const broken = Buffer.concat([Buffer.from(text.repeat(10)), Buffer.from([0xff])]);
    expect(decodeHtml(broken, 'text/html; charset=utf-8')).toEqual({
      encoding: 'utf-8',
      text: `${text.repeat(10)}\ufffd`,
    });
  });

  it('maps the quotation marks of windows-1252, by any of its names', () => {
    for (const label of ['windows-1252', 'iso-8859-1', 'latin1', 'us-ascii'])
      expect(decodeHtml(Buffer.from([0x93, 0x61, 0x94, 0x20, 0x80]), `text/html; charset=${label}`).text).toBe('“a” €');
  });

  it('drops NUL, keeps text well-formed, survives any bytes', () => {
    expect(decodeHtml(Buffer.from('a\0b'), null).text).toBe('ab');
    expect(decodeHtml(Buffer.alloc(0), null)).toEqual({ encoding: 'utf-8', text: '' });
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff));
    for (const charset of ['utf-16le', 'utf-8', 'big5', 'iso-2022-kr', 'x-user-defined'])
      expect(decodeHtml(noise, `text/html; charset=${charset}`).text.isWellFormed()).toBe(true);
  });
});
