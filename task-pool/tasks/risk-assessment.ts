import { defineTask } from '../define-task.ts';

export const riskAssessment = defineTask({
  slug: 'risk-assessment',
  kind: 'generation',
  category: 'Risk Assessment',
  chinese: '风险评估',
  scope: {
    en: 'How likely harm is, how great it would be, who is exposed, and what raises or lowers the risk.',
    zh: '发生危害的可能性、危害程度、暴露对象，以及推高或降低风险的因素。',
  },
  suits: {
    when: {
      en: 'The text tells of conditions of an attack and its consequences, so that likelihood and impact can be judged.',
      zh: '文本说明了攻击的条件与后果，可据此判断可能性与影响。',
    },
    facts: ['cve', 'cvss', 'vulnerability-class', 'impact', 'product', 'count'],
    atLeast: 2,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Assess the risk of the described incident: likelihood, impact and exposure.',
      'Who is at risk from this, how much, and under which conditions? Give reasons from the text.',
      'Rate the risk for an organisation that uses the affected technology, and explain the rating.',
      'Discuss which factors in the report raise the risk and which lower it.',
      'Write a risk assessment that a security officer could use to set priorities after reading this text.',
      'Estimate the damage this threat could do if it is not dealt with, and how probable that is.',
    ],
    zh: [
      '评估所述事件的风险：可能性、影响和暴露情况。',
      '谁面临风险，程度如何，在什么条件下？请依据文本说明理由。',
      '为使用受影响技术的机构评定风险等级，并解释理由。',
      '讨论报告中哪些因素推高了风险，哪些降低了风险。',
      '撰写一份风险评估，供安全负责人读后确定优先级。',
      '估计若不处理该威胁可能造成的损害及其发生的可能性。',
    ],
  },
});
