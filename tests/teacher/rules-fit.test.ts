import { describe, expect, it } from 'vitest';
import { rulesTasks } from '../../pipeline/teacher/rules/answers/index.ts';
import { extractFacts } from '../../pipeline/teacher/rules/extract/index.ts';
import { rulesFit } from '../../pipeline/teacher/rules/fit.ts';
import { taskBySlug, taskPool } from '../../task-pool/index.ts';
import { chineseReport, englishReport } from './rules-texts.ts';

describe('rulesFit', () => {
  it.each([englishReport, chineseReport])('finds four or more understanding tasks in a report: $title', (text) => {
    const facts = extractFacts(text.blocks, text.language);
    const fitting = taskPool.filter((task) => {
      const { fit, reason } = rulesFit(task, facts);
      return task.kind === 'understanding' && rulesTasks.has(task.slug) && reason === null && fit >= 0.5;
    });
    expect(fitting.length).toBeGreaterThanOrEqual(4);
  });

  it('says what is missing, and gives no block that is suspect', () => {
    const facts = extractFacts(englishReport.blocks, 'en');
    const none = rulesFit(
      taskBySlug('network-protocol-utilization'),
      extractFacts([{ kind: 'paragraph', text: 'A quiet day.' }], 'en'),
    );
    expect(none).toMatchObject({ fit: 0, blocks: [] });
    expect(none.reason).toContain('protocol, port');
    for (const task of taskPool) expect(rulesFit(task, facts).blocks).not.toContain(3);
  });

  it('grows with distinct facts and never passes 1', () => {
    const task = taskBySlug('time-element-acquisition');
    const fitOf = (text: string) => rulesFit(task, extractFacts([{ kind: 'paragraph', text }], 'en')).fit;
    const two = fitOf('It began on 1 May 2020 and ended on 3 May 2021.');
    const four = fitOf(
      'It began on 1 May 2020, was seen on 3 June 2020, closed on 7 July 2020 and told on 9 May 2021.',
    );
    expect(two).toBeGreaterThanOrEqual(0.5);
    expect(four).toBeGreaterThan(two);
    expect(four).toBeLessThan(1);
  });
});
