import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportBench } from '../../bench/interchange/export-bench.ts';
import { readAnswers } from '../../bench/score/read-answers.ts';
import { readBench } from '../../bench/score/read-bench.ts';
import { AnswerScorer } from '../../bench/score/score-answers.ts';
import { benchRecords, writeLines } from '../bench/bench-records.ts';
import { temporaryFolder } from '../end-to-end/corpus.ts';
import { runPython, whyNot } from './python.ts';

const minutes = 5 * 60_000;

/** Answers of many kinds to a bench of our own; our scores of them by id. */
async function answered() {
  const folder = await temporaryFolder();
  const benchFile = join(folder, 'bench.jsonl');
  const records = benchRecords(10);
  await writeLines(benchFile, records);
  const letters = [
    'B',
    'The answer is (B).',
    'A or B',
    '答案：Ｂ',
    'C. c.example',
    'b',
    '',
    'B) because A is wrong',
    'None',
    'Option D',
  ];
  const outputs = records.map(({ id, task, output, input }, index) => {
    if (task.endsWith('choice')) return { id, output: letters[Math.floor(index / 5)]! };
    if (task.endsWith('ex'))
      return { id, output: index % 4 === 0 ? output : { ...(output as object), server: 'x', more: [1, null, 1.0] } };
    return {
      id,
      output: index % 3 === 0 ? `${input}。 And v1.2 of it.` : `The group called it. ${String(output).slice(0, 40)}`,
    };
  });
  const answersFile = join(folder, 'answers.jsonl');
  await writeLines(answersFile, outputs);
  const bench = await readBench(benchFile);
  const { scores } = new AnswerScorer(bench).score(await readAnswers(answersFile, bench));
  const metric = { generation: 'rouge-1.0.1', extraction: 'exactF1', choice: 'lenient' } as const;
  const ours = Object.fromEntries(bench.map(({ id, kind }, index) => [String(id), scores.get(metric[kind])![index]!]));
  return { folder, benchFile, answersFile, bench, ours };
}

const lmEval = whyNot('lm_eval', 'jieba');
describe.skipIf(lmEval)(`lm-evaluation-harness${lmEval ? ` (${lmEval})` : ''}`, () => {
  it('loads the exported tasks, runs them, and scores as we do', { timeout: minutes }, async () => {
    const { folder, benchFile, answersFile, bench, ours } = await answered();
    const out = join(folder, 'lm-eval');
    await exportBench('lm-eval', { benchFile, out, form: 'paper' });
    const found = await runPython<{
      results: Record<string, Record<string, number>>;
      prompts: Record<string, string>;
      scores: Record<string, number>;
    }>('lm-eval-task.py', out, answersFile);
    const groups = [...new Set(bench.map(({ kind, language }) => `sevenllm_${kind}_${language}`))].sort();
    expect(Object.keys(found.prompts).sort()).toEqual(groups);
    expect(found.results.sevenllm_choice_en).toMatchObject({ 'lenient,none': 0 });
    expect(found.prompts.sevenllm_generation_en).toMatch(/^Below is an instruction[\s\S]*### Response:$/);
    expect(Object.keys(found.scores)).toHaveLength(bench.length);
    for (const { id } of bench) expect(found.scores[id], `record ${id}`).toBeCloseTo(ours[id]!, 9);
    expect(new Set(Object.values(found.scores)).size).toBeGreaterThan(5);
  });
});

const inspect = whyNot('inspect_ai');
describe.skipIf(inspect)(`Inspect${inspect ? ` (${inspect})` : ''}`, () => {
  it('loads the exported dataset and runs its tasks on a mock model', { timeout: minutes }, async () => {
    const { folder, benchFile } = await answered();
    const out = join(folder, 'inspect');
    await exportBench('inspect', { benchFile, out, form: 'chat' });
    type Found = Record<string, { status: string; scorer: string; mean: number; samples: number; first: string }>;
    const found = await runPython<Found>('inspect-task.py', out, join(folder, 'logs'));
    expect(found.choice).toMatchObject({ status: 'success', scorer: 'lenient', mean: 1, samples: 10 });
    // One of ten records has this server, and none this port.
    expect(found.extraction).toMatchObject({ status: 'success', scorer: 'exactF1', samples: 10 });
    expect(found.extraction!.mean).toBeCloseTo(0.05, 9);
    expect(found.generation!.mean).toBeGreaterThan(0.05);
    expect(found.choice!.first).toMatch(/A\. a\.example\n[\s\S]*Answer with the letter/);
  });
});
