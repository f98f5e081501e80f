import OpenAI, { toStreamingFile } from 'openai';
import { messageOf, RetryLaterError, SetupError, StopRunError } from '../../errors.ts';
import { splitLines } from '../../ingest/split-lines.ts';
import { readRateLimitHeaders } from '../limits/rate-limit-headers.ts';
import { mostAnswerBytes } from '../openai/bounded-fetch.ts';
import { sortCallError } from '../openai/endpoint-errors.ts';
import { addressOf, type EndpointSettings, openaiClient } from '../openai/openai-client.ts';

export type ProviderBatch = OpenAI.Batch;

/** Where the requests of a batch go, and within what time. */
export const requestUrl = '/v1/chat/completions';
const completionWindow = '24h';
/** Under which of a batch's metadata our own id of it stands. */
const ownId = 'sevenllm_batch';

/** Milliseconds that a file may take to go up or come down. */
const fileDeadlineMs = 30 * 60_000;
/** Milliseconds in which an endpoint has to say whether it takes batches at all. */
const probeDeadlineMs = 10_000;
/** Clocks differ by less than this, in milliseconds. */
const clockSkewMs = 60 * 60_000;

/**
 * The files and batches of one endpoint. What fails for the endpoint's sake is a RetryLaterError; a refused key or request
 * is a StopRunError, and an endpoint that has no Batch API a SetupError.
 */
export class BatchApi {
  readonly #client: OpenAI;
  readonly #files: OpenAI;
  readonly #at: string;
  readonly #deadlineMs: number;
  readonly #stop: AbortSignal;

  constructor(settings: EndpointSettings, stop: AbortSignal) {
    this.#client = openaiClient(settings);
    // A file of answers is as long as it is; it is read line by line.
    this.#files = openaiClient(settings, fetch);
    this.#at = `The endpoint at ${addressOf(settings)}`;
    this.#deadlineMs = settings.callTimeoutSeconds * 1000;
    this.#stop = stop;
  }

  /** Whether the endpoint lists batches, as one does that takes them. */
  isThere(): Promise<boolean> {
    return this.#call(probeDeadlineMs, async (options) => {
      return (await nullWhereMissing(this.#client.batches.list({ limit: 1 }, options))) !== null;
    });
  }

  /** Uploads requests, one a line; returns the file's id. */
  upload(id: string, lines: AsyncIterable<string>): Promise<string> {
    const file = toStreamingFile(encoded(lines), `${id}.jsonl`, { type: 'application/jsonl' });
    return this.#call(fileDeadlineMs, async (options) => {
      return (await this.#client.files.create({ file, purpose: 'batch' }, options)).id;
    });
  }

  create(id: string, inputFileId: string): Promise<ProviderBatch> {
    return this.#call(this.#deadlineMs, (options) =>
      this.#client.batches.create(
        {
          ...{ input_file_id: inputFileId, endpoint: requestUrl, completion_window: completionWindow },
          metadata: { [ownId]: id },
        },
        // Where the endpoint heeds it, not even a request that arrives twice makes two batches.
        { ...options, headers: { 'idempotency-key': id } },
      ),
    );
  }

  /**
   * The batch that was made of a file of ours, whether or not we got to know of it; null where there is none, and
   * `untold` where the endpoint lists none.
   */
  find(id: string, inputFileId: string | null, since: Date): Promise<ProviderBatch | null | 'untold'> {
    return this.#call(fileDeadlineMs, async (options) => {
      const earliest = (since.getTime() - clockSkewMs) / 1000;
      const pages = await nullWhereMissing(this.#client.batches.list({ limit: 100 }, options));
      if (!pages) return 'untold';
      for await (const batch of pages) {
        if (batch.metadata?.[ownId] === id || (inputFileId && batch.input_file_id === inputFileId)) return batch;
        // The newest come first.
        if (batch.created_at < earliest) return null;
      }
      return null;
    });
  }

  /** Null where the endpoint knows no such batch. */
  retrieve(providerId: string): Promise<ProviderBatch | null> {
    return this.#call(this.#deadlineMs, (options) =>
      nullWhereMissing(this.#client.batches.retrieve(providerId, options)),
    );
  }

  /** The lines of a file, as far as they can be answers; none where it is gone. */
  async *lines(fileId: string): AsyncGenerator<{ text: string; tooLong: boolean }> {
    const deadline = AbortSignal.timeout(fileDeadlineMs);
    const options = { signal: AbortSignal.any([this.#stop, deadline]), timeout: fileDeadlineMs };
    const sorted = (error: unknown) => this.#sort(error, deadline.aborted);
    const file = await nullWhereMissing(this.#files.files.content(fileId, options)).catch((error) => {
      throw sorted(error);
    });
    if (file?.body)
      for await (const { bytes, tooLong } of splitLines(buffers(file.body, sorted), mostAnswerBytes))
        yield { text: bytes.toString('utf8'), tooLong };
  }

  async #call<T>(
    deadlineMs: number,
    run: (options: { signal: AbortSignal; timeout: number }) => Promise<T>,
  ): Promise<T> {
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      return await run({ signal: AbortSignal.any([this.#stop, deadline]), timeout: deadlineMs });
    } catch (error) {
      throw this.#sort(error, deadline.aborted);
    }
  }

  #sort(error: unknown, isLate: boolean): Error {
    if (this.#stop.aborted) return new StopRunError('The run is stopping.');
    if (error instanceof OpenAI.APIError && missing.has(error.status ?? 0))
      return new SetupError(
        `${this.#at} has no Batch API (HTTP ${error.status}); run without --batch, and nothing that was gathered is lost.`,
      );
    const failure = sortCallError(error, this.#at, isLate);
    if ('trouble' in failure) {
      const { sentence, headers } = failure.trouble;
      const retryAfterMs = headers && readRateLimitHeaders(headers).retryAfterMs;
      return new RetryLaterError(sentence, { ...(retryAfterMs && { retryAfterMs }), notItsFault: true });
    }
    return new StopRunError('error' in failure ? failure.error.message : messageOf(error));
  }
}

/** Statuses that say that something is not there, or that such a thing is not known at all. */
const missing = new Set([404, 405, 501]);

async function nullWhereMissing<T>(promise: PromiseLike<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof OpenAI.APIError && missing.has(error.status ?? 0)) return null;
    throw error;
  }
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${line}\n`, 'utf8');
}

async function* buffers(body: ReadableStream<Uint8Array>, sorted: (error: unknown) => Error): AsyncGenerator<Buffer> {
  const reader = body.getReader();
  try {
    for (;;) {
      // Only what reading throws is the endpoint's: whoever takes the lines may throw as well.
      const { done, value } = await reader.read().catch((error) => {
        throw sorted(error);
      });
      if (done) return;
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
