import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Jieba } from '@node-rs/jieba';
import { WordDictionary } from './word-dictionary.ts';

/**
 * The words of a text exactly as Python's `jieba.cut` 0.42.1 gives them (HMM on), white space and punctuation included.
 * The native `cut` takes `CVE-2017` for one word where Python makes three, so blocks, the graph of words and the best way
 * through it are ours, and only runs of Han characters that the dictionary has no words for go to the native HMM.
 */
export function segment(text: string): string[] {
  const words: string[] = [];
  let end = 0;
  for (const match of text.matchAll(blocks)) {
    pushCharacters(words, text.slice(end, match.index));
    cutBlock(words, match[0]);
    end = match.index + match[0].length;
  }
  pushCharacters(words, text.slice(end));
  return words;
}

/** No word of the dictionary is made of these alone (`AT&T`, `C#` and `c++` are the only ones without Han). */
const plainLatin = /^[a-zA-Z0-9._%-]+$/;
const blocks = /[\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+/g;

function pushCharacters(words: string[], text: string): void {
  for (const [character] of text.matchAll(/\r\n|[\s\S]/gu)) words.push(character);
}

/** Words of one block: the likeliest by the dictionary; neighbours of one character are read again as new words. */
function cutBlock(words: string[], block: string): void {
  if (plainLatin.test(block)) {
    words.push(...block.match(latinParts)!);
    return;
  }
  const dictionary = jiebaDictionary();
  const ends = likeliestWay(block, dictionary);
  let single = '';
  const pushSingle = () => {
    if (single.length > 1 && dictionary.has(single)) words.push(...single);
    else if (single.length > 1) cutUnknown(words, single);
    else if (single) words.push(single);
    single = '';
  };
  for (let start = 0; start < block.length; ) {
    const end = ends[start]!;
    if (end === start + 1) single += block[start];
    else {
      pushSingle();
      words.push(block.slice(start, end));
    }
    start = end;
  }
  pushSingle();
}

/** For each place the end of the word that begins there on the likeliest way to the end; the longer of two as likely. */
function likeliestWay(block: string, dictionary: WordDictionary): Int32Array {
  const ends = new Int32Array(block.length);
  const best = new Float64Array(block.length + 1);
  for (let start = block.length - 1; start >= 0; start--) {
    // A character that begins no word stands for itself, as if it had been seen once.
    ends[start] = start + 1;
    best[start] = best[start + 1]! - dictionary.logTotal;
    let found = false;
    let node = dictionary.root;
    for (let end = start + 1; end <= block.length; end++) {
      node = dictionary.next(node, block.charCodeAt(end - 1));
      if (node < 0) break;
      const frequency = dictionary.frequency(node);
      if (frequency === 0) continue;
      const sum = Math.log(frequency) - dictionary.logTotal + best[end]!;
      if (found && sum < best[start]!) continue;
      found = true;
      ends[start] = end;
      best[start] = sum;
    }
  }
  return ends;
}

const unknownParts = /[\u4E00-\u9FD5]+|[^\u4E00-\u9FD5]+/g;
const latinParts = /[a-zA-Z0-9]+(?:\.\d+)?%?|[^a-zA-Z0-9]+/g;

function cutUnknown(words: string[], text: string): void {
  for (const [part] of text.matchAll(unknownParts)) {
    if (part.charCodeAt(0) < 0x4e00) words.push(...part.match(latinParts)!);
    else words.push(...hmm.cut(part, true));
  }
}

/** Without a dictionary it has nothing but the hidden Markov model to go by. */
const hmm = new Jieba();
let loaded: WordDictionary | undefined;

function jiebaDictionary(): WordDictionary {
  if (loaded) return loaded;
  const file = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');
  // Python's copy of this file has one line of frequency 3 twice, which counts in the sum of all.
  loaded = new WordDictionary(readFileSync(file, 'utf8'), 3);
  return loaded;
}
