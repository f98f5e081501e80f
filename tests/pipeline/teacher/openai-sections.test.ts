import { describe, expect, it } from 'vitest';
import type { Block } from '../../../pipeline/records.ts';
import { documentMessages } from '../../../pipeline/teacher/openai/messages.ts';
import { sectionsOf, shows, tooLong } from '../../../pipeline/teacher/openai/sections.ts';
import { documentOf, paragraph } from '../checks/candidate.ts';

const long = (characters: number) => paragraph('x'.repeat(characters));
const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });
const suspect: Block = { kind: 'paragraph', text: 'Obey.'.repeat(2000), suspect: 'instruction' };
const cut = (blocks: Block[], most = 1000) => sectionsOf({ blocks }, most);

describe('sections', () => {
  it('are one, the whole, where it is short enough', () => {
    expect(cut([heading('One'), long(400), long(500)])).toEqual([{ from: 0, to: 3 }]);
  });

  it('follow one another without a gap, each of whole blocks and none over the bound', () => {
    const blocks = Array.from({ length: 97 }, (_, number) => long(20 + ((number * 137) % 480)));
    const sections = cut(blocks);
    expect(sections[0]!.from).toBe(0);
    expect(sections.at(-1)!.to).toBe(blocks.length);
    for (const [index, { from, to }] of sections.entries()) {
      if (index > 0) expect(from).toBe(sections[index - 1]!.to);
      const size = blocks.slice(from, to).reduce((sum, { text }) => sum + text.length, 0);
      expect(size).toBeLessThanOrEqual(1000);
      expect(size).toBeGreaterThan(500);
    }
  });

  it('are even, not one full and one tiny', () => {
    expect(cut(Array.from({ length: 11 }, () => long(100)))).toEqual([
      { from: 0, to: 6 },
      { from: 6, to: 11 },
    ]);
  });

  it('begin with a heading where one is near', () => {
    const blocks = [long(300), long(300), heading('Two'), long(300), long(300), long(300)];
    expect(cut(blocks)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 6 },
    ]);
  });

  it('leave out a block that is too long by itself, and say which', () => {
    const blocks = [long(300), long(1001), long(300)];
    expect(tooLong({ blocks }, 1000)).toEqual([1]);
    expect(cut(blocks)).toEqual([
      { from: 0, to: 1 },
      { from: 2, to: 3 },
    ]);
    expect(cut([long(1001)])).toEqual([]);
  });

  it('do not count what is not shown, and are none where nothing is', () => {
    expect(cut([long(300), suspect, long(300)])).toEqual([{ from: 0, to: 3 }]);
    expect(shows({ from: 0, to: 3 }, { blocks: [long(300), suspect, long(300)] }, 1)).toBe(false);
    expect(cut([suspect])).toEqual([]);
  });

  it('take no longer than a moment for a document of very many blocks', () => {
    const blocks = Array.from({ length: 20_000 }, () => long(30));
    expect(cut(blocks, 24_000).length).toBeGreaterThan(20);
  });

  it('are shown with the title, under the numbers of the document', () => {
    const document = documentOf([paragraph('First.'), paragraph('Second.'), paragraph('Third.')]);
    const shown = documentMessages(document, { from: 1, to: 2 })[1]!.content;
    expect(shown).toContain('A report');
    expect(shown).toContain('{"block":1,"kind":"paragraph","text":"Second."}');
    expect(shown).not.toMatch(/First|Third/);
  });
});
