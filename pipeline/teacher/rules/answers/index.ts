import type { Document, Language } from '../../../records.ts';
import type { Facts } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { attackToolIdentification } from './attack-tool-identification.ts';
import { chooseBlocks } from './choose-blocks.ts';
import { cybersecurityEventClassification } from './cybersecurity-event-classification.ts';
import { importantEventExtraction } from './important-event-extraction.ts';
import { keyEntityRecognition } from './key-entity-recognition.ts';
import { mainRelationExtraction } from './main-relation-extraction.ts';
import { passageOf } from './passage.ts';
import { readingOf } from './reading.ts';
import { timeElementAcquisition } from './time-element-acquisition.ts';

export type RuleAnswer = {
  blocks: number[];
  thought: Partial<Record<Language, string>>;
  answer: Record<string, unknown> | Partial<Record<Language, string>>;
};
export type CannotAnswer = { cannot: 'nothing-found' | 'language-not-supported' | 'not-a-rules-task' };

const answerers: Record<string, Answerer> = {
  'key-entity-recognition': keyEntityRecognition,
  'main-relation-extraction': mainRelationExtraction,
  'attack-tool-identification': attackToolIdentification,
  'cybersecurity-event-classification': cybersecurityEventClassification,
  'important-event-extraction': importantEventExtraction,
  'time-element-acquisition': timeElementAcquisition,
};

/** Slugs of the tasks that rules can answer honestly. */
export const rulesTasks: ReadonlySet<string> = new Set(Object.keys(answerers));

/** Answers a task from the facts of a document, or says why it cannot. */
export function answerByRules(
  slug: string,
  facts: Facts,
  document: Pick<Document, 'title' | 'language' | 'blocks'>,
): RuleAnswer | CannotAnswer {
  const answerer = answerers[slug];
  if (!answerer) return { cannot: 'not-a-rules-task' };
  const reading = readingOf(facts, document.title);
  const blocks = answerer.passage?.(reading) ?? chooseBlocks(reading, answerer.wants(reading));
  const answered = blocks.length > 0 ? answerer.answer(passageOf(reading, blocks)) : null;
  return answered ? { blocks, ...answered } : { cannot: 'nothing-found' };
}
