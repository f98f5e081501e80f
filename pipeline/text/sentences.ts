import type { Language } from '../records.ts';

export interface Sentence {
  text: string;
  /** UTF-16 offsets into the text given, end exclusive. */
  start: number;
  end: number;
}

const abbreviation =
  /(?:^|[\s("'“‘[])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Inc|Ltd|Co|Corp|No|Nos|vs|etc|e\.g|i\.e|cf|al|approx|dept|est|Fig|Figs|Sec|Gen|Col|Lt|Sgt|Rep|Sen|Gov|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|ver|Vol|pp?|ca|a\.k\.a|U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m)$/;
const closing = /["'”’)\]」』】》）]/;

/**
 * Splits prose into sentences with exact offsets, surrounding space left out. Line breaks always split. A full stop splits
 * only before space and something that can begin a sentence, so versions, domains, file names and abbreviations stay whole.
 */
export function splitSentences(text: string, language: Language): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const push = (end: number) => {
    let from = start;
    let to = end;
    while (from < to && isSpace(text.charCodeAt(from))) from++;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
    if (to > from) sentences.push({ text: text.slice(from, to), start: from, end: to });
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x3f && code < 0x2026) continue;
    const char = text[i]!;
    if (char === '\n') {
      push(i);
    } else if ('。！？；…'.includes(char) || (language === 'zh' && char === ';' && isHanBefore(text, i))) {
      if (char === '。' && isLatinInside(text, i)) continue;
      push(endOfStop(text, i));
      i = start - 1;
    } else if ((char === '.' || char === '!' || char === '?') && endsSentence(text, i)) {
      push(endOfStop(text, i));
      i = start - 1;
    }
  }
  push(text.length);
  return sentences;
}

/** Takes in repeated stops and closing quotes and brackets that belong to the sentence. */
function endOfStop(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && (/[.!?。！？…]/.test(text[end]!) || closing.test(text[end]!))) end++;
  return end;
}

function endsSentence(text: string, at: number): boolean {
  const end = endOfStop(text, at);
  if (end >= text.length) return true;
  const next = text[end]!;
  if (!isSpace(next.charCodeAt(0))) return isHan(text.charCodeAt(at - 1)) && isHan(next.charCodeAt(0));
  if (text[at] !== '.') return true;
  const before = text.slice(Math.max(0, at - 12), at);
  let after = end;
  while (after < text.length && text[after] === ' ') after++;
  const first = text[after] ?? '';
  if (/\bNos?$/.test(before) && /\d/.test(first)) return false;
  if (
    /(?:^|[\n\s])\d{1,2}(?:\.\d{1,2})*$/.test(before) &&
    /(?:^|[.!?。！？；:：]\s|\n)\d{1,2}(?:\.\d{1,2})*$/.test(text.slice(Math.max(0, at - 14), at))
  )
    return false;
  if (abbreviation.test(before))
    return (
      /\b(?:U\.S|U\.K|U\.N|etc|Inc|Ltd|Corp|a\.m|p\.m)$/.test(before) &&
      startsNewSentence(text.slice(after, after + 12))
    );
  return !/[a-z,;]/.test(first);
}

/** After an abbreviation, only a word that seldom follows one within a sentence begins a new one. */
const startsNewSentence = (next: string): boolean =>
  /^(?:The|This|These|That|It|In|On|A|An|However|But|We|They|He|She|According)\s/.test(next);

/** A full stop in Chinese form within an address (1。2。3。4, example。com) is a way of defanging it. */
function isLatinInside(text: string, at: number): boolean {
  return (
    (/[0-9]/.test(text[at - 1] ?? '') && /[0-9]/.test(text[at + 1] ?? '')) ||
    (/[a-z0-9-]/.test(text[at - 1] ?? '') && /^。(?:com|net|org|cn|info|ru)(?![a-z])/.test(text.slice(at, at + 6)))
  );
}

const isSpace = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000;
const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;
const isHanBefore = (text: string, at: number): boolean =>
  isHan(text.charCodeAt(at - 1)) || isHan(text.charCodeAt(at - 2));
