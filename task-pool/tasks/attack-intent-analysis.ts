import { defineTask } from '../define-task.ts';

export const attackIntentAnalysis = defineTask({
  slug: 'attack-intent-analysis',
  kind: 'generation',
  category: 'Attack Intent Analysis',
  chinese: '攻击意图分析',
  scope: {
    en: 'What the attackers want, and what in their choice of targets, tools and demands shows it.',
    zh: '攻击者想要什么，以及目标、工具和要求中有哪些迹象可以说明。',
  },
  suits: {
    when: {
      en: 'The text gives signs of purpose: demands, stolen data, choice of victims, statements, or effects that were sought.',
      zh: '文本给出了目的的迹象：勒索要求、被窃数据、受害者选择、声明或所追求的效果。',
    },
    facts: ['motive', 'event-class', 'sector', 'money', 'impact', 'actor'],
    atLeast: 2,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Analyse the intent of the attackers and the signs of it in the text.',
      'What did the attackers want to achieve? Argue from their targets, their tools and what they took or demanded.',
      'Weigh the possible motives behind the incident, and say which of them the evidence supports best.',
      'Was this about money, information, disruption or something else? Justify the answer from the report.',
      'Explain what the behaviour of the attackers reveals of their aims, short and long term.',
      'Infer the purpose of the campaign and state how certain the inference is and on what it depends.',
    ],
    zh: [
      '分析攻击者的意图及其在文中的体现。',
      '攻击者想达到什么目的？从目标、工具以及所窃取或索要的内容加以论证。',
      '权衡事件背后的可能动机，并指出证据最支持哪一种。',
      '这次攻击是为了钱财、情报、破坏还是其他目的？请依据报告说明理由。',
      '说明攻击者的行为透露出怎样的近期与长期目标。',
      '推断该活动的目的，并说明推断的把握程度及其依据。',
    ],
  },
});
