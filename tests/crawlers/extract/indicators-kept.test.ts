import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../../crawlers/extract/extract-article.ts';

const sentence =
  'The loader fetches its second stage from a server and decrypts it in memory, as was seen before, with care. ';
const prose = `<p>${sentence.repeat(3)}</p>`;
const hash = (digit: string) => `${digit}a`.repeat(16);
const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

/** Ways in which reports show their indicators; what must be kept of each. */
const shown: Record<string, [html: string, ...kept: string[]]> = {
  'a table with unclosed rows and cells': [
    `<table border=1><tr><th>Type<th>Value<tr><td>MD5<td>${hash('1')}<tr><td>MD5<td>${hash('2')}</table>`,
    `MD5 | ${hash('1')}`,
    `MD5 | ${hash('2')}`,
  ],
  'a table with hashes broken for display': [
    `<table><tr><th>Hash</th></tr>${row('3a3a3a3a3a3a3a3a<wbr>3a3a3a3a3a3a3a3a')}${row('4a4a4a4a4a4a4a4a&#8203;4a4a4a4a4a4a4a4a')}</table>`,
    hash('3'),
    hash('4'),
  ],
  'a table of one row': [`<table>${row(hash('5'), 'loader')}</table>`, hash('5')],
  'a table in a table': [`<table><tr><td><table>${row(hash('6'))}</table></td></tr></table>`, hash('6')],
  'a table in a wrapper named after a sidebar': [
    `<div class="table-responsive sidebar-table"><table><thead><tr><th>SHA1</th></tr></thead>${row(`${hash('7')}ffffffff`)}</table></div>`,
    `${hash('7')}ffffffff`,
  ],
  'a table of plain addresses': [
    `<table><tr><th>C2</th></tr>${['203.0.113.5:443', '198.51.100.7:8443', '192.0.2.9:80'].map((ip) => row(ip)).join('')}</table>`,
    '203.0.113.5:443',
    '192.0.2.9:80',
  ],
  'a table of names and keys under its heading': [
    `<h3>IOCs</h3><table><tr><th>Type</th><th>Value</th></tr>${row('Mutex', 'Global\\frost')}${row('Registry', 'HKCU\\Software\\Run\\frost')}</table>`,
    'Mutex | Global\\frost',
  ],
  'plain domains under their heading': [
    '<h2>Indicators of Compromise</h2><ul><li>update-cdn.example</li><li>mail-login.example</li></ul>',
    '- update-cdn.example',
  ],
  'a heading and a list in Chinese': [
    '<h2>失陷指标</h2><ul><li>cdn.example</li><li>b.example</li></ul>',
    '- cdn.example',
  ],
  'a list': [`<ul><li>${hash('8')}<li>evil[.]example</ul>`, hash('8'), 'evil[.]example'],
  'a list of links': [
    `<ul>${['9', 'b'].map((d) => `<li><a href=/x>${hash(d)}</a></li>`).join('')}</ul>`,
    hash('9'),
    hash('b'),
  ],
  'a list of terms': [`<dl><dt>MD5</dt><dd>${hash('c')}</dd></dl>`, `MD5: ${hash('c')}`],
  'lines of a paragraph': [
    `<p><span>${hash('d')}</span><br><span>hxxp://bad[.]example/x</span></p>`,
    hash('d'),
    'hxxp://bad[.]example/x',
  ],
  'preformatted text': [`<pre>${hash('e')}\nbad[.]example</pre>`, `${hash('e')}\nbad[.]example`],
  'code with numbered lines': [
    `<table class="highlight">${['1', '2'].map((n) => `<tr><td class="lineno">${n}</td><td><pre>${hash(n)}</pre></td></tr>`).join('')}</table>`,
    `${hash('1')}\n${hash('2')}`,
  ],
  'a field to copy from': [`<textarea readonly>${hash('1')}\n${hash('2')}</textarea>`, `${hash('1')}\n${hash('2')}`],
  'a field of one line': [`<input readonly value="${hash('3')}">`, hash('3')],
  'a button that copies': [`<button>${hash('4')}</button>`, hash('4')],
  'a closed section': [
    `<details><summary>IOCs</summary><table>${row('MD5', hash('5'))}${row('MD5', hash('6'))}</table></details>`,
    hash('6'),
  ],
  'a hidden tab': [
    `<div class="tab-pane" style="display:none"><table>${row('MD5', hash('7'))}${row('MD5', hash('8'))}</table></div>`,
    hash('8'),
  ],
  'an accordion': [`<h3><button>IOCs</button></h3><div hidden><ul><li>${hash('9')}</li></ul></div>`, hash('9')],
  'a part for browsers without scripts': [`<noscript><ul><li>${hash('b')}</li></ul></noscript>`, hash('b')],
  'a box named after sharing': [`<div class="share-ioc-box"><p>${hash('c')}</p></div>`, hash('c')],
  'an aside': [`<aside><h3>IOCs</h3><p>${hash('d')}</p></aside>`, hash('d')],
  'rows of divisions': [`<div class=row><div>SHA256</div><div>${hash('e').repeat(2)}</div></div>`, hash('e').repeat(2)],
};
const places: Record<string, (html: string) => string> = {
  'inside the article': (html) => `<article><h1>Frost</h1>${prose}${html}${prose}</article>`,
  'after the article': (html) =>
    `<article><h1>Frost</h1>${prose.repeat(4)}</article><div class="extra">${html}</div><footer>foot</footer>`,
};
const textOf = (body: string) =>
  extractArticle(`<html><head><title>Frost</title></head><body>${body}</body></html>`, 'https://news.example/frost')
    .blocks.map((block) => block.text)
    .join('\n');

describe.each(Object.entries(places))('indicators %s', (_, place) => {
  it.each(Object.entries(shown))('are kept in %s', (_name, [html, ...kept]) => {
    const text = textOf(place(html));
    for (const indicator of kept) expect(text).toContain(indicator);
    expect(text).toContain(sentence.trim());
    expect(text).not.toContain('foot');
  });
});

describe('what only looks like indicators', () => {
  it.each([
    ['comments', `<ol class="commentlist"><li><p>${hash('f')}</p></li></ol>`],
    ['a hidden field', `<form><input type="hidden" value="${hash('f')}"></form>`],
    ['a picture that counts visits', `<noscript><img src="//stat.example/${hash('f')}.gif"></noscript>`],
    ['ids in an advertisement', `<div class="taboola"><span>${hash('f')} v2_${hash('f')}</span></div>`],
  ])('is left out: %s', (_name, html) => {
    expect(textOf(`<article><h1>Frost</h1>${prose.repeat(4)}</article>${html}`)).not.toContain(hash('f'));
  });
});
