import { FailRecordError } from '../../errors.ts';

/** Bytes of an answer that are read: the longest that a call may ask for, in Chinese and with its thinking, and some. */
export const mostAnswerBytes = 4 * 1024 * 1024;

/**
 * A fetch whose response body ends with a FailRecordError where it is longer than any answer could be: it is neither
 * kept in memory nor parsed, and asking again would be paid for again.
 */
export const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (!response.body) return response;
  let bytes = 0;
  const tooLarge = new FailRecordError(`The endpoint's answer is larger than ${mostAnswerBytes / 1024 ** 2} MB.`);
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > mostAnswerBytes) controller.error(tooLarge);
        else controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(counted, { status, statusText, headers });
};
