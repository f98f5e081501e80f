import { percent, type QualityText, unitsOf } from './quality-text.ts';

// Bytes of UTF-8 read as Latin-1, CP1252 or GBK, and what is left where they could not be read.
const mojibake =
  /\ufffd|Ã[\u0080-\u00bf€-™]|â€[\u0080-\u009f™œ˜“”¦]|[ÐÑ][\u0080-\u00bf€-™]|[åæçèé][\u0080-\u00bf€-™]{1,2}|锟斤拷|烫烫|屯屯|[锘鈥锛銆鐨鏄鍦鍜鍒鐢鏀鎹鍔鍙鍚]/g;
const oddSymbols =
  /[^\p{L}\p{M}\p{N}\s.,;:!?'"“”‘’()[\]<>《》「」【】（）{}\-–—_/\\@#%&*+=|~^$€£¥`·•…。，、；：！？％～]/gu;
const commonWords = {
  en: new Set(
    'the a an of to and in on for with is are was were be been by that this it as at from or not have has had which can will their its they he she we you'.split(
      ' ',
    ),
  ),
  zh: new Set('的了是在和与等为对中有不以将及或可被该此其从到于并通过'),
};
/** Words, or Han characters, below which nothing is said of them; and the least share of common ones. */
const leastWords = { en: 50, zh: 100 } as const;
const leastCommon = { en: 0.06, zh: 0.012 } as const;

/** Texts that nobody could read: broken encodings, symbols, letters or characters thrown together. */
export function checkGibberish({ lines, language, length, whole }: QualityText): string | null {
  const broken = whole.match(mojibake)?.join('').length ?? 0;
  if (broken / whole.length > 0.02 && broken > 8)
    return `${percent(broken / whole.length)} of the characters come from a broken encoding.`;
  const text = lines.join('\n');
  const odd = text.match(oddSymbols)?.length ?? 0;
  if (length > 100 && odd / length > 0.1) return `${percent(odd / length)} of the characters are odd symbols.`;
  const units = unitsOf(text, language);
  const words = language === 'en' ? units : units.filter((unit) => /^\p{sc=Han}$/u.test(unit));
  if (words.length < leastWords[language] || isList(lines)) return null;
  const common = words.filter((word) => commonWords[language].has(word)).length / words.length;
  return common < leastCommon[language]
    ? `Hardly any of its words (${percent(common)}) are those that hold sentences together.`
    : null;
}

/** Names, versions and figures need no sentences; a list of them is no gibberish. */
const isList = (lines: readonly string[]) =>
  lines.length >= 4 && lines.filter((one) => one.length < 90).length / lines.length > 0.6;
