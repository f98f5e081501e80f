import { foldWithOffsets } from '../../pipeline/text/fold.ts';
import { insideFence } from './habits.ts';
import { isObject, pythonString } from './python-text.ts';

const letters = ['A', 'B', 'C', 'D'];

/** The letter the authors' script reads off the outputs of one id: the last that is one letter or holds just one of A to D. */
export function publishedLetter(outputs: readonly unknown[]): string | null {
  let letter: string | null = null;
  for (const output of outputs) {
    const held = pythonString(output).match(/[A-D]/g) ?? [];
    if (held.length === 1) letter = held[0];
  }
  return letter;
}

/** The letter of an answer that is nothing else. */
export function strictLetter(output: unknown): string | null {
  const text = typeof output === 'string' ? output.trim() : '';
  return letters.includes(text) ? text : null;
}

/**
 * The letter an answer means, however it says so: "b", "(B)", "B. text", "The answer is B, not A", 「答案：Ｂ」,
 * {"answer": "B"}, or one option's own words. Null where it names none, or several alike.
 */
export function lenientLetter(output: unknown, options: Readonly<Record<string, string>>): string | null {
  const text = plainText(output);
  const bare = /^[^\p{L}\p{N}]*([A-Da-d])[^\p{L}\p{N}]*$/u.exec(text);
  if (bare) return bare[1]!.toUpperCase();
  const said = [...text.matchAll(answerCue)].at(-1);
  if (said) return said[1]!.toUpperCase();
  const leading = /^[^\p{L}\p{N}]*([A-D])(?:\s*[.)\]:,、。;\n-]|\s*\p{sc=Han})/u.exec(text);
  if (leading) return leading[1]!;
  const chosen = [...text.matchAll(optionCue)].at(-1);
  if (chosen) return chosen[1]!;
  const quoted = quotedOption(text, options);
  if (quoted) return quoted;
  const alone = new Set(Array.from(text.matchAll(standing), ([letter]) => letter));
  return alone.size === 1 ? [...alone][0]! : null;
}

const answerCue =
  /(?:\b[Aa]nswers?|ANSWER|答案|应选|故选|正确(?:选项|的)?)["'”)*\s]*(?:is|are|为|是|应为|应该是|选)?[^\p{L}\p{N}]{0,6}(?:[Oo]ption\s*|[Cc]hoice\s*|选项\s*)?[^\p{L}\p{N}]{0,4}(A(?!\s[a-z])|[B-D])(?![a-zA-Z0-9])(?!\s*(?:or|and|[/&,、或和])\s*[A-D](?![a-zA-Z0-9]))/gu;
const optionCue = /(?:[Oo]ption|[Cc]hoice|选项?|选择)[^\p{L}\p{N}]{0,4}([A-D])(?![a-zA-Z0-9])/gu;
/** A letter by itself; "A" before a word in lower case is an article. */
const standing = /(?<![\p{L}\p{N}])(?:A(?!\s(?!(?:or|and|is)\b)[a-z])|[B-D])(?![a-zA-Z0-9'’])/gu;

function plainText(output: unknown): string {
  if (isObject(output)) {
    const named = Object.entries(output).find(([key]) =>
      /^(?:answer|output|choice|option|答案|选项)$/i.test(key.trim()),
    );
    const values = Object.values(output);
    return plainText(named ? named[1] : values.length === 1 ? values[0] : values.map(pythonString).join('\n'));
  }
  if (Array.isArray(output)) return output.length === 1 ? plainText(output[0]) : output.map(pythonString).join('\n');
  if (typeof output !== 'string') return '';
  const text = output.normalize('NFKC').trim();
  if (!/^(?:```|\{|\[)/.test(text)) return text;
  try {
    return plainText(JSON.parse(insideFence(text) ?? text));
  } catch {
    return text;
  }
}

function quotedOption(text: string, options: Readonly<Record<string, string>>): string | null {
  const folded = bareFold(text);
  const quoted = Object.entries(options).filter(
    ([, option]) => bareFold(option) !== '' && folded.includes(bareFold(option)),
  );
  return quoted.length === 1 ? quoted[0]![0] : null;
}

const bareFold = (text: string): string =>
  foldWithOffsets(text)
    .folded.replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The options of a multiple-choice record: its instruction is an object with `choice`, or a text that holds one. */
export function optionsOf(instruction: unknown): Record<string, string> {
  const holder = typeof instruction === 'string' ? readObject(instruction) : instruction;
  const options = isObject(holder) ? holder.choice : undefined;
  return isObject(options)
    ? Object.fromEntries(Object.entries(options).map(([letter, text]) => [letter, pythonString(text)]))
    : {};
}

function readObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
