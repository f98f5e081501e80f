import type { Said } from './answerer.ts';
import type { Passage } from './passage.ts';
import { ratingOf } from './rating-of.ts';
import { factsIn, type Unit } from './reading.ts';

export interface Severity {
  level: Said;
  /** What in the text the level rests on. */
  ground: Said;
}

const levels = {
  critical: { en: 'critical', zh: '严重' },
  high: { en: 'high', zh: '高' },
  medium: { en: 'medium', zh: '中' },
} satisfies Record<string, Said>;
const exploited =
  /in[- ]the[- ]wild|actively exploit|active exploitation|(?:being|been|was|were) exploited|在野利用|已被利用|正在被利用|被积极利用/i;

/** How severe a matter is, by the first of these grounds that the passage gives. */
export function severityOf(passage: Passage): Severity {
  const score = highestScore(passage.units);
  if (score !== null && score >= 7)
    return {
      level: score >= 9 ? levels.critical : levels.high,
      ground: {
        en: `the text gives a CVSS score of ${score.toFixed(1)}`,
        zh: `文中给出的CVSS评分为${score.toFixed(1)}`,
      },
    };
  const isExploited = passage.units.some(
    (unit) => factsIn(unit, 'mitigation').length === 0 && exploited.test(unit.text),
  );
  if (isExploited && passage.facts.of('cve', 'advisory').length > 0)
    return {
      level: levels.high,
      ground: { en: 'the text says that the flaw is being exploited', zh: '文中说明漏洞已被利用' },
    };
  const classes = new Set(passage.facts.of('event-class').map(({ canonical }) => canonical));
  if (classes.has('destructive') || classes.has('ransomware'))
    return {
      level: levels.high,
      ground: {
        en: 'the text speaks of attacks that make data or systems unusable',
        zh: '文中涉及使数据或系统不可用的攻击',
      },
    };
  if (passage.facts.of('impact').length > 0)
    return {
      level: levels.high,
      ground: { en: 'the text reports effects on victims', zh: '文中报告了对受害者的实际影响' },
    };
  return {
    level: levels.medium,
    ground: { en: 'the text reports the threat but no damage of its own', zh: '文中报告了威胁，但未说明具体损害' },
  };
}

function highestScore(units: readonly Unit[]): number | null {
  const scores = units.flatMap((unit) => factsIn(unit, 'cvss').map((fact) => ratingOf(unit, fact).score ?? 0));
  const highest = Math.max(0, ...scores);
  return highest > 0 ? highest : null;
}
