import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { BudgetSpentError, FailRecordError, RetryLaterError, SetupError } from '../../../pipeline/errors.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { unstoredCalls } from '../../../pipeline/ledger/spend.ts';
import { type Answer, type CompletionRequest, Completions } from '../../../pipeline/teacher/completions.ts';
import { openSpend } from '../../../pipeline/teacher/spend/open-spend.ts';
import { createLedger } from '../../test-database.ts';

// 1 dollar is a million tokens, in and out; a call's bound is its prompt's bytes + 256 + 1000.
const priced = { model: 'gpt-4o-mini', maxOutputTokens: 1000, openaiBaseUrl: 'https://api.example.com/v1' };
const usage = { prompt_tokens: 100, completion_tokens: 100, total_tokens: 200 };
const answer: Answer = { text: 'yes', reasoning: null, finishReason: 'stop', usage };

async function fixture(caps: Partial<Config>) {
  const { ledger, config } = await createLedger();
  const open = async (more: Partial<Config> = {}) =>
    new Completions(
      ledger.db,
      await beginRun(ledger.db, 'test', config),
      openSpend(ledger.db, loadConfig({ ...priced, ...caps, ...more }, {})),
    );
  const total = async () => {
    const spent = await ledger.db.selectFrom('spend_total').selectAll().executeTakeFirstOrThrow();
    return { ...spent, unstored: await unstoredCalls(ledger.db) };
  };
  return { db: ledger.db, open, total };
}

const request = (key: string = randomUUID()): CompletionRequest => ({
  ...{ model: 'gpt-4o-mini', purpose: 'generate', documentId: 'doc_1', key },
});

describe('a budget', () => {
  it('never sends a call that might exceed it, however many ask at once in however many sessions', async () => {
    const { open, total, db } = await fixture({ maxTokens: 5000 });
    const sessions = [await open(), await open()];
    let underWay = 0;
    let most = 0;
    let sent = 0;
    const ask = async () => {
      sent++;
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay--;
      return answer;
    };
    // As the queue does: what is to come later comes again, until the budget is spent.
    const until = async (completions: Completions): Promise<unknown> => {
      let one = request();
      for (;;)
        try {
          await completions.get(one, ask);
        } catch (error) {
          if (error instanceof BudgetSpentError) return error;
          if (!(error instanceof RetryLaterError)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 5));
        } finally {
          one = { ...one, key: randomUUID() };
        }
    };
    const ends = await Promise.all(sessions.flatMap((session) => [1, 2, 3, 4].map(() => until(session))));
    for (const end of ends) expect(end).toBeInstanceOf(BudgetSpentError);
    // 1294 tokens are reserved for each.
    expect(most).toBeLessThanOrEqual(3);
    const { tokens, unstored } = await total();
    expect(tokens).toBe(sent * 200);
    expect(tokens).toBeLessThanOrEqual(5000);
    expect(tokens).toBeGreaterThan(5000 - 1294 - 200);
    expect(unstored.calls).toBe(0);
    expect(await db.selectFrom('completion').select('id').execute()).toHaveLength(sent);
    expect(String(ends[0])).toMatch(/budget of 5,000 tokens is spent.*higher --max-tokens/);
    await expect((await open({ maxTokens: 10_000 })).get(request(), ask)).resolves.toMatchObject({ text: 'yes' });
  });

  it('holds in dollars, and replays what is paid for when it is spent', async () => {
    const { open, total } = await fixture({ maxCost: 0.001 });
    const completions = await open();
    const [first] = [request()];
    await completions.get(first, async () => answer);
    // 100 in at 0.15 and 100 out at 0.60; the next is bound at 294 and 1000.
    expect((await total()).cost).toBeCloseTo(0.000075, 9);
    await completions.get(request(), async () => answer);
    await completions.get(request(), async () => answer);
    await completions.get(request(), async () => answer);
    await completions.get(request(), async () => answer);
    const spent = await completions.get(request(), async () => answer).catch((error: unknown) => error);
    expect(spent).toBeInstanceOf(BudgetSpentError);
    expect(String(spent)).toMatch(/budget of \$0\.00100 is spent.*used \$0\.000375.*--max-cost/);
    await expect(completions.get(first, () => Promise.reject(new Error('asked again')))).resolves.toMatchObject({
      replayed: true,
    });
  });

  it('gives back what was turned away and keeps what may have been billed', async () => {
    const { open, total } = await fixture({ maxTokens: 100_000 });
    const completions = await open();
    const failWith = (error: Error) => completions.get(request(), () => Promise.reject(error)).catch(() => {});
    await failWith(new FailRecordError('HTTP 400'));
    await failWith(new RetryLaterError('HTTP 429', { notItsFault: true }));
    expect((await total()).unstored.calls).toBe(0);
    await failWith(new RetryLaterError('It broke off.', { notItsFault: true, mayBeBilled: true }));
    expect((await total()).unstored).toMatchObject({ calls: 1, tokens: 1294 });
  });

  it('counts a call whose sender was killed, and goes on without waiting for ever', async () => {
    const { open, db } = await fixture({ maxTokens: 2000 });
    const completions = await open();
    void completions.get(request(), () => new Promise(() => {})).catch(() => {});
    while ((await unstoredCalls(db)).calls === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const other = await open();
    const ask = () => other.get(request(), async () => answer);
    await expect(ask()).rejects.toBeInstanceOf(RetryLaterError);
    await db
      .updateTable('unstored_call')
      .set({ ends_at: new Date(0) })
      .execute();
    await expect(ask()).rejects.toBeInstanceOf(BudgetSpentError);
  });

  it('counts an answer that another had stored meanwhile: it was paid for twice', async () => {
    const { open, total } = await fixture({ maxTokens: 100_000 });
    const [one, two] = [await open(), await open()];
    const same = request('the same');
    const release: (() => void)[] = [];
    const ask = () => new Promise<Answer>((resolve) => release.push(() => resolve(answer)));
    const both = [one.get(same, ask), two.get(same, ask)];
    while (release.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const go of release) go();
    await Promise.all(both);
    expect(await total()).toMatchObject({ tokens: 200, unstored: { calls: 1, tokens: 200 } });
  });

  it('takes a longer answer into account where a call asks for one', async () => {
    const { open } = await fixture({ maxTokens: 2000 });
    const longer = { ...request(), maxOutputTokens: 2000 };
    await expect((await open()).get(longer, async () => answer)).rejects.toBeInstanceOf(BudgetSpentError);
  });

  it('is not begun for a model that no price is known of', async () => {
    const { open } = await fixture({ maxCost: 1, model: 'nobody-knows' });
    await expect(open()).rejects.toBeInstanceOf(SetupError);
    await expect(open({ maxCost: null, maxTokens: 10 })).resolves.toBeInstanceOf(Completions);
    await expect(open({ openaiBaseUrl: 'http://127.0.0.1:1/v1' })).resolves.toBeInstanceOf(Completions);
  });
});
