import { SetupError } from '../pipeline/errors.ts';
import type { Task } from './define-task.ts';
import { attackIntentAnalysis } from './tasks/attack-intent-analysis.ts';
import { attackMeansAnalysis } from './tasks/attack-means-analysis.ts';
import { attackStrategyAnalysis } from './tasks/attack-strategy-analysis.ts';
import { attackTargetIntelligenceGathering } from './tasks/attack-target-intelligence-gathering.ts';
import { attackToolIdentification } from './tasks/attack-tool-identification.ts';
import { attackerInformationExtraction } from './tasks/attacker-information-extraction.ts';
import { behavioralPatternAnalysis } from './tasks/behavioral-pattern-analysis.ts';
import { correlationAnalysis } from './tasks/correlation-analysis.ts';
import { cybersecurityEventClassification } from './tasks/cybersecurity-event-classification.ts';
import { domainIntelligenceAcquisition } from './tasks/domain-intelligence-acquisition.ts';
import { encryptionDecryptionAlgorithmIdentification } from './tasks/encryption-decryption-algorithm-identification.ts';
import { impactScope } from './tasks/impact-scope.ts';
import { importantEventExtraction } from './tasks/important-event-extraction.ts';
import { incidentResponsePlanning } from './tasks/incident-response-planning.ts';
import { keyEntityRecognition } from './tasks/key-entity-recognition.ts';
import { mainRelationExtraction } from './tasks/main-relation-extraction.ts';
import { malwareFeatureExtraction } from './tasks/malware-feature-extraction.ts';
import { networkProtocolUtilization } from './tasks/network-protocol-utilization.ts';
import { protectionStrategyResearch } from './tasks/protection-strategy-research.ts';
import { riskAssessment } from './tasks/risk-assessment.ts';
import { securityAlertGeneration } from './tasks/security-alert-generation.ts';
import { securityPolicyAudit } from './tasks/security-policy-audit.ts';
import { summaryGeneration } from './tasks/summary-generation.ts';
import { threatAnalysis } from './tasks/threat-analysis.ts';
import { timeElementAcquisition } from './tasks/time-element-acquisition.ts';
import { trendPrediction } from './tasks/trend-prediction.ts';
import { vulnerabilityExploitationAnalysis } from './tasks/vulnerability-exploitation-analysis.ts';
import { vulnerabilityInformationExtraction } from './tasks/vulnerability-information-extraction.ts';

/** Every task the system knows: 13 understanding, then 15 generation, after SEvenLLM (arXiv 2405.03446). Add one line for a new task. */
export const taskPool: readonly Task[] = Object.freeze([
  keyEntityRecognition,
  mainRelationExtraction,
  importantEventExtraction,
  malwareFeatureExtraction,
  cybersecurityEventClassification,
  attackToolIdentification,
  domainIntelligenceAcquisition,
  timeElementAcquisition,
  networkProtocolUtilization,
  encryptionDecryptionAlgorithmIdentification,
  vulnerabilityInformationExtraction,
  attackerInformationExtraction,
  attackTargetIntelligenceGathering,
  vulnerabilityExploitationAnalysis,
  attackMeansAnalysis,
  attackStrategyAnalysis,
  attackIntentAnalysis,
  correlationAnalysis,
  threatAnalysis,
  riskAssessment,
  impactScope,
  trendPrediction,
  behavioralPatternAnalysis,
  protectionStrategyResearch,
  incidentResponsePlanning,
  securityPolicyAudit,
  summaryGeneration,
  securityAlertGeneration,
]);

const bySlug = new Map(taskPool.map((task) => [task.slug, task]));
if (bySlug.size !== taskPool.length) throw new TypeError('Two tasks of the pool have the same slug');

/** The task of this slug. Throws a SetupError that names the nearest slugs, or all of them, where there is none. */
export function taskBySlug(slug: string): Task {
  const task = bySlug.get(slug);
  if (task) return task;
  const near = nearSlugs(slug);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known tasks: ${[...bySlug.keys()].join(', ')}.`;
  throw new SetupError(`There is no task "${slug}". ${hint}`);
}

/** Slugs that share most of their words with what was asked for, a published category or a slip of the hand included. */
function nearSlugs(asked: string): string[] {
  const words = wordsOf(asked);
  const scored = [...bySlug.keys()].map((slug) => {
    const own = wordsOf(slug);
    const shared = words.filter((word) => own.some((other) => isNear(word, other))).length;
    return { slug, score: words.length === 0 ? 0 : shared / Math.max(words.length, own.length) };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return best < 0.34
    ? []
    : scored
        .filter(({ score }) => score === best)
        .map(({ slug }) => slug)
        .slice(0, 3);
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

const isNear = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= 4 && (a.startsWith(b.slice(0, 5)) || editDistance(a, b) <= 2));

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
