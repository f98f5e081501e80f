import type { Language } from '../records.ts';
import { detectLanguage, hanShare } from '../text/detect-language.ts';
import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';

// Shares of Han characters among Han characters and Latin words, code and identifiers left out. Chinese prose about
// attacks is full of Latin names, English prose may quote a Chinese one.
const least = { zh: 0.2 };
const most = { en: 0.1 };
const longestName = 12;

/** A stretch of the other language that is no name: two dozen English words on end, or a Chinese clause or two. */
const foreign: Record<Language, RegExp> = {
  zh: /(?:[A-Za-z][A-Za-z'’-]*[,;:.]?["”)]?\s+["“(]?){24,}[A-Za-z]/g,
  en: /[\u4e00-\u9fff，。、；：（）“”]{20,}/g,
};
const prose = /\b(?:the|of|and|to|in|is|that|for|with|was|are|by|this|from)\b/gi;

/** Whether thought and text are in the language asked for. The quotes of an extraction answer are in that of the text. */
export function checkLanguage({ language, input, thought, output }: Candidate): CheckFailure | null {
  const asked = language === 'zh' ? 'Chinese' : 'English';
  const texts = { thought, ...(typeof output === 'string' && { output }) };
  for (const [name, text] of Object.entries(texts)) {
    const share = hanShare(language === 'en' ? withoutChineseNames(text, input) : text);
    const fail = (detail: string): CheckFailure => ({ reason: 'wrong-language', detail: `The ${name} ${detail}` });
    if (language === 'zh' ? share < least.zh : share > most.en)
      return fail(`is not in ${asked}: ${Math.round(share * 100)}% Han characters.`);
    if (detectLanguage(withoutNames(text, input)) === 'other')
      return fail(`is not in ${asked}, nor in the other language of the dataset.`);
    const stretch = stretchIn(text, input, language);
    if (stretch) return fail(`changes language: “${stretch.slice(0, 60)}”.`);
  }
  return null;
}

/** A name that English has no other word for stands as the article writes it; a whole clause is no name. */
const withoutChineseNames = (text: string, input: string): string =>
  text.replace(/[\u4e00-\u9fff]+/g, (run) => (run.length <= longestName && input.includes(run) ? ' ' : run));

/** Names and file names in a third script are the article's. */
const withoutNames = (text: string, input: string): string =>
  text.replace(/[\u0370-\u1fff\u3040-\u30ff\u1100-\u11ff\uac00-\ud7a3]+/g, (run) => (input.includes(run) ? ' ' : run));

/** What the article says in its own words may be quoted. */
function stretchIn(text: string, input: string, language: Language): string | null {
  for (const [found] of text.matchAll(foreign[language]))
    if (!input.includes(found) && (language === 'en' || (found.match(prose)?.length ?? 0) >= 4)) return found;
  return null;
}
