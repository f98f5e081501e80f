import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readEndpoints } from '../../../pipeline/ledger/endpoint-limits.ts';
import { judgementReports } from '../../../pipeline/ledger/judgement-report.ts';
import { spendBy } from '../../../pipeline/ledger/spend.ts';
import { undoRerun } from '../../../pipeline/ledger/undo-rerun.ts';
import { type ChatRequest, diligent, isJudging, startLoopbackEndpoint, verdict } from '../../loopback-endpoint.ts';
import { expectBalance } from '../ledger/rerun-cells.ts';
import { better, invented, judgedLedger, judgeModel, judging } from './judged-ledger.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
beforeEach(() => {
  endpoint.requests.length = 0;
});

const judgeCalls = () => endpoint.requests.filter(({ model }) => model === judgeModel);
const open = () => judgedLedger(endpoint.baseUrl);
const languages = (rows: { language: string }[]) => rows.map(({ language }) => language);

describe('the judge', { timeout: 240_000 }, () => {
  it('keeps what scores well, both languages by one call, and asks nothing twice', async () => {
    endpoint.answer(judging(4));
    const { run, pairs, judgements, standing, ledger, db } = await open();
    expect(await run()).toBe('settled');
    expect(languages(await pairs())).toEqual(['en', 'zh']);
    expect(await judgements()).toMatchObject([
      { model: judgeModel, score: 4, improved: false, criteria: { faithful: { score: 4, reason: 'It is so.' } } },
      { model: judgeModel, score: 4, improved: false },
    ]);
    expect(judgeCalls()).toHaveLength(1);
    await expectBalance(ledger);

    // As where it was killed before anything of the judge's was settled.
    await db.deleteFrom('pair').execute();
    await db.deleteFrom('judgement').execute();
    await db.updateTable('work').set({ state: 'pending' }).where('stage', '=', 'judge').execute();
    expect(await run()).toBe('settled');
    expect(languages(await pairs())).toEqual(['en', 'zh']);
    expect(await standing()).toEqual(['kept', 'kept']);
    expect(judgeCalls()).toHaveLength(1);
    const spent = await spendBy(db, ['model', 'purpose', 'task', 'language']);
    expect(spent.filter(({ purpose }) => purpose === 'judge')).toMatchObject([
      { model: judgeModel, calls: 0.5, input: 500, language: 'en' },
      { model: judgeModel, calls: 0.5, input: 500, language: 'zh' },
    ]);
  });

  it('drops what scores too low, and stores what it said of it', async () => {
    endpoint.answer(judging(2));
    const { run, pairs, judgements, standing, ledger, db } = await open();
    expect(await run()).toBe('settled');
    expect(await pairs()).toEqual([]);
    expect(await standing()).toEqual(['low-score', 'low-score']);
    expect(await judgements()).toHaveLength(2);
    await expectBalance(ledger);
    expect(await judgementReports(db)).toMatchObject([{ judged: 2, kept: 0, low: 2, score: 2 }]);
    // Whoever asks for less lets nothing in that was judged already: a rerun does.
    expect(await run({ minScore: 1 })).toBe('settled');
    expect(await pairs()).toEqual([]);
  });

  it('puts an answer that it bettered in the place of the draft, where it passes the same checks', async () => {
    endpoint.answer(judging(2, better));
    const { run, pairs, ledger, db } = await open();
    expect(await run()).toBe('settled');
    expect(await pairs()).toMatchObject([
      { language: 'en', output: better.answer.en, thought: better.thought.en, model: 'teacher-7b' },
      { language: 'zh', output: better.answer.zh, thought: better.thought.zh },
    ]);
    const drafts = await db.selectFrom('draft').select('draft').execute();
    for (const { draft } of drafts) expect(draft.answer).not.toEqual(better.answer);
    expect(await judgementReports(db)).toMatchObject([{ kept: 2, improvements: { given: 2, used: 2, refused: {} } }]);
    await expectBalance(ledger);

    // Another judge sees what stands there, and has not the first one's words undone.
    endpoint.answer(judging(5));
    expect(await run({ judgeModel: 'judge-70b' })).toBe('settled');
    expect(endpoint.requests.at(-1)!.messages[1]!.content).toContain('Close the hole by installing');
    expect(await pairs()).toMatchObject([{ output: better.answer.en }, { output: better.answer.zh }]);
    await expectBalance(ledger);
  });

  it('lets the draft stand with its score where the checks refuse what is to be better', async () => {
    endpoint.answer(judging(4, invented));
    const { run, pairs, judgements, ledger, db } = await open();
    expect(await run()).toBe('settled');
    for (const { output } of await pairs()) expect(output).not.toContain('CVE-2031-9999');
    expect(await pairs()).toHaveLength(2);
    expect(await judgements()).toMatchObject([
      { improved: false, refused_because: 'unsupported-identifier', improvement: invented },
      { improved: false, refused_because: 'unsupported-identifier' },
    ]);
    expect(await judgementReports(db)).toMatchObject([
      { kept: 2, improvements: { given: 2, used: 0, refused: { 'unsupported-identifier': 2 } } },
    ]);
    await expectBalance(ledger);
  });

  it('asks for one repair, and drops a draft for want of a verdict where that is no better', async () => {
    endpoint.answer((request) => (request.model === judgeModel ? { content: 'Splendid. 5 of 5!' } : diligent(request)));
    const { run, rerun, pairs, standing, ledger } = await open();
    expect(await run()).toBe('settled');
    expect(judgeCalls()).toHaveLength(2);
    expect(await standing()).toEqual(['unparseable', 'unparseable']);
    expect(await pairs()).toEqual([]);
    await expectBalance(ledger);
    // A rerun asks anew.
    endpoint.answer(judging(4));
    await rerun();
    expect(await pairs()).toHaveLength(2);
    await expectBalance(ledger);
  });

  it('uses a repaired verdict', async () => {
    endpoint.answer((request) => {
      if (!isJudging(request)) return diligent(request);
      return request.messages.length > 2 ? verdict(request, 5) : verdict(request, 9);
    });
    const { run, pairs } = await open();
    expect(await run()).toBe('settled');
    expect(await pairs()).toHaveLength(2);
    expect(judgeCalls()).toHaveLength(2);
  });

  it('leaves all pending where nobody answers; a run without a judge does not wait for it', async () => {
    endpoint.answer(judging(4));
    const { run, pairs, standing, ledger, db } = await open();
    // Port 1 of this machine: nothing listens there.
    const stop = new AbortController();
    const running = run({ judgeBaseUrl: 'http://127.0.0.1:1/v1' }, stop.signal);
    while (!(await readEndpoints(db)).some(({ model, pausedSince }) => model === judgeModel && pausedSince))
      await sleep(50);
    stop.abort();
    expect(await running).toBe('interrupted');
    expect(await standing()).toEqual(['pending', 'pending']);
    await expectBalance(ledger);
    const asked = endpoint.requests.length;
    expect(await run({ judgeModel: null })).toBe('settled');
    expect([await standing(), await pairs()]).toEqual([['pending', 'pending'], []]);
    expect(endpoint.requests).toHaveLength(asked);
    // Another judge decides what waits for the first.
    expect(await run({ judgeModel: 'judge-70b' })).toBe('settled');
    expect(languages(await pairs())).toEqual(['en', 'zh']);
    await expectBalance(ledger);
    expect(await run()).toBe('settled');
    expect(await standing()).toEqual(['kept', 'kept', 'kept', 'kept']);
    await expectBalance(ledger);
  });

  it('judges pairs that were there before it, and takes out exactly what scores too low', async () => {
    endpoint.answer((request) => (isJudging(request) ? byLanguage(request, { en: 1, zh: 5 }) : diligent(request)));
    const { run, pairs, standing, ledger, db } = await open();
    expect(await run({ judgeModel: null })).toBe('settled');
    expect(languages(await pairs())).toEqual(['en', 'zh']);
    expect(await standing()).toEqual([]);
    expect(await run()).toBe('settled');
    expect(languages(await pairs())).toEqual(['zh']);
    expect(await standing()).toEqual(['kept', 'low-score']);
    expect(await db.selectFrom('retired_pair').select('because').execute()).toEqual([{ because: 'low-score' }]);
    await expectBalance(ledger);
    expect(judgeCalls()).toHaveLength(1);
    expect(await run({ judgeModel: null })).toBe('settled');
    expect(languages(await pairs())).toEqual(['zh']);
  });

  it('does not take a pair out for want of a verdict', async () => {
    endpoint.answer((request) => (request.model === judgeModel ? { content: 'No.' } : diligent(request)));
    const { run, pairs, standing, ledger } = await open();
    await run({ judgeModel: null });
    expect(await run()).toBe('settled');
    expect(await standing()).toEqual(['unparseable', 'unparseable']);
    expect(await pairs()).toHaveLength(2);
    await expectBalance(ledger);
  });

  it('lets a rerun replace an old pair only by one that it keeps', async () => {
    endpoint.answer(judging(4));
    const { run, rerun, pairs, standing, ledger, db } = await open();
    await run();
    const old = await pairs();
    endpoint.answer(judging(1));
    const refused = await rerun();
    expect(refused.report).toEqual([{ outcome: 'left', reason: 'low-score', count: 2 }]);
    expect(await pairs()).toEqual(old);
    await expectBalance(ledger);
    endpoint.answer(judging(5));
    const passed = await rerun();
    expect(passed.report).toEqual([{ outcome: 'replaced', reason: null, count: 2 }]);
    const ids = old.map(({ id }) => id);
    expect((await pairs()).filter(({ id }) => ids.includes(id))).toEqual([]);
    await expectBalance(ledger);
    expect(await undoRerun(db, passed.id!)).toMatchObject({ retired: 2, restored: 2 });
    expect(await pairs()).toEqual(old);
    expect(await standing()).toEqual(['kept', 'kept', 'low-score', 'low-score', 'undone', 'undone']);
    await expectBalance(ledger);
  });

  it('brings back what a rerun had replaced by a pair that a later judge takes out, where that is undone', async () => {
    endpoint.answer(judging(4));
    const { run, rerun, pairs, ledger, db } = await open();
    await run();
    const old = await pairs();
    const { id } = await rerun();
    expect(await pairs()).not.toEqual(old);
    endpoint.answer(judging(1));
    await run({ judgeModel: 'judge-70b' });
    expect(await pairs()).toEqual([]);
    await expectBalance(ledger);
    expect(await undoRerun(db, id!)).toMatchObject({ retired: 0, restored: 2 });
    expect(await pairs()).toEqual(old);
    await expectBalance(ledger);
  });
});

/** Scores of its own for each language. */
function byLanguage(request: ChatRequest, scores: Record<string, number>): { content: string } {
  const whole = JSON.parse(verdict(request, 5).content);
  for (const [language, verdicts] of Object.entries<Record<string, { score: number }>>(whole.verdicts))
    for (const rated of Object.values(verdicts)) rated.score = scores[language]!;
  return { content: JSON.stringify(whole) };
}
