import { describe, expect, it } from 'vitest';
import { textToBlocks } from '../../../crawlers/extract/text-to-blocks.ts';

const texts = (text: string) => textToBlocks(text).map(({ kind, text: value }) => [kind, value]);

describe('textToBlocks', () => {
  it('parts paragraphs by blank lines and keeps the lines within', () => {
    expect(texts('\r\n  First line\r\nsecond  line\r\n \r\n\r\nNext \n')).toEqual([
      ['paragraph', 'First line\nsecond  line'],
      ['paragraph', 'Next'],
    ]);
  });

  it('parts long lines where there are no blank ones, and leaves wrapped text alone', () => {
    const long = 'word '.repeat(40).trim();
    expect(textToBlocks(`${long}\n${long}`)).toHaveLength(2);
    expect(textToBlocks('A text that was wrapped\nby hand at a short width\nis one paragraph.')).toHaveLength(1);
  });

  it('recognises lists and code only where there is no doubt', () => {
    expect(texts('- a\n- b\n  more\n\n1、甲\n2、乙\n\n- only one')).toEqual([
      ['list', '- a\n- b\n  more'],
      ['list', '1、甲\n2、乙'],
      ['paragraph', '- only one'],
    ]);
    expect(
      texts(
        'See:\n\n```sh\nls\n\n  -l\n```\nend\n\n    int x = f(1);\n    return x;\n\n    Just an indented quote\n    of two lines',
      ),
    ).toEqual([
      ['paragraph', 'See:'],
      ['code', 'ls\n\n  -l'],
      ['paragraph', 'end'],
      ['code', '    int x = f(1);\n    return x;'],
      ['paragraph', 'Just an indented quote\n    of two lines'],
    ]);
  });

  it('loses no visible character, whatever comes', () => {
    const text = '```\nunclosed\n\n* x\n* y\n\n\ta|b\n~~~\n中文　段落\n';
    const visible = (value: string) => value.replace(/\s/g, '');
    expect(
      visible(
        textToBlocks(text)
          .map((block) => block.text)
          .join(''),
      ),
    ).toBe(visible(text));
    expect(textToBlocks('\0\u200b \ud800')[0]?.text.isWellFormed()).toBe(true);
    expect(textToBlocks(' \n\t\n')).toEqual([]);
  });

  it('takes hostile text in linear time', () => {
    const started = performance.now();
    textToBlocks('```x\n'.repeat(200_000));
    textToBlocks(`    ${'a('.repeat(500_000)}\n    b`);
    textToBlocks(`${' '.repeat(2_000_000)}x`);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
