import { z } from 'zod';
import type { Config } from '../../pipeline/config.ts';
import { FailRecordError, SetupError, StopRunError } from '../../pipeline/errors.ts';
import type { Completions } from '../../pipeline/teacher/completions.ts';
import { CallGate } from '../../pipeline/teacher/limits/call-gate.ts';
import { deadlineAfter } from '../../pipeline/teacher/limits/deadline.ts';
import type { Shared } from '../../pipeline/teacher/limits/endpoint-health.ts';
import { estimateTokens } from '../../pipeline/teacher/limits/estimate-tokens.ts';
import { sortCallError } from '../../pipeline/teacher/openai/endpoint-errors.ts';
import { addressOf, openaiClient } from '../../pipeline/teacher/openai/openai-client.ts';
import { inTurn } from '../run/in-turn.ts';
import { untilDone } from '../run/until-done.ts';
import type { Embed } from './semantic.ts';

const answerSchema = z.looseObject({
  data: z.array(z.looseObject({ index: z.int(), embedding: z.array(z.number()) })),
  usage: z.record(z.string(), z.unknown()).nullish(),
});

/** Texts of one call. */
const batchSize = 64;

/**
 * Vectors by an endpoint's `/embeddings`, within its limits. Each batch is stored as a completion, so that the same texts
 * are asked for once. Throws a SetupError where the endpoint refuses them, and what ends a run.
 */
export function endpointEmbedder(
  config: Config,
  { completions, shared, abort }: { completions: Completions; shared: Shared; abort: AbortController },
): Embed {
  const { model } = config;
  const at = `The endpoint at ${addressOf(config)}`;
  const client = openaiClient(config);
  const gate = new CallGate({ ...shared, config, stop: abort.signal, key: { endpoint: addressOf(config), model } });

  const ask = async (texts: readonly string[]) => {
    const estimated = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    const admission = await gate.admit(estimated);
    const deadline = deadlineAfter(config.callTimeoutSeconds * 1000);
    let body: unknown;
    try {
      const request = { model, input: [...texts], encoding_format: 'float' as const };
      const { data, response } = await client.embeddings.create(request, { signal: deadline.signal }).withResponse();
      body = data;
      await gate.answered(admission, response.headers, estimated);
    } catch (error) {
      const failure = sortCallError(error, at, deadline.signal.aborted);
      if ('trouble' in failure) throw await gate.troubled(admission, failure.trouble);
      await gate.refused(admission);
      if ('error' in failure) throw failure.error;
      throw new StopRunError(`${at} knows no model "${model}", or has no embeddings there (HTTP 404).`);
    } finally {
      deadline.clear();
    }
    const parsed = answerSchema.safeParse(body);
    const vectors = texts.map((_, place) => parsed.data?.data.find(({ index }) => index === place)?.embedding);
    if (vectors.some((vector) => !vector || vector.length !== vectors[0]!.length))
      throw new FailRecordError(`${at} answered with something else than a vector of "${model}" for each text.`);
    const bytes = Buffer.from(Float32Array.from(vectors.flatMap((vector) => vector!)).buffer);
    return { text: bytes.toString('base64'), reasoning: null, finishReason: 'stop', usage: parsed.data?.usage ?? null };
  };

  return async (texts) => {
    const batches = Array.from({ length: Math.ceil(texts.length / batchSize) }, (_, place) =>
      texts.slice(place * batchSize, (place + 1) * batchSize),
    );
    const vectors: Float32Array[][] = [];
    const stopped = await inTurn([...batches.keys()], config.callConcurrency, abort, async (place) => {
      const batch = batches[place]!;
      const stored = await untilDone(abort.signal, config.maxAttempts, () =>
        completions.get(
          {
            ...{ model, purpose: 'embedding', documentId: 'bench:embedding', maxOutputTokens: 0, key: [batch] },
            serves: { tasks: ['bench'], languages: [] },
          },
          () => ask(batch),
        ),
      );
      if (typeof stored === 'string') throw new SetupError(stored);
      const bytes = Buffer.from(stored.text, 'base64');
      const all = new Float32Array(new Uint8Array(bytes).buffer);
      const length = all.length / batch.length;
      vectors[place] = batch.map((_, text) => all.subarray(text * length, (text + 1) * length));
    });
    if (stopped !== undefined) throw stopped;
    return vectors.flat();
  };
}
