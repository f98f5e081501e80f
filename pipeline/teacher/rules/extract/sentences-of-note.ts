import type { Block, Language } from '../../../records.ts';
import { splitSentences } from '../../../text/sentences.ts';
import { type Candidate, candidate } from './candidate.ts';
import { isImpact } from './impact-cues.ts';
import { isMitigation } from './mitigation-cues.ts';

const least: Record<Language, number> = { en: 25, zh: 8 };
const most = 600;

/** Sentences that say what happened to the victims, and sentences that say what to do. */
export function findSentencesOfNote(block: Block, language: Language): Candidate[] {
  if (block.kind === 'code' || block.kind === 'table' || block.kind === 'heading') return [];
  const found: Candidate[] = [];
  for (const { text, start, end } of splitSentences(block.text, language)) {
    if (text.length < least[language] || text.length > most) continue;
    if (isMitigation(text, block.kind === 'list')) found.push(candidate('mitigation', block.text, start, end));
    else if (isImpact(text)) found.push(candidate('impact', block.text, start, end));
  }
  return found;
}
