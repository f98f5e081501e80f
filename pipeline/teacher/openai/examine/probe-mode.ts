import type OpenAI from 'openai';
import type { Answer } from '../../completions.ts';
import { type Ladder, obeys } from '../ladder.ts';
import type { OutputMode, Question } from '../question.ts';
import { readCompletion } from '../read-completion.ts';

export interface Probed {
  mode: OutputMode;
  answer: Answer;
  milliseconds: number;
}

/** Asks for prose, and gets JSON where the endpoint holds the model to a form: nothing else would make it. */
const question: Question = {
  messages: [
    { role: 'user', content: 'In one short sentence of plain prose, and not as JSON: what does a firewall do?' },
  ],
  schemaName: 'probe',
  schema: {
    type: 'object',
    properties: { statement: { type: 'string' } },
    required: ['statement'],
    additionalProperties: false,
  },
  maxOutputTokens: 1000,
};

/** Requests that are sent at most: one for each form, and two for quirks. */
const mostRequests = 5;

/**
 * Finds the strictest form of answers that a model really gives, by tiny calls, and leaves the ladder there. Throws what
 * the client throws where the model cannot be asked at all.
 */
export async function probeMode(
  client: OpenAI,
  ladder: Ladder,
  temperature: number,
  deadlineMs: number,
): Promise<Probed> {
  let asked = question;
  await ladder.note({ mode: 'json-schema' });
  for (let left = mostRequests; ; left--) {
    const way = await ladder.way();
    const { mode } = way;
    // In JSON mode, the form alone is tried: a schema in the prompt would have a willing model write JSON in any form.
    const body = ladder.bodyOf(way, mode === 'json-schema' ? asked : { ...asked, schema: {} }, temperature);
    const from = performance.now();
    try {
      const call = client.chat.completions.create(body, { signal: AbortSignal.timeout(deadlineMs) });
      const { data, response } = await call.withResponse();
      const answer = readCompletion(data, asked.maxOutputTokens);
      const milliseconds = Math.round(performance.now() - from);
      await ladder.noteAnswer(way, asked, answer, { headers: response.headers, body: data });
      if (mode === 'text' || isHeld(answer, mode)) return { mode, answer, milliseconds };
      await ladder.note({ mode: mode === 'json-schema' ? 'json-object' : 'text' });
    } catch (error) {
      const lesson = await ladder.learnFrom(error, way, asked);
      if (!lesson || left <= 1) throw error;
      asked = { ...asked, ...lesson };
    }
  }
}

/** A small model may not come to an end within the form; that it has begun in it is enough. */
const isHeld = ({ text, finishReason }: Answer, mode: OutputMode) =>
  finishReason === 'length' ? text.trimStart().startsWith('{') : obeys(text, mode, question.schema);
