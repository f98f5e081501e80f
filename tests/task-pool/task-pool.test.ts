import { describe, expect, it } from 'vitest';
import { SetupError } from '../../pipeline/errors.ts';
import { factTypes } from '../../pipeline/teacher/rules/facts.ts';
import { fieldMeta, instructionPrefixes, recordShape, type Task } from '../../task-pool/define-task.ts';
import { taskBySlug, taskPool } from '../../task-pool/index.ts';
import { instructionFor } from '../../task-pool/instruction.ts';

// The published names, in the order of the paper's two lists.
const categories =
  `Key Entity Recognition, Main Relation Extraction, Important Event Extraction, Malware Feature Extraction,
Cybersecurity Event Classification, Attack Tool Identification, Domain Intelligence Acquisition, Time Element Acquisition,
Network Protocol Utilization, Encryption-Decryption Algorithm Identification, Vulnerability Information Extraction,
Attacker Information Extraction, Attack Target Intelligence Gathering, Vulnerability Exploitation Analysis,
Attack Means Analysis, Attack Strategy Analysis, Attack Intent Analysis, Correlation Analysis, Threat Analysis,
Risk Assessment, Impact Scope, Trend Prediction, Behavioral Pattern Analysis, Protection Strategy Research,
Incident Response Planning, Security Policy Audit, Summary Generation, Security Alert Generation`.split(/,\s+/);

/** Every field of an answer's shape, at both levels, by the object it stands in. */
function objectsOf(task: Task) {
  if (task.kind !== 'understanding') return [];
  const top = Object.values(task.answer.shape).map((type) => ({ type, meta: fieldMeta(type as never) }));
  const nested = top
    .filter(({ meta }) => meta.leaf === 'records')
    .map(({ type }) => Object.values(recordShape(type as never)).map((field) => fieldMeta(field as never)));
  return [top.map(({ meta }) => meta), ...nested];
}

describe('the pool', () => {
  it('holds the 28 published categories, 13 of understanding and 15 of generation', () => {
    expect(taskPool.map(({ category }) => category)).toEqual(categories);
    expect(taskPool.map(({ kind }) => kind)).toEqual([
      ...Array(13).fill('understanding'),
      ...Array(15).fill('generation'),
    ]);
    for (const { slug, category } of taskPool) expect(slug).toBe(category.toLowerCase().replaceAll(' ', '-'));
  });

  it.each(taskPool.map((task) => [task.slug, task] as const))('%s is complete in both languages', (_, task) => {
    for (const text of [task.chinese, task.scope.zh, task.suits.when.zh, ...task.instructions.zh])
      expect(text).toMatch(/[\u4e00-\u9fff]/);
    for (const text of [task.scope.en, task.suits.when.en, ...task.instructions.en])
      expect(text).not.toMatch(/[\u4e00-\u9fff]/);
    expect(task.instructions.en.length).toBeGreaterThanOrEqual(6);
    expect(task.instructions.zh.length).toBeGreaterThanOrEqual(6);
    for (const type of task.suits.facts) expect(factTypes).toContain(type);
    for (const metas of objectsOf(task))
      for (const language of ['en', 'zh'] as const)
        expect(new Set(metas.map((meta) => meta[language])).size).toBe(metas.length);
  });

  it('never uses one phrasing for two tasks', () => {
    const all = taskPool.flatMap(({ instructions }) => [...instructions.en, ...instructions.zh]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('taskBySlug', () => {
  it('finds a task', () => expect(taskBySlug('impact-scope').category).toBe('Impact Scope'));

  it('names the nearest slugs for an unknown one', () => {
    expect(() => taskBySlug('atack-means')).toThrow(SetupError);
    expect(() => taskBySlug('atack-means')).toThrow('Did you mean attack-means-analysis?');
    expect(() => taskBySlug('Key Entity Recognition')).toThrow('Did you mean key-entity-recognition?');
    expect(() => taskBySlug('summary')).toThrow('Did you mean summary-generation?');
  });

  it('lists all slugs where none is near', () => {
    expect(() => taskBySlug('zzz')).toThrow('Known tasks: key-entity-recognition, main-relation-extraction');
  });
});

describe('instructionFor', () => {
  const task = taskBySlug('risk-assessment');

  it('opens with the published prefix and stays the same for a document', () => {
    const english = instructionFor(task, 'en', 'doc_1');
    expect(english.startsWith(instructionPrefixes.generation.en)).toBe(true);
    expect(instructionFor(task, 'en', 'doc_1')).toBe(english);
    expect(instructionFor(task, 'zh', 'doc_1').startsWith('执行如下分析生成任务，返回文本格式结果：')).toBe(true);
  });

  it('uses every phrasing over many documents', () => {
    const used = new Set(Array.from({ length: 200 }, (_, i) => instructionFor(task, 'zh', `doc_${i}`)));
    expect(used.size).toBe(task.instructions.zh.length);
  });
});
