import { hanShare } from '../text/detect-language.ts';
import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';

// Shares of Han characters among Han characters and Latin words, code and identifiers left out. Chinese prose about
// attacks is full of Latin names, English prose may quote a Chinese one.
const least = { zh: 0.2 };
const most = { en: 0.1 };

/** Whether thought and text are in the language asked for. The quotes of an extraction answer are in that of the text. */
export function checkLanguage({ language, thought, output }: Candidate): CheckFailure | null {
  const texts = { thought, ...(typeof output === 'string' && { output }) };
  for (const [name, text] of Object.entries(texts)) {
    const share = hanShare(text);
    if (language === 'zh' ? share < least.zh : share > most.en)
      return {
        reason: 'wrong-language',
        detail: `The ${name} is not in ${language === 'zh' ? 'Chinese' : 'English'}: ${Math.round(share * 100)}% Han characters.`,
      };
  }
  return null;
}
