import type { Document, Language } from '../../../records.ts';
import type { Facts } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { attackTargetIntelligenceGathering } from './attack-target-intelligence-gathering.ts';
import { attackToolIdentification } from './attack-tool-identification.ts';
import { attackerInformationExtraction } from './attacker-information-extraction.ts';
import { chooseBlocks } from './choose-blocks.ts';
import { cybersecurityEventClassification } from './cybersecurity-event-classification.ts';
import { domainIntelligenceAcquisition } from './domain-intelligence-acquisition.ts';
import { encryptionDecryptionAlgorithmIdentification } from './encryption-decryption-algorithm-identification.ts';
import { importantEventExtraction } from './important-event-extraction.ts';
import { keyEntityRecognition } from './key-entity-recognition.ts';
import { mainRelationExtraction } from './main-relation-extraction.ts';
import { malwareFeatureExtraction } from './malware-feature-extraction.ts';
import { networkProtocolUtilization } from './network-protocol-utilization.ts';
import { passageOf } from './passage.ts';
import { readingOf } from './reading.ts';
import { securityAlertGeneration } from './security-alert-generation.ts';
import { summaryGeneration } from './summary-generation.ts';
import { timeElementAcquisition } from './time-element-acquisition.ts';
import { vulnerabilityInformationExtraction } from './vulnerability-information-extraction.ts';

export type RuleAnswer = {
  blocks: number[];
  thought: Partial<Record<Language, string>>;
  answer: Record<string, unknown> | Partial<Record<Language, string>>;
};
export type CannotAnswer = { cannot: 'nothing-found' | 'language-not-supported' | 'not-a-rules-task' };

const answerers: Record<string, Answerer> = {
  'key-entity-recognition': keyEntityRecognition,
  'main-relation-extraction': mainRelationExtraction,
  'important-event-extraction': importantEventExtraction,
  'malware-feature-extraction': malwareFeatureExtraction,
  'cybersecurity-event-classification': cybersecurityEventClassification,
  'attack-tool-identification': attackToolIdentification,
  'domain-intelligence-acquisition': domainIntelligenceAcquisition,
  'time-element-acquisition': timeElementAcquisition,
  'network-protocol-utilization': networkProtocolUtilization,
  'encryption-decryption-algorithm-identification': encryptionDecryptionAlgorithmIdentification,
  'vulnerability-information-extraction': vulnerabilityInformationExtraction,
  'attacker-information-extraction': attackerInformationExtraction,
  'attack-target-intelligence-gathering': attackTargetIntelligenceGathering,
  'summary-generation': summaryGeneration,
  'security-alert-generation': securityAlertGeneration,
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
