import { defineTask } from '../define-task.ts';

export const threatAnalysis = defineTask({
  slug: 'threat-analysis',
  kind: 'generation',
  category: 'Threat Analysis',
  chinese: '威胁分析',
  scope: {
    en: 'The threat as a whole: who poses it, what they are able to do, who is exposed, and how severe it is.',
    zh: '整体威胁态势：由谁构成、具备何种能力、谁暴露其中、严重程度如何。',
  },
  suits: {
    when: {
      en: 'The text holds enough of actor, means and victims to judge the threat they add up to.',
      zh: '文本对攻击者、手段和受害者的说明足以判断其构成的威胁。',
    },
    facts: ['actor', 'malware', 'cve', 'technique-phrase', 'sector', 'impact'],
    atLeast: 3,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Analyse the threat described in the text: actor, capability, exposure and severity.',
      'How dangerous is this activity, for whom, and why? Give a reasoned threat analysis.',
      'Prepare a threat assessment for management from the technical report, without losing the facts that carry it.',
      'Describe the threat that this incident represents beyond its direct victims.',
      'Judge the capability and persistence of the adversary from the evidence, and what it means for potential targets.',
      'Set out the essential elements of the threat: who, with what means, against what, and with what likely damage.',
    ],
    zh: [
      '分析文中描述的威胁：攻击者、能力、暴露面和严重程度。',
      '这类活动有多危险，对谁危险，为什么？给出有依据的威胁分析。',
      '根据技术报告为管理层撰写威胁评估，同时保留支撑结论的事实。',
      '描述该事件在直接受害者之外所代表的威胁。',
      '依据证据判断对手的能力和持久性，及其对潜在目标意味着什么。',
      '阐明威胁的基本要素：是谁、用什么手段、针对什么、可能造成何种损害。',
    ],
  },
});
