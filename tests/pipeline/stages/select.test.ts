import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../pipeline/records.ts';
import { nothingYet, plentyOf } from '../../../pipeline/stages/plenty.ts';
import { choose } from '../../../pipeline/stages/select.ts';
import { commonness } from '../../../task-pool/commonness.ts';
import { taskPool } from '../../../task-pool/index.ts';

const weigh = (task: string, fit: number, reason: string | null = null): Assignment => ({
  ...{ documentId: 'doc_1', task, fit, reason },
  thought: {},
  blocks: [0],
  chosen: false,
});
const settings = { understanding: 2, generation: 1, minimumFit: 0.5, steering: 0 };
const chosenOf = (assignments: Assignment[]) => assignments.filter(({ chosen }) => chosen).map(({ task }) => task);
const even = new Map<string, number>();

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
      even,
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
        return chosenOf(choose(weighed, taskPool, { ...settings, understanding: 1 }, even))[0];
      }),
    );
    expect(first.size).toBe(3);
  });

  it('puts what the corpus is short of before what fits better, by no more than the setting, and never what does not fit', () => {
    const plenty = new Map([['key-entity-recognition', 1]]);
    const documents = Array.from({ length: 100 }, (_, number) => `doc_${number}`);
    const of = (documentId: string, fit: number, steering: number) =>
      choose(
        [
          { ...weigh('key-entity-recognition', 0.9), documentId },
          { ...weigh('time-element-acquisition', fit), documentId },
        ],
        taskPool,
        { ...settings, understanding: 1, steering },
        plenty,
      );
    const steered = (fit: number, steering: number) =>
      documents.filter((id) => chosenOf(of(id, fit, steering))[0] === 'time-element-acquisition').length;
    expect(steered(0.7, 0)).toBe(0);
    // By lot: of what is plenty there is to be less, not nothing.
    expect(steered(0.7, 0.4)).toBeGreaterThan(30);
    expect(steered(0.7, 0.4)).toBeLessThan(70);
    expect(steered(0.55, 0.3)).toBe(0);
    expect(steered(0.45, 1)).toBe(0);
    const passedOver = documents
      .flatMap((id) => of(id, 0.7, 0.4))
      .find(({ task, chosen }) => task === 'key-entity-recognition' && !chosen)!;
    expect(passedOver.reason).toBe('1 understanding tasks were chosen, among them ones that the corpus is short of.');
  });
});

describe('plenty', () => {
  const of = (tasks: Record<string, { fits: number; chosen: number }>, documents: number) =>
    plentyOf({ documents, tasks }, taskPool);

  it('is estimated while there is nothing yet, for every task of the pool', () => {
    expect(Object.keys(commonness).sort()).toEqual(taskPool.map(({ slug }) => slug).sort());
    const plenty = plentyOf(nothingYet, taskPool);
    expect(plenty.size).toBe(28);
    for (const value of plenty.values()) expect(value > 0 && value < 1).toBe(true);
    expect(plenty.get('summary-generation')).toBeGreaterThan(plenty.get('correlation-analysis')!);
  });

  it('goes by what was chosen, and by what fits, the more the larger the corpus is', () => {
    const rare = { fits: 1000, chosen: 900 };
    const common = { fits: 1000, chosen: 100 };
    const plenty = of({ 'domain-intelligence-acquisition': rare, 'key-entity-recognition': common }, 1000);
    expect(plenty.get('domain-intelligence-acquisition')).toBeGreaterThan(plenty.get('key-entity-recognition')!);
    const small = of({ 'domain-intelligence-acquisition': { fits: 1, chosen: 1 } }, 1);
    expect(small.get('domain-intelligence-acquisition')).toBeLessThan(small.get('key-entity-recognition')!);
    const chosenAlike = { fits: 900, chosen: 50 };
    const fitsLess = of({ 'threat-analysis': chosenAlike, 'correlation-analysis': { fits: 60, chosen: 50 } }, 1000);
    expect(fitsLess.get('threat-analysis')).toBeGreaterThan(fitsLess.get('correlation-analysis')!);
  });
});
