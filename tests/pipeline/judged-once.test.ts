import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { type Answerer, diligent, isJudging, startLoopbackEndpoint, verdict } from '../loopback-endpoint.ts';
import { until, workedLedger } from './metrics/worked-ledger.ts';

/** Longer than any process lets pass between two looks at what is pending. */
const thinkingMs = 4000;

const judging: Answerer = async (request) =>
  isJudging(request) ? sleep(thinkingMs, verdict(request, 4)) : diligent(request);
const endpoint = await startLoopbackEndpoint(judging);
afterAll(() => endpoint.close());

it('has no verdict paid for by two workers, while one of them waits for it', async () => {
  const { open } = await workedLedger(endpoint.baseUrl, { judgeModel: 'judge' });
  const workers = [await open(), await open()];
  await workers[0]!.session.enqueueUnsettled();
  await Promise.all(workers.map(({ session }) => session.work()));
  await until(() => workers[0]!.session.isSettled(), 150_000);
  for (const { session } of workers) await session.close('ended');
  const questions = endpoint.requests.filter(isJudging).map(({ messages }) => JSON.stringify(messages));
  expect(questions.length).toBeGreaterThan(3);
  expect(questions).toHaveLength(new Set(questions).size);
}, 200_000);
