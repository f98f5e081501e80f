import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  defineTask,
  label,
  labels,
  quote,
  quotes,
  records,
  type UnderstandingTask,
} from '../../task-pool/define-task.ts';
import { leavesOf, removeLeaves, renderAnswer, replaceLeaf } from '../../task-pool/render-answer.ts';

const colours = { red: { en: 'Red', zh: '红' }, blue: { en: 'Blue', zh: '蓝' } } as const;

const task = defineTask({
  slug: 'test-task',
  kind: 'understanding',
  category: 'Test Task',
  chinese: '测试任务',
  scope: { en: 'A test.', zh: '测试。' },
  suits: { when: { en: 'Always.', zh: '总是。' }, facts: ['cve'] },
  answer: z.object({
    title: quote({ en: 'Title', zh: '标题' }),
    colour: label(colours, { en: 'Colour', zh: '颜色' }),
    items: records(
      {
        id: quote({ en: 'ID', zh: '编号' }),
        colours: labels(colours, { en: 'Colours', zh: '颜色' }),
        notes: quotes({ en: 'Notes', zh: '备注' }),
      },
      { en: 'Items', zh: '条目' },
    ),
  }),
  instructions: { en: ['a', 'b', 'c', 'd'], zh: ['甲', '乙', '丙', '丁'] },
}) as UnderstandingTask;

const answer = {
  items: [
    { notes: ['n1', 'n2'], colours: ['red', 'blue'], id: 'CVE-1' },
    { notes: [], colours: ['blue'], id: 'CVE-2' },
  ],
  colour: 'red',
  title: 'T',
};

describe('renderAnswer', () => {
  it('shows keys and labels in the language, in the order of the shape', () => {
    expect(JSON.stringify(renderAnswer(task, answer, 'zh'))).toBe(
      '{"标题":"T","颜色":"红","条目":[{"编号":"CVE-1","颜色":["红","蓝"],"备注":["n1","n2"]},{"编号":"CVE-2","颜色":["蓝"]}]}',
    );
  });

  it('leaves out what the text does not say', () => {
    const sparse = { title: null, colour: null, items: [{ id: null, colours: [], notes: ['n'] }] };
    expect(renderAnswer(task, sparse, 'en')).toEqual({ Items: [{ Notes: ['n'] }] });
  });
});

describe('leavesOf', () => {
  it('gives paths, kinds and the quotes beside each leaf', () => {
    expect(leavesOf(task, answer)).toEqual([
      { path: 'title', value: 'T', kind: 'quote', siblings: [] },
      { path: 'colour', value: 'red', kind: 'label', siblings: ['title'] },
      { path: 'items.0.id', value: 'CVE-1', kind: 'quote', siblings: ['items.0.notes.0', 'items.0.notes.1'] },
      ...['red', 'blue'].map((value, i) => ({
        path: `items.0.colours.${i}`,
        value,
        kind: 'label',
        siblings: ['items.0.id', 'items.0.notes.0', 'items.0.notes.1'],
      })),
      { path: 'items.0.notes.0', value: 'n1', kind: 'quote', siblings: ['items.0.id', 'items.0.notes.1'] },
      { path: 'items.0.notes.1', value: 'n2', kind: 'quote', siblings: ['items.0.id', 'items.0.notes.0'] },
      { path: 'items.1.id', value: 'CVE-2', kind: 'quote', siblings: [] },
      { path: 'items.1.colours.0', value: 'blue', kind: 'label', siblings: ['items.1.id'] },
    ]);
  });
});

describe('removeLeaves', () => {
  it('closes lists up and empties single fields', () => {
    expect(removeLeaves(task, answer, new Set(['title', 'items.0.notes.0', 'items.0.colours.1']))).toEqual({
      title: null,
      colour: null,
      items: [
        { id: 'CVE-1', colours: ['red'], notes: ['n2'] },
        { id: 'CVE-2', colours: ['blue'], notes: [] },
      ],
    });
  });

  it('drops a record that keeps no quote, and keeps the given answer as it was', () => {
    const before = structuredClone(answer);
    expect(removeLeaves(task, answer, new Set(['items.1.id']))?.items).toHaveLength(1);
    expect(answer).toEqual(before);
  });

  it('gives null where no quote remains', () => {
    const quotesOnly = leavesOf(task, answer).filter(({ kind }) => kind === 'quote');
    expect(removeLeaves(task, answer, new Set(quotesOnly.map(({ path }) => path)))).toBeNull();
  });
});

describe('replaceLeaf', () => {
  it('replaces one value, at any depth', () => {
    const replaced = replaceLeaf(answer, 'items.0.notes.1', 'N2');
    expect(replaced).toEqual({ ...answer, items: [{ ...answer.items[0], notes: ['n1', 'N2'] }, answer.items[1]] });
    expect(answer.items[0]?.notes).toEqual(['n1', 'n2']);
  });

  it('refuses a path that is not there', () => {
    expect(() => replaceLeaf(answer, 'items.7.id', 'x')).toThrow('7.id');
    expect(() => replaceLeaf(answer, 'nothing.here', 'x')).toThrow('nothing.here');
  });
});
