import { Worker } from 'node:worker_threads';
import { compareTexts, type NearTexts, type TextTable } from './compare-texts.ts';
import type { CompareTask } from './compare-worker.ts';

/** Below so many texts a thread costs more than it saves. */
const fewTexts = 3000;

/**
 * All pairs of texts, given as token numbers, whose ROUGE-L F reaches a threshold (Self-Instruct takes 0.7 for the same
 * request). Exact. Every pair is weighed by length, then by the bitmaps of both, and only what is left by their longest
 * common subsequence. The pairs come in no particular order.
 */
export async function nearTexts(
  texts: readonly Int32Array[],
  threshold: number,
  { vocabulary, threads = 2 }: { vocabulary: number; threads?: number },
): Promise<NearTexts> {
  const table = tableOf(texts, vocabulary);
  // From source (tests), Node 20 can't load TypeScript in a thread.
  if (threads === 1 || texts.length < fewTexts || !import.meta.url.endsWith('.js'))
    return compareTexts(table, threshold);
  const shares = await Promise.all(
    Array.from({ length: threads }, (_, offset) => inThread({ table, threshold, offset, stride: threads })),
  );
  return joined(shares);
}

function tableOf(texts: readonly Int32Array[], vocabulary: number): TextTable {
  const numbers = shared(texts.length);
  numbers.set(texts.map((_, number) => number).sort((a, b) => texts[a]!.length - texts[b]!.length || a - b));
  const starts = shared(texts.length + 1);
  const tokens = new Int32Array(shared(texts.reduce((sum, text) => sum + text.length, 0)).buffer);
  const words = wordsFor(texts[numbers[texts.length >> 1]!]?.length ?? 0);
  const bitmaps = shared(texts.length * words);
  const seen = new Uint32Array(vocabulary);
  for (let place = 0, at = 0; place < texts.length; place++) {
    const text = texts[numbers[place]!]!;
    tokens.set(text, at);
    at += text.length;
    starts[place + 1] = at;
    const base = place * words;
    for (const token of text) {
      // The first, second, … of a token are different members of the bag; each turns one bit over.
      const bit = spread(Math.imul(token, 0x9e3779b1) + Math.imul(seen[token]!++, 0x85ebca6b)) % (words * 32);
      bitmaps[base + (bit >>> 5)]! ^= 1 << (bit & 31);
    }
    for (const token of text) seen[token] = 0;
  }
  return { tokens, starts, numbers, bitmaps, words, vocabulary };
}

/** Four bits a token keep texts that share little apart; a power of two, from 128 bits to 4,096. */
function wordsFor(length: number): number {
  let words = 4;
  while (words * 8 < length && words < 128) words *= 2;
  return words;
}

const shared = (length: number) => new Uint32Array(new SharedArrayBuffer(length * 4));

function spread(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function inThread(workerData: CompareTask): Promise<NearTexts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compare-worker.js', import.meta.url), { workerData, execArgv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The comparing thread ended with code ${code}.`)));
  });
}

function joined(shares: readonly NearTexts[]): NearTexts {
  const length = shares.reduce((sum, { scores }) => sum + scores.length, 0);
  const all = { first: new Uint32Array(length), second: new Uint32Array(length), scores: new Float32Array(length) };
  let at = 0;
  for (const { first, second, scores } of shares) {
    all.first.set(first, at);
    all.second.set(second, at);
    all.scores.set(scores, at);
    at += scores.length;
  }
  return all;
}
