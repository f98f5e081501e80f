import type { Vocabulary } from '../define-task.ts';

/** The severity levels of CVSS 3 and 4. */
export const severities = {
  critical: { en: 'Critical', zh: '严重' },
  high: { en: 'High', zh: '高危' },
  medium: { en: 'Medium', zh: '中危' },
  low: { en: 'Low', zh: '低危' },
} as const satisfies Vocabulary;

/** How far the exploitation of a weakness is known to have come. */
export const exploitationStates = {
  'exploited-in-the-wild': { en: 'Exploited in the Wild', zh: '已在野利用' },
  'proof-of-concept': { en: 'Proof of Concept Public', zh: '概念验证已公开' },
  'not-observed': { en: 'No Exploitation Observed', zh: '未观察到利用' },
} as const satisfies Vocabulary;
