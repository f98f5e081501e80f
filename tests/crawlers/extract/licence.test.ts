import { describe, expect, it } from 'vitest';
import { readJsonLd } from '../../../crawlers/extract/json-ld.ts';
import { readLicence } from '../../../crawlers/extract/licence.ts';
import { readMetaTags } from '../../../crawlers/extract/meta-tags.ts';
import { parseHtml } from '../../../crawlers/extract/parse-html.ts';

function licenceOf(html: string): string | null {
  const document = parseHtml(html);
  return readLicence(document, readMetaTags(document), readJsonLd(document), 'https://site.example/a/b');
}
const linked = (licence: string) =>
  `<script type="application/ld+json">{"@type":"NewsArticle","license":${licence}}</script>`;

describe('readLicence', () => {
  it.each([
    [linked('"https://creativecommons.org/licenses/by-sa/4.0/"'), 'CC BY-SA 4.0'],
    [linked('{"@type":"CreativeWork","url":"https://site.example/terms"}'), 'https://site.example/terms'],
    [linked('["Open Government Licence v3.0"]'), 'Open Government Licence v3.0'],
    ['<meta name="dcterms.license" content="http://creativecommons.org/publicdomain/zero/1.0/">', 'CC0 1.0'],
    ['<link rel="license" href="/terms">', 'https://site.example/terms'],
    ['<p>Text</p><a rel="noopener license" href="//creativecommons.org/licenses/by/3.0/us/">CC</a>', 'CC BY 3.0'],
    ['<footer><a href="https://creativecommons.org/licenses/by-nc/4.0/">Some rights</a></footer>', 'CC BY-NC 4.0'],
  ])('reads %s', (html, licence) => expect(licenceOf(html)).toBe(licence));

  it.each([
    '<p>© 2024 Example, all rights reserved</p>',
    '<article><figure><a href="https://creativecommons.org/licenses/by/2.0/">photo</a></figure></article>',
    '<a rel="license" href="javascript:alert(1)">x</a>',
    linked('{"a":{"b":1}}'),
    `<meta name="license" content="${'x'.repeat(300)}">`,
  ])('finds none in %s', (html) => expect(licenceOf(html)).toBeNull());

  it('believes the page’s data before its badges', () => {
    const badge = '<footer><a href="https://creativecommons.org/licenses/by-nc/4.0/">x</a></footer>';
    expect(licenceOf(linked('"MIT"') + badge)).toBe('MIT');
  });
});
