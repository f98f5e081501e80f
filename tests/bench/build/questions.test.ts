import { describe, expect, it } from 'vitest';
import { type BenchEntry, letters } from '../../../bench/build/bench-entry.ts';
import { relettered, rightLetters } from '../../../bench/build/choice/choice-records.ts';
import { creditOf, guesserScores } from '../../../bench/build/choice/guessers.ts';
import { choicePart, scoresOf } from '../../../bench/build/choice-part.ts';
import { namesByType } from '../../../pipeline/teacher/rules/gazetteers/index.ts';
import { documentOf, sampleSections } from './held-out-ledger.ts';

const documents = await sampleSections();
const byId = new Map(documents.map((document) => [document.id, document]));
const made = await Promise.all(
  (['en', 'zh'] as const).map((language) => choicePart(documents, { language, size: 50, seed: 1, closedBook: null })),
);
const questions = made.flatMap(({ taken }) => taken);
const choiceOf = ({ instruction }: BenchEntry) => {
  if (typeof instruction === 'string') throw new TypeError('no question');
  return instruction;
};

/** Written anew, so that the build's own comparison is not what is believed. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\[\.\]|\(\.\)|\[dot\]/g, '.')
    .replace(/hxxp/g, 'http')
    .replace(/[\s-]+/g, '');

const textOf = (entry: BenchEntry) => {
  const document = byId.get(entry.document.id)!;
  return plain([document.title, ...document.blocks.map(({ text }) => text)].join('\n'));
};

describe('questions', () => {
  it('are as many as are asked for, in both languages', () => {
    expect(made.map(({ taken }) => taken.length)).toEqual([50, 50]);
  });

  it('have one right option, which is what stands in the sentence that the text has', () => {
    for (const entry of questions) {
      const { question, choice } = choiceOf(entry);
      const answer = choice[entry.output as 'A'];
      expect(entry.input).toContain(entry.fact!.sentence);
      expect(question).toContain('____');
      expect(plain(entry.fact!.sentence)).toContain(plain(answer));
      expect(plain(question)).not.toContain(plain(answer).length > 3 ? plain(answer) : ` ${answer} `);
      expect(new Set(Object.values(choice)).size).toBe(4);
    }
  });

  it('have wrong options that the whole document does not hold, by no name that is known', () => {
    const aliases = (text: string) =>
      namesByType
        .flatMap(([, names]) => names)
        .filter(({ surfaces }) => surfaces.some((surface) => plain(surface.text) === plain(text)))
        .flatMap(({ surfaces }) => surfaces.map((surface) => plain(surface.text)));
    for (const entry of questions) {
      const text = textOf(entry);
      for (const { letter, text: option } of entry.options!) {
        if (letter === entry.output) continue;
        for (const name of [plain(option), ...aliases(option)]) {
          if (name.length < 4) continue;
          expect([entry.id, name, text.includes(name)]).toEqual([entry.id, name, false]);
        }
      }
    }
  });

  it('have options of one script and about one length', () => {
    for (const entry of questions) {
      const options = Object.values(choiceOf(entry).choice);
      const answer = choiceOf(entry).choice[entry.output as 'A'];
      expect(new Set(options.map((option) => /\p{Script=Han}/u.test(option))).size).toBe(1);
      for (const option of options)
        expect(Math.abs(option.length - answer.length)).toBeLessThanOrEqual(
          Math.max(3, 0.45 * Math.max(option.length, answer.length)),
        );
    }
  });

  it('do not give away each other', () => {
    for (const one of questions)
      for (const other of questions) {
        if (one === other || one.document.id !== other.document.id) continue;
        expect(one.fact!.sentence).not.toBe(other.fact!.sentence);
      }
  });

  it('are right at every letter alike', () => {
    for (const { taken } of made) {
      const counts = letters.map((letter) => taken.filter(({ output }) => output === letter).length);
      expect(counts.toSorted()).toEqual([12, 12, 13, 13]);
    }
    expect(rightLetters(7, 3).length).toBe(7);
  });

  it('cannot be guessed much better than by chance', () => {
    for (const { taken, guessers } of made) {
      expect(guessers).toEqual(scoresOf(taken));
      for (const [name, score] of Object.entries(guessers))
        expect([name, score! > 0.19 && score! < 0.31]).toEqual([name, true]);
    }
  });

  it('are none where the documents hold nothing to ask for', async () => {
    const dull = documentOf('dull', 'Nothing of note was said on that day, and nobody wrote any of it down.', 'en');
    const part = await choicePart([dull], { language: 'en', size: 5, seed: 1, closedBook: null });
    expect([part.taken, part.reserve, part.guessers['longest option']]).toEqual([[], [], null]);
  });

  it('keep their options when the right letter changes', () => {
    const entry = questions.find(({ output }) => output === 'B')!;
    const moved = relettered(entry, 'D');
    expect(choiceOf(moved).choice.D).toBe(choiceOf(entry).choice.B);
    expect(choiceOf(moved).choice.B).toBe(choiceOf(entry).choice.D);
    expect([moved.output, moved.options!.find(({ from }) => from === 'answer')!.letter]).toEqual(['D', 'D']);
    expect(moved.thought).toMatch(/D[.。]$/);
    expect(relettered(moved, 'B')).toEqual(entry);
  });
});

describe('guessers', () => {
  const guessed = { question: 'Which of the longer words?', options: ['longer', 'a', 'b', 'c'], right: 0 };

  it('take what their eye falls on', () => {
    for (const name of ['longest option', 'overlap with the question', 'first letter', 'odd one out in form'])
      expect([name, creditOf(name, guessed, new Map())]).toEqual([name, 1]);
    expect(creditOf('shortest option', guessed, new Map())).toBe(0);
    expect(creditOf('shortest option', { ...guessed, right: 1 }, new Map())).toBeCloseTo(1 / 3);
    expect(creditOf('commonest option', guessed, new Map([['longer', 3]]))).toBe(1);
    expect(creditOf('highest number', { ...guessed, options: ['1', '2', '3', '1,000'], right: 3 }, new Map())).toBe(1);
  });

  it('find out questions that were made carelessly', () => {
    const careless = Array.from({ length: 20 }, (_, index) => ({
      question: 'Which?',
      options: [`a much longer right answer ${index}`, 'no', 'nor', 'not'],
      right: 0,
    }));
    expect(guesserScores(careless)['longest option']).toBe(1);
  });
});
