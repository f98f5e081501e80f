import { defineTask } from '../define-task.ts';

export const impactScope = defineTask({
  slug: 'impact-scope',
  kind: 'generation',
  category: 'Impact Scope',
  chinese: '影响范围',
  scope: {
    en: 'Who and what is affected, how widely, how long, and with what direct and indirect consequences.',
    zh: '受影响的对象与范围、持续时间，以及直接和间接后果。',
  },
  suits: {
    when: {
      en: 'The text states who or what was affected, in numbers, names, regions or systems.',
      zh: '文本以数量、名称、地区或系统说明了受影响的对象。',
    },
    facts: ['impact', 'count', 'money', 'organisation', 'sector', 'country', 'product'],
    atLeast: 2,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Describe the scope of the impact: who and what is affected, how widely and for how long.',
      'How far do the effects of this incident reach, directly and indirectly?',
      'Determine the affected systems, organisations and regions, and discuss the consequences for each.',
      'Outline the extent of the damage for a situation report, separating what is confirmed from what is only feared.',
      'Analyse how the effects spread from the first victims to customers, partners or the public.',
      'Explain what the incident disrupted, exposed or cost, and who still has to expect effects.',
    ],
    zh: [
      '说明影响范围：哪些人和系统受到影响、范围多大、持续多久。',
      '该事件的直接与间接影响波及到哪里？',
      '确定受影响的系统、机构和地区，并讨论各自的后果。',
      '为态势报告概述损害程度，区分已证实的与仅属担忧的内容。',
      '分析影响如何从最初的受害者扩散到客户、伙伴或公众。',
      '说明事件中断、泄露或损失了什么，以及还有谁需要预期受到影响。',
    ],
  },
});
