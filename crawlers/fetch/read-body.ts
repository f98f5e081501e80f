import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { FetchLimits } from './fetch-limits.ts';
import { FetchRefusedError } from './fetch-refused-error.ts';

type BodyLimits = Pick<FetchLimits, 'bodyBytes' | 'decodedBytes' | 'onExcess'>;

// Servers cut their last gzip block short often enough; browsers show what came, and so do we.
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

class EnoughError extends Error {}

type Fail = (error: Error) => never;

/**
 * Reads a response body, undoing `Content-Encoding` (gzip, deflate, br, at most two of them) as it streams in, so that a
 * bomb costs no more memory than the limit. Throws FetchRefusedError: `too-large` past a limit,
 * `unsupported-content-type` for an unknown coding, `http-error` for a body that is not in the coding it claims.
 */
export async function readBody(
  body: Readable,
  contentEncoding: string | undefined,
  limits: BodyLimits,
  signal: AbortSignal,
): Promise<Buffer> {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const chunks: Buffer[] = [];
  // A pipeline of several decoders reports some errors of its ends as a mere abortion: the first failure is kept here.
  let failure: Error | undefined;
  const fail: Fail = (error) => {
    failure ??= error;
    throw error;
  };
  try {
    const incoming = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first = await incoming.next();
    if (first.done) return Buffer.alloc(0);
    const sent = counted(first.value, incoming, limits, fail);
    if (codings.length > 2)
      throw new FetchRefusedError('unsupported-content-type', 'The body is in more than two content codings');
    const [outer, inner] = codings.reverse().map((coding) => decoderOf(coding, first.value));
    const collect = (source: AsyncIterable<Buffer>) => collectInto(chunks, source, limits, fail);
    if (!outer) await collect(sent);
    else if (!inner) await pipeline(sent, outer, collect, { signal });
    else await pipeline(sent, outer, inner, collect, { signal });
  } catch (thrown) {
    const error = failure ?? thrown;
    body.destroy();
    if (error instanceof EnoughError) return Buffer.concat(chunks).subarray(0, limits.decodedBytes);
    if (isCodingError(error)) {
      const claim = `The body is not ${contentEncoding}, as its header says: ${error.message}`;
      throw new FetchRefusedError('http-error', claim, { cause: error });
    }
    throw error;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

async function* counted(
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  limits: BodyLimits,
  fail: Fail,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for (let next: IteratorResult<Buffer> = { value: first }; !next.done; next = await rest.next()) {
      bytes += next.value.length;
      if (bytes > limits.bodyBytes && limits.onExcess === 'refuse') fail(tooLarge(limits.bodyBytes, 'sent'));
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function collectInto(
  chunks: Buffer[],
  source: AsyncIterable<Buffer>,
  limits: BodyLimits,
  fail: Fail,
): Promise<void> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes <= limits.decodedBytes) continue;
    fail(limits.onExcess === 'truncate' ? new EnoughError() : tooLarge(limits.decodedBytes, 'decoded'));
  }
}

function decoderOf(coding: string, first: Buffer): Transform {
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip(lenient);
  if (coding === 'br') return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  // "deflate" means zlib's wrapper by RFC 9110, and the bare stream to some servers.
  if (coding === 'deflate') return (first[0]! & 0x0f) === 8 ? createInflate(lenient) : createInflateRaw(lenient);
  throw new FetchRefusedError('unsupported-content-type', `The content coding "${coding}" was not asked for`);
}

const tooLarge = (limit: number, how: string) =>
  new FetchRefusedError('too-large', `The body is over ${limit} bytes ${how}`);

function isCodingError(error: unknown): error is Error {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(Z_|ERR__ERROR_)/.test(code);
}
