import type { Answerer } from './answerer.ts';
import { sizeOf } from './choose-blocks.ts';
import type { Passage } from './passage.ts';
import { type RankedSentence, rankSentences } from './rank-sentences.ts';
import type { Reading } from './reading.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { overlap } from './tokens.ts';

const target = { en: { least: 150, wanted: 650, most: 900 }, zh: { least: 60, wanted: 260, most: 400 } };
const passageSize = { en: { least: 70, most: 1100 }, zh: { least: 160, most: 2400 } };
/** A summary of more than this share of its text is hardly one. */
const mostShare = 0.5;
const mostSentences = 5;

/** The document's own best sentences, in their order; in its own language only. */
export const summaryGeneration: Answerer = {
  wants: () => [],
  passage: leadOf,
  answer(passage) {
    const { language, units } = passage;
    const size = units
      .filter(({ kind }) => kind !== 'table' && kind !== 'code')
      .reduce((sum, unit) => sum + unit.text.length, 0);
    const chosen = choose(rankSentences(units, language), language, size);
    const text = chosen.map((sentence) => sentence.text).join(language === 'en' ? ' ' : '');
    if (text.length < target[language].least || chosen.length < 2) return null;
    return {
      answer: { [language]: text },
      thought: think(
        opening(passage, ['event-class', 'actor', 'malware', 'cve', 'organisation', 'date']),
        reasons(passage, chosen),
      ),
    };
  },
};

/** The document from its start, by whole blocks: reports open with what matters. */
function leadOf({ blocks, language }: Reading): number[] {
  const { least, most } = passageSize[language];
  const taken: number[] = [];
  let size = 0;
  for (const [number, { text, suspect, kind }] of blocks.entries()) {
    const length = sizeOf(text, language);
    if (suspect || kind === 'code' || (kind === 'table' && length > 80)) continue;
    if (size + length > most) {
      if (size >= least) break;
      continue;
    }
    taken.push(number);
    size += length;
  }
  while (taken.length > 0 && blocks[taken[taken.length - 1]!]!.kind === 'heading') taken.pop();
  return size >= least ? taken : [];
}

/** The best sentences that say something the others do not, in reading order. */
function choose(ranked: readonly RankedSentence[], language: Passage['language'], size: number): RankedSentence[] {
  const { wanted, most } = target[language];
  const room = Math.min(most, size * mostShare);
  const chosen: RankedSentence[] = [];
  let length = 0;
  for (const sentence of ranked) {
    if (chosen.length === mostSentences || length >= Math.min(wanted, room)) break;
    if (length + sentence.text.length > room) continue;
    if (chosen.some((other) => overlap(other.tokens, sentence.tokens) > 0.45 * Math.log(sentence.tokens.size + 2) * 2))
      continue;
    chosen.push(sentence);
    length += sentence.text.length;
  }
  return chosen.sort((a, b) => a.at - b.at);
}

function reasons(passage: Passage, chosen: readonly RankedSentence[]) {
  const leads = chosen[0]!.at === 0;
  const start = leads
    ? { en: 'The opening sentence already tells the core of it and is kept.', zh: '首句已点明核心，予以保留。' }
    : {
        en: 'The opening sentence leads in without much of substance, so the core is taken from further down.',
        zh: '首句只是引入，核心内容取自后文。',
      };
  const rest = vary(passage, [
    {
      en: `The ${numberWord(chosen.length)} sentences with most of the facts, and closest to what the others speak of, carry the account; detail, advice and repetition can go.`,
      zh: `含事实最多、与全文联系最紧的${chosen.length}句足以支撑叙述，细节、建议和重复可以省去。`,
    },
    {
      en: `${numberWord(chosen.length)[0]!.toUpperCase()}${numberWord(chosen.length).slice(1)} sentences cover who, what and with what effect; what they leave out is detail or said twice.`,
      zh: `${chosen.length}个句子覆盖了对象、经过和后果，省去的是细节或重复内容。`,
    },
    {
      en: `Sentences are weighed by the facts in them and their ties to the rest, and ${numberWord(chosen.length)} of them suffice without repeating each other.`,
      zh: `按所含事实及与其余内容的联系衡量，${chosen.length}个互不重复的句子即可概括。`,
    },
  ]);
  return { en: `${start.en} ${rest.en}`, zh: `${start.zh}${rest.zh}` };
}
