import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../pipeline/records.ts';
import { choose } from '../../../pipeline/stages/select.ts';
import { taskPool } from '../../../task-pool/index.ts';

const weigh = (task: string, fit: number, reason: string | null = null): Assignment => ({
  ...{ documentId: 'doc_1', task, fit, reason },
  thought: {},
  blocks: [0],
  chosen: false,
});
const settings = { understanding: 2, generation: 1, minimumFit: 0.5 };
const chosenOf = (assignments: Assignment[]) => assignments.filter(({ chosen }) => chosen).map(({ task }) => task);

describe('choose', () => {
  it('takes the best of each kind, up to the settings, and says why of the others', () => {
    const chosen = choose(
      [
        weigh('key-entity-recognition', 0.9),
        weigh('time-element-acquisition', 0.8),
        weigh('attack-tool-identification', 0.7),
        weigh('summary-generation', 0.6),
        weigh('threat-analysis', 0.4),
        weigh('trend-prediction', 0, 'It takes a model.'),
      ],
      taskPool,
      settings,
    );
    expect(chosenOf(chosen).sort()).toEqual([
      'key-entity-recognition',
      'summary-generation',
      'time-element-acquisition',
    ]);
    for (const assignment of chosen) expect(assignment.chosen).toBe(assignment.reason === null);
    const reasonOf = (task: string) => chosen.find((assignment) => assignment.task === task)?.reason;
    expect(reasonOf('attack-tool-identification')).toContain('2 understanding tasks');
    expect(reasonOf('threat-analysis')).toContain('below the least of 0.5');
    expect(reasonOf('trend-prediction')).toBe('It takes a model.');
  });

  it('does not favour the same task among equals for every document', () => {
    const tasks = ['key-entity-recognition', 'time-element-acquisition', 'attack-tool-identification'];
    const first = new Set(
      Array.from({ length: 30 }, (_, number) => {
        const weighed = tasks.map((task) => ({ ...weigh(task, 0.8), documentId: `doc_${number}` }));
        return chosenOf(choose(weighed, taskPool, { ...settings, understanding: 1 }))[0];
      }),
    );
    expect(first.size).toBe(3);
  });
});
