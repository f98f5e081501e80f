import { describe, expect, it } from 'vitest';
import { htmlToBlocks } from '../../../crawlers/extract/html-to-blocks.ts';

const texts = (html: string) => htmlToBlocks(html).map(({ kind, text }) => [kind, text]);

describe('htmlToBlocks', () => {
  it('reads headings, paragraphs, quotes and code in order', () => {
    expect(
      htmlToBlocks(
        '<h2>Head<br>line</h2><p>One <b>bold</b>.</p><blockquote><p>A</p><p>B</p></blockquote><pre>x\n  y</pre>',
      ),
    ).toEqual([
      { kind: 'heading', level: 2, text: 'Head line' },
      { kind: 'paragraph', text: 'One bold.' },
      { kind: 'quote', text: 'A\nB' },
      { kind: 'code', text: 'x\n  y' },
    ]);
  });

  it('normalises white space and drops invisible characters', () => {
    expect(texts('<p>\u3000\u3000a\u00a0b\u200b\u00adc \n d\u202e\u{E0041}</p>')).toEqual([['paragraph', 'a bc d']]);
    expect(texts('<p>中文\n    换行，\n 继续</p>')).toEqual([['paragraph', '中文换行，继续']]);
    expect(texts('<p>&#0;a&#xD800;b</p>')[0]?.[1]).toSatisfy(
      (text: string) => text.isWellFormed() && !text.includes('\0'),
    );
  });

  it('takes two line breaks for the end of a paragraph and one for a line', () => {
    expect(texts('<div>a<br>b<br> <br>c</div>')).toEqual([
      ['paragraph', 'a\nb'],
      ['paragraph', 'c'],
    ]);
  });

  it('makes nothing of empty elements and lone pictures', () => {
    expect(
      texts('<p> </p><p><img src="x"></p><h2></h2><ul><li></li></ul><table><tr><td></td></tr></table><pre> </pre>'),
    ).toEqual([]);
  });

  it('reads nested, mixed and definition lists', () => {
    expect(
      texts('<ol start="3"><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li><p>d</p><p>e</p></li></ol>'),
    ).toEqual([['list', '3. a\n  - b\n    1. c\n4. d e']]);
    expect(texts('<ul><li>get it</li><li>run it: <pre>make</pre></li><li>done</li></ul>')).toEqual([
      ['list', '- get it\n- run it:'],
      ['code', 'make'],
      ['list', '- done'],
    ]);
    expect(texts('<dl><dt>MD5</dt><dd>abc</dd><dt>类型：</dt><dd>木马</dd></dl>')).toEqual([
      ['list', '- MD5: abc\n- 类型： 木马'],
    ]);
  });

  it('reads tables with the header first, spans repeated', () => {
    const html =
      '<table><caption>T</caption><tbody><tr><td rowspan=2>x</td><td>1<br>2</td></tr><tr><td>3</td></tr></tbody><thead><tr><th>A</th><th>B</th></tr></thead></table>';
    expect(texts(html)).toEqual([
      ['paragraph', 'T'],
      ['table', 'A | B\nx | 1 2\nx | 3'],
    ]);
  });

  it('unwraps tables that only lay out', () => {
    expect(
      texts('<table><tr><td><p>a</p><table><tr><th>h</th></tr><tr><td>v</td></tr></table></td><td>b</td></tr></table>'),
    ).toEqual([
      ['paragraph', 'a'],
      ['table', 'h\nv'],
      ['paragraph', 'b'],
    ]);
  });

  it('reads captions, unclosed tags and text without a parent', () => {
    expect(texts('lone<figure><img><figcaption>cap</figcaption></figure><p>one<p>two<li>three')).toEqual([
      ['paragraph', 'lone'],
      ['paragraph', 'cap'],
      ['paragraph', 'one'],
      ['paragraph', 'two'],
      ['paragraph', 'three'],
    ]);
  });
});
