import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { detectLanguage } from '../../pipeline/text/detect-language.ts';
import { splitSentences } from '../../pipeline/text/sentences.ts';
import { writeCorpus } from './corpus.ts';

/**
 * Writes so many documents as JSONL, each a draw of its own from the sentences of the sample articles, in one of the two
 * languages; every tenth tells the model what to answer. Titled `Report 17`.
 */
export async function writeStormCorpus(path: string, documents: number, order: string): Promise<void> {
  await writeCorpus(path, 1);
  const sentences: Record<string, string[]> = { en: [], zh: [] };
  for (const line of (await readFile(path, 'utf8')).trim().split('\n')) {
    const { text } = JSON.parse(line) as { text: string };
    const language = detectLanguage(text) === 'zh' ? 'zh' : 'en';
    sentences[language]!.push(
      ...splitSentences(text, language)
        .map((sentence) => sentence.text)
        .filter((sentence) => sentence.length > 15),
    );
  }
  const lines = Array.from({ length: documents }, (_, number) => {
    const from = sentences[number % 3 === 2 ? 'zh' : 'en']!;
    const paragraphs = Array.from({ length: 6 }, (_, paragraph) =>
      [0, 1].map((place) => from[draw(`${number} ${paragraph} ${place}`, from.length)]).join(' '),
    );
    if (number % 10 === 0) paragraphs.splice(3, 0, order);
    return JSON.stringify({ id: String(number), title: `Report ${number}`, text: paragraphs.join('\n\n') });
  });
  await writeFile(path, `${lines.join('\n')}\n`);
}

const draw = (seed: string, most: number) => createHash('sha256').update(seed).digest().readUInt32BE(0) % most;
