import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';

/** Units in a row that no answer shares with a prompt by chance: words of English, characters of Chinese. */
const longestShared = { words: 8, characters: 14 };

const marker =
  /<\/?(?:article|think|thinking|document|blocks?|input|instructions?|system)>|<\|(?:im_start|im_end|endoftext|eot_id|start_header_id|end_header_id)\|>|\[\/?INST\]|[[【]\s?[Bb](?:lock\s?)?\d{1,4}\s?[\]】]|"block"\s?:\s?\d|\{\{\w+\}\}/;
/** Block numbers mean something to the teacher only; whoever reads the pair sees no numbers. */
const blockNumber =
  /\bblocks? (?:no\.? ?|number )?\d{1,4}(?:(?:,| and|-|–) ?\d{1,4})*\b|(?:第\s?\d{1,4}\s?(?:号)?(?:个)?(?:文本)?(?:区块|块))|(?:区块|文本块)\s?\d{1,4}/gi;

/**
 * Nothing of what the teacher was told shows in thought or answer: no run of the prompts' own words, no fence, no mark or
 * number of a block, no token of a chat template. What the article itself says is no leak.
 */
export function checkLeakedPrompt({ input, thought, output }: Candidate): CheckFailure | null {
  for (const text of typeof output === 'string' ? [thought, output] : [thought]) {
    const leaked = markerIn(text, input) ?? (text === thought ? numberIn(text, input) : null) ?? promptWordsIn(text);
    if (leaked)
      return {
        reason: 'leaked-prompt',
        detail: `The answer repeats what the teacher was told: “${leaked.slice(0, 120)}”.`,
      };
  }
  return null;
}

function markerIn(text: string, input: string): string | null {
  const found = marker.exec(text)?.[0];
  return found && !input.includes(found) ? found : null;
}

function numberIn(thought: string, input: string): string | null {
  for (const [found] of thought.matchAll(blockNumber))
    if (!input.toLowerCase().includes(found.toLowerCase())) return found;
  return null;
}

function promptWordsIn(text: string): string | null {
  return shinglesOf(text).find((shingle) => promptShingles().has(shingle)) ?? null;
}

let known: ReadonlySet<string> | undefined;

/** Of every file in `prompts/`, so that a new prompt is covered without a line here. Variables split a text. */
function promptShingles(): ReadonlySet<string> {
  if (known) return known;
  const folder = join(packageRoot, 'prompts');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .replace(/^---\n[\s\S]*?\n---\n/, '')
        .split(/\{\{\w+\}\}/),
    );
  known = new Set(texts.flatMap(shinglesOf));
  return known;
}

/** Every run of words (Latin) and of characters (Han) of the lengths above, case and punctuation left out. */
export function shinglesOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9']+/g) ?? [];
  const characters = text.match(/[\u4e00-\u9fff]/g) ?? [];
  return [...runs(words, longestShared.words, ' '), ...runs(characters, longestShared.characters, '')];
}

function runs(units: readonly string[], length: number, between: string): string[] {
  const found: string[] = [];
  for (let i = 0; i + length <= units.length; i++) found.push(units.slice(i, i + length).join(between));
  return found;
}
