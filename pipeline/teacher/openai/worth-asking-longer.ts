import type { Answer } from '../completions.ts';

/** Characters at the end of an answer that are looked for earlier in it, and how often they may be there. */
const tail = { length: 60, most: 4 };

/**
 * Whether an answer that was cut would be whole with a higher limit: not where the model went round in circles, nor where
 * it was cut before our limit, by one of the server's.
 */
export function worthAskingLonger({ text, reasoning, usage }: Answer, maxOutputTokens: number): boolean {
  const used = usage?.completion_tokens;
  if (typeof used === 'number' && used < 0.9 * maxOutputTokens) return false;
  const written = text || (reasoning ?? '');
  const end = written.slice(-tail.length);
  return end.length < tail.length || written.split(end).length - 1 < tail.most;
}
