import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../../pipeline/teacher/rules/extract/index.ts';
import { taskPool } from '../../../task-pool/index.ts';

// Kinds of thing a request general enough for any article may speak of: it names no one and nothing in particular.
const general = new Set([
  'event-class',
  'vulnerability-class',
  'technique-phrase',
  'motive',
  'sector',
  'impact',
  'mitigation',
]);

describe('every phrasing of every instruction', () => {
  it.each(taskPool.map((task) => [task.slug, task] as const))(
    '%s names nothing in particular',
    (_, { instructions }) => {
      for (const language of ['en', 'zh'] as const)
        for (const text of instructions[language]) {
          const named = extractFacts([{ kind: 'paragraph', text }], language).all.filter(
            ({ type }) => !general.has(type),
          );
          expect(
            named.map(({ type, value }) => `${type} ${value}`),
            text,
          ).toEqual([]);
        }
    },
  );
});
