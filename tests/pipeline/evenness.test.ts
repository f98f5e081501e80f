import { describe, expect, it } from 'vitest';
import { evennessLine, evennessTable } from '../../cli/tables.ts';
import { evennessOf, normalisedEntropy } from '../../pipeline/evenness.ts';
import { taskPool } from '../../task-pool/index.ts';

describe('the evenness of a spread', () => {
  it('is 1 where it is even over all tasks, 0 where all is of one, and counts those without any', () => {
    expect(normalisedEntropy([7, 7, 7, 7], 4)).toBe(1);
    expect(normalisedEntropy([9], 4)).toBe(0);
    expect(normalisedEntropy([5, 5], 4)).toBe(0.5);
  });

  it('is told by kind and language, of the tasks of the pool alone', () => {
    const counts = taskPool
      .filter(({ kind }) => kind === 'understanding')
      .map(({ slug }) => ({ task: slug, en: 3, zh: slug === 'key-entity-recognition' ? 2 : 0 }));
    const evenness = evennessOf([...counts, { task: 'gone', en: 99, zh: 99 }]);
    expect(evenness).toEqual([
      { kind: 'understanding', language: 'en', pairs: 39, tasks: 13, withPairs: 13, normalisedEntropy: 1 },
      { kind: 'understanding', language: 'zh', pairs: 2, tasks: 13, withPairs: 1, normalisedEntropy: 0 },
      { kind: 'generation', language: 'en', pairs: 0, tasks: 15, withPairs: 0, normalisedEntropy: null },
      { kind: 'generation', language: 'zh', pairs: 0, tasks: 15, withPairs: 0, normalisedEntropy: null },
    ]);
    expect(evennessTable(evenness)).toMatch(/understanding +1\.00 +13 of 13 +0\.00 +1 of 13\n *generation +- +0 of 15/);
    expect(evennessLine(evenness)).toContain('understanding en 1.00 (13 of 13 tasks)');
    expect(evennessLine([])).toBe('');
  });
});
