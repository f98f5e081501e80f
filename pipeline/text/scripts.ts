/** Shares of writing systems in a text, counted once; words of a script that writes in words, characters of one that doesn't. */
export interface ScriptCounts {
  han: number;
  kana: number;
  hangul: number;
  latinWords: number;
  /** Words in Cyrillic, Arabic, Hebrew, Greek, Thai, Devanagari and other scripts. */
  otherWords: number;
}

const indicators =
  /(?:h[xt]{2}ps?|ftp)(?:\[?:\]?)\/\/[^\s\u3000-\u303f\u4e00-\u9fff]{1,2048}|[\w.+-]{1,64}@[\w.-]{1,255}|(?:[A-Za-z]:|%\w{1,40}%)\\[^\s\u4e00-\u9fff]{1,400}|(?:\/[\w.-]{1,80}){2,20}|\b[0-9a-fA-F]{16,256}\b|\b[\w-]{1,63}(?:(?:\.|\[\.\]|\[dot\])[\w-]{1,63}){1,10}|\b\w{0,40}\d\w{0,40}\b|\b[A-Za-z]{0,20}_\w{1,80}|\b[A-Za-z]{25,}\b/g;

/** Replaces what belongs to no language: URLs, addresses, paths, hashes, domains, identifiers with digits. */
export const maskIndicators = (text: string): string => text.replace(indicators, ' ');

export function countScripts(text: string): ScriptCounts {
  const counts = { han: 0, kana: 0, hangul: 0, latinWords: 0, otherWords: 0 };
  let inWord = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    let word = '';
    if (isHan(code)) counts.han++;
    else if (code >= 0x3041 && code <= 0x30ff && code !== 0x30fb && code !== 0x30fc) counts.kana++;
    else if ((code >= 0xac00 && code <= 0xd7a3) || (code >= 0x1100 && code <= 0x11ff)) counts.hangul++;
    else if (isLatin(code) || (inWord === 'latin' && (code === 0x27 || code === 0x2019))) word = 'latin';
    else if (isOtherScript(code)) word = 'other';
    if (word !== inWord) {
      if (word === 'latin') counts.latinWords++;
      else if (word === 'other') counts.otherWords++;
      inWord = word;
    }
  }
  return counts;
}

const isHan = (code: number): boolean => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
const isLatin = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7);
const isOtherScript = (code: number): boolean =>
  (code >= 0x370 && code <= 0x10ff) || (code >= 0x1e00 && code <= 0x1fff);
