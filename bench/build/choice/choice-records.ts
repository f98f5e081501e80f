import { taskBySlug } from '../../../task-pool/index.ts';
import type { BenchEntry, Letter } from '../bench-entry.ts';
import { letters } from '../bench-entry.ts';
import { headOf, originOf } from '../open-records.ts';
import { randomOf } from '../random.ts';
import type { Chosen } from './choose-questions.ts';
import { taskOf, thoughtText } from './question-text.ts';

/** The right letters of so many questions: each as often as the others, but for one, in an order of the seed's. */
export function rightLetters(count: number, seed: number | string): Letter[] {
  const random = randomOf(seed, 'letters');
  const order = random.shuffled(letters);
  return random.shuffled(Array.from({ length: count }, (_, index) => order[index % order.length]!));
}

/** The questions as records, in an order of the seed's; ids are given later. */
export function choiceRecords(chosen: readonly Chosen[], seed: number): BenchEntry[] {
  const right = rightLetters(chosen.length, seed);
  return randomOf(seed, 'order')
    .shuffled(chosen)
    .map((one, index) => recordOf(one, right[index]!, seed));
}

export function recordOf({ candidate, wrong }: Chosen, right: Letter, seed: number): BenchEntry {
  const { ground, fact, answer, gap, question, key } = candidate;
  const { document } = ground;
  const { language } = document;
  const others = randomOf(seed, key, 'places').shuffled(wrong);
  const options = letters.map((letter) => {
    if (letter === right) return { letter, text: answer, from: 'answer' as const };
    const { text, from, documentId } = others.shift()!;
    return { letter, text, from, ...(documentId && { documentId }) };
  });
  const choice = Object.fromEntries(options.map(({ letter, text }) => [letter, text])) as Record<Letter, string>;
  const task = taskBySlug(taskOf[fact.type]!);
  const { type, canonical, block, start, end } = fact;
  return {
    ...headOf(`${language}-choice`, document),
    ...{ category: task.category, instruction: { question, choice }, input: gap.input },
    ...{ thought: thoughtText(gap.sentence, answer, right, language), output: right },
    ...{ language, taskSlug: task.slug, document: originOf(document), blocks: gap.blocks },
    ...{ fact: { type, canonical, block, start, end, sentence: gap.sentence }, options },
  };
}

/** The same question with another letter for the right answer: its option changes places with the one that had the letter. */
export function relettered(entry: BenchEntry, letter: Letter): BenchEntry {
  if (typeof entry.instruction === 'string' || entry.output === letter) return entry;
  const from = entry.output as Letter;
  const swap = (one: Letter): Letter => (one === from ? letter : one === letter ? from : one);
  const { question, choice } = entry.instruction;
  const options = entry.options?.map((option) => ({ ...option, letter: swap(option.letter) }));
  return {
    ...entry,
    instruction: { question, choice: { ...choice, [letter]: choice[from], [from]: choice[letter] } },
    thought: thoughtText(entry.fact?.sentence ?? entry.input, choice[from], letter, entry.language),
    output: letter,
    ...(options && { options: options.sort((a, b) => (a.letter < b.letter ? -1 : 1)) }),
  };
}
