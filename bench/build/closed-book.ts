import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Config } from '../../pipeline/config.ts';
import { RetryLaterError, SetupError } from '../../pipeline/errors.ts';
import type { Ledger } from '../../pipeline/ledger/ledger.ts';
import { beginRun, endRun } from '../../pipeline/ledger/runs.ts';
import { Completions } from '../../pipeline/teacher/completions.ts';
import type { Shared } from '../../pipeline/teacher/limits/endpoint-health.ts';
import { asksEndpoint } from '../../pipeline/teacher/open-teacher.ts';
import { type AskerParts, ask } from '../../pipeline/teacher/openai/ask.ts';
import { Endpoint } from '../../pipeline/teacher/openai/endpoint.ts';
import { openSpend } from '../../pipeline/teacher/spend/open-spend.ts';
import { type Letter, letterSchema, letters } from './bench-entry.ts';
import type { Chosen } from './choice/choose-questions.ts';

const answerSchema = z.strictObject({ answer: letterSchema });

/** How often a question is asked, each time with the right answer at another letter. */
const times = 3;

/** A model that is asked questions without their text; each call is stored, limited and paid for as a teacher's is. */
export class ClosedBook {
  readonly model: string;
  asked = 0;
  known = 0;
  readonly #parts: AskerParts;
  readonly #mostAttempts: number;
  readonly #end: () => Promise<void>;

  private constructor(config: Config, parts: AskerParts, end: () => Promise<void>) {
    this.model = config.model;
    this.#parts = parts;
    this.#mostAttempts = config.maxAttempts;
    this.#end = end;
  }

  /** Throws a SetupError where no endpoint is set. */
  static async open(
    ledger: Ledger,
    config: Config,
    { command, stop, log }: { command: string; stop: AbortSignal; log: Shared['log'] },
  ): Promise<ClosedBook> {
    if (!asksEndpoint(config))
      throw new SetupError(
        'To ask a model without the text takes an endpoint: set OPENAI_BASE_URL or OPENAI_API_KEY, or leave out --closed-book.',
      );
    const runId = await beginRun(ledger.db, command, config);
    const completions = new Completions(ledger.db, runId, openSpend(ledger.db, config), config.callConcurrency);
    const endpoint = new Endpoint(config, stop, { db: ledger.db, log });
    return new ClosedBook(config, { config, completions, endpoint }, () => endRun(ledger.db, runId, 'ended'));
  }

  /** Whether the model gives the right answer every time: then it does not take the text. */
  async knows(question: Chosen): Promise<boolean> {
    const rounds = await Promise.all(Array.from({ length: times }, (_, round) => this.#isRight(question, round)));
    const known = rounds.every(Boolean);
    this.asked++;
    if (known) this.known++;
    return known;
  }

  close(): Promise<void> {
    return this.#end();
  }

  async #isRight({ candidate, wrong }: Chosen, round: number): Promise<boolean> {
    const { question, answer, ground } = candidate;
    const right = letters[(round + question.length) % letters.length] as Letter;
    const others = wrong.map(({ text }) => text);
    const lines = letters.map((letter) => `${letter}. ${letter === right ? answer : others.shift()!}`);
    const content = [question, ...lines].join('\n');
    for (let attempt = 1; ; attempt++) {
      try {
        const asked = await ask(this.#parts, {
          ...{ purpose: 'bench', document: ground.document, generation: round },
          ...{ messages: [{ role: 'user', content }], name: 'choice', schema: answerSchema },
        });
        return 'value' in asked && asked.value.answer === right;
      } catch (error) {
        if (!(error instanceof RetryLaterError) || (attempt >= this.#mostAttempts && !error.notItsFault)) throw error;
        await setTimeout(error.retryAfterMs ?? 500 * 2 ** Math.min(attempt, 6));
      }
    }
  }
}
