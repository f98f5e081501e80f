import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, type Dispatcher, interceptors, request } from 'undici';
import { FailRecordError } from '../../errors.ts';

/** Bytes of an answer that are read: the longest that a call may ask for, in Chinese and with its thinking, and some. */
export const mostAnswerBytes = 4 * 1024 * 1024;

/** Without deadlines of its own: every call has one, which covers its body as well. */
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 }).compose(interceptors.redirect({ maxRedirections: 3 }));

/** What some servers pack their answers with, although nobody asks for it. */
const unpackers = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync };

/**
 * A fetch that reads the whole body, and ends with a FailRecordError where it is longer than any answer could be: it is
 * neither kept in memory nor parsed, and asking again would be paid for again. It takes a third of the processor time of
 * Node's own fetch, which passes every body through web streams; of options and response it knows what the client uses.
 */
export const boundedFetch: typeof fetch = async (input, init = {}) => {
  const answer = await request(input instanceof Request ? input.url : input, {
    dispatcher: agent,
    method: (init.method ?? 'GET') as Dispatcher.HttpMethod,
    headers: new Headers(init.headers),
    body: (init.body ?? null) as string | null,
    ...(init.signal && { signal: init.signal }),
  });
  const body = unpacked(await readBounded(answer.body), answer.headers['content-encoding']);
  return readResponse(answer.statusCode, answer.headers, new TextDecoder().decode(body));
};

/** A response whose body has been read. */
function readResponse(status: number, received: Dispatcher.ResponseData['headers'], body: string): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  const read: Pick<Response, 'status' | 'ok' | 'headers' | 'url' | 'body' | 'text' | 'json'> = {
    ...{ status, headers, ok: status >= 200 && status < 300, url: '', body: null },
    text: async () => body,
    json: async () => JSON.parse(body),
  };
  return read as Response;
}

const tooLarge = () => new FailRecordError(`The endpoint's answer is larger than ${mostAnswerBytes / 1024 ** 2} MB.`);

async function readBounded(body: AsyncIterable<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > mostAnswerBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpacked(body: ReturnType<typeof Buffer.concat>, encoding: string | string[] | undefined) {
  const unpack = unpackers[encoding as keyof typeof unpackers];
  if (!unpack) return body;
  try {
    return unpack(body, { maxOutputLength: mostAnswerBytes });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error;
  }
}
