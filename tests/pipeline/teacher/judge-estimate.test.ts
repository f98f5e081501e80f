import { afterAll, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { pendingCalls } from '../../../pipeline/ledger/pending-calls.ts';
import { estimateJudging } from '../../../pipeline/teacher/spend/estimate-judging.ts';
import { startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { judgedLedger, judgeModel, judging } from '../stages/judged-ledger.ts';

const endpoint = await startLoopbackEndpoint(judging(4));
afterAll(() => endpoint.close());

it('counts a call for each task of a document, of what is to be drafted and of what is there already', async () => {
  const { run, db } = await judgedLedger(endpoint.baseUrl);
  const model = 'teacher-7b';
  const estimate = async (overrides: Parameters<typeof loadConfig>[0] = {}) => {
    const settings = { judgeModel: 'gpt-4o-mini', judgeBaseUrl: 'https://api.openai.com/v1', judgeApiKey: 'sk-test' };
    const config = loadConfig({ model, understanding: 0, generation: 1, ...settings, ...overrides }, {});
    return estimateJudging(db, config, await pendingCalls(db, model));
  };
  expect(await estimate({ judgeModel: null })).toBeNull();
  const pending = { documents: ['doc_1', 'doc_2'], cells: [] };
  const config = loadConfig({ model, understanding: 4, generation: 3, judgeModel: 'gpt-4o-mini' }, {});
  expect((await estimateJudging(db, config, pending))!.calls).toMatchObject({ low: 6, high: 14 });

  expect(await run({ judgeModel: null })).toBe('settled');
  const later = await estimate();
  expect(later!.calls).toEqual({ low: 1, likely: 1, high: 1 });
  expect(later!.cost!.likely).toBeGreaterThan(0);
  expect(later!.batchCost!.likely).toBeCloseTo(later!.cost!.likely / 2, 12);
  expect(later!.because.join(' ')).toContain('1 of the calls are for pairs that are there already');
  await run();
  expect((await estimate({ judgeModel }))!.calls.high).toBe(0);
}, 240_000);
