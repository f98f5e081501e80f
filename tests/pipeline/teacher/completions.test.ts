import { expect, it } from 'vitest';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { type Answer, type CompletionRequest, Completions } from '../../../pipeline/teacher/completions.ts';
import { createLedger } from '../../test-database.ts';

const question = (text: string): CompletionRequest => ({
  ...{ model: 'm', purpose: 'generate', documentId: 'doc', key: text },
});

it('does not ask what another worker was answered while this one waited for its turn', async () => {
  const { ledger, config } = await createLedger();
  const runId = await beginRun(ledger.db, 'test', config);
  const [one, other] = [0, 1].map(() => new Completions(ledger.db, runId, undefined, 1)) as [Completions, Completions];
  const asked: string[] = [];
  const answer = async (text: string): Promise<Answer> => {
    asked.push(text);
    return { text, reasoning: null, finishReason: 'stop', usage: null };
  };
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const first = other.get(question('first'), async () => {
    await held;
    return answer('first');
  });
  const late = other.get(question('shared'), () => answer('late'));
  // Time in which it may look for the answer, were it not to wait for its turn with that.
  await other.stored(question('anything'));
  expect((await one.get(question('shared'), () => answer('shared'))).replayed).toBe(false);
  goOn();
  await first;
  expect(await late).toMatchObject({ text: 'shared', replayed: true });
  expect(asked).toEqual(['shared', 'first']);
});
