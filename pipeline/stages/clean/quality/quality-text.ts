import type { Article, Language } from '../../../records.ts';

/** An article as the checks of quality read it. */
export interface QualityText {
  language: Language;
  /** Lines of running text and lists, without those that hold indicators or rules: these repeat and look odd by nature. */
  lines: string[];
  /** Sentences of `lines`. */
  sentences: string[];
  /** Characters in `lines`. */
  length: number;
  /** All text, code and tables included. */
  whole: string;
}

const indicator =
  /\b[a-f0-9]{32,64}\b|\b\d{1,3}(?:\[?\.\]?\d{1,3}){3}\b|\[\.\]|\[dot\]|hxxps?:|https?:\/\/|\b(?:CVE|CNVD|CNNVD|GHSA|MS\d\d|KB)-?\d{3,}|\b[A-Za-z]:\\|\bHK(?:LM|CU|EY)|\\\\|\b[\w-]+\.(?:exe|dll|sys|bat|ps1|vbs|js|php|jsp|aspx?|docx?|xlsx?|lnk|apk|jar|sh|so|zip|rar|iso|tmp|dat)\b|\b(?:[a-z0-9-]+\.)+(?:com|net|org|info|top|xyz|ru|cn|io|onion|biz|site|online|su)\b|\bT1\d{3}(?:\.\d{3})?\b/i;
const rule =
  /^\s*(?:rule\s+\w+|\$\w+\s*=|(?:condition|strings|meta|detection|selection|logsource|title|level|alert)\s*:|alert (?:tcp|udp|http|dns)\b|[{}()[\];]+\s*$|-{3,})/;

/** Reads off an article what its quality is judged by; blocks that address a model are left out. */
export function qualityTextOf(article: Pick<Article, 'blocks'>, language: Language): QualityText {
  const blocks = article.blocks.filter(({ suspect }) => !suspect);
  const lines = blocks
    .filter(({ kind }) => kind !== 'code' && kind !== 'table')
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => line.replace(/^\s*(?:[-*•·]|\d+[.)、])\s*/, '').trim())
    .filter((line) => line !== '' && !(isShort(line) && indicator.test(line)) && !rule.test(line));
  const sentences = lines
    .flatMap((line) => line.split(/(?<=[.!?]["”’)]?)\s+|(?<=[。！？!?；])/u))
    .filter((one) => one !== '');
  return {
    ...{ language, lines, sentences, length: lines.reduce((sum, line) => sum + line.length, 0) },
    whole: blocks.map(({ text }) => text).join('\n'),
  };
}

/** A line of prose may well name an indicator, and is prose. */
const isShort = (line: string) => line.length < 160;

/** Words in English, Han characters and words in Chinese; without punctuation, in lower case. */
export function unitsOf(text: string, language: Language): string[] {
  const pattern = language === 'en' ? /[\p{L}\p{N}'’]+/gu : /\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{N}])+/gu;
  return text.toLowerCase().match(pattern) ?? [];
}

/** Most characters of a sentence that speaks to a visitor; prose that happens to use the same words is longer. */
export const longestPhrase = { en: 200, zh: 80 } as const;

/** Share of a text's characters that stand in sentences of a kind. */
export function shareOf({ sentences, length }: QualityText, isKind: (sentence: string) => boolean): number {
  if (length === 0) return 0;
  return sentences.reduce((sum, sentence) => sum + (isKind(sentence) ? sentence.length : 0), 0) / length;
}

export const percent = (share: number): string => `${Math.round(share * 100)}%`;
