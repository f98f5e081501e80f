/**
 * Of a hundred security reports, how many each task fits: an estimate, for choosing while a corpus is too young to tell
 * (`pipeline/stages/plenty.ts`). Only how the tasks of a kind compare matters. Understanding: the share of the 1,200 open
 * published texts that hold the facts which the task asks for, as the extractors of the rules find them. Generation: our
 * judgement, after the same count and the published spread. A task that is not named is taken for one that fits 40.
 */
export const commonness: Readonly<Record<string, number>> = {
  'key-entity-recognition': 57,
  'main-relation-extraction': 33,
  'important-event-extraction': 41,
  'malware-feature-extraction': 26,
  'cybersecurity-event-classification': 73,
  'attack-tool-identification': 43,
  'domain-intelligence-acquisition': 12,
  'time-element-acquisition': 14,
  'network-protocol-utilization': 16,
  'encryption-decryption-algorithm-identification': 11,
  'vulnerability-information-extraction': 12,
  'attacker-information-extraction': 48,
  'attack-target-intelligence-gathering': 48,
  'vulnerability-exploitation-analysis': 35,
  'attack-means-analysis': 45,
  'attack-strategy-analysis': 35,
  'attack-intent-analysis': 45,
  'correlation-analysis': 10,
  'threat-analysis': 85,
  'risk-assessment': 60,
  'impact-scope': 50,
  'trend-prediction': 35,
  'behavioral-pattern-analysis': 25,
  'protection-strategy-research': 55,
  'incident-response-planning': 55,
  'security-policy-audit': 15,
  'summary-generation': 95,
  'security-alert-generation': 50,
};

export const commonnessOf = (slug: string): number => (commonness[slug] ?? 40) / 100;
