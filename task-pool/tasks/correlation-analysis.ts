import { defineTask } from '../define-task.ts';

export const correlationAnalysis = defineTask({
  slug: 'correlation-analysis',
  kind: 'generation',
  category: 'Correlation Analysis',
  chinese: '关联分析',
  scope: {
    en: 'The links of this incident to other campaigns, groups, tools or infrastructure, and how strong the evidence in the text is for each.',
    zh: '该事件与其他活动、组织、工具或基础设施的关联，以及文中证据的强弱。',
  },
  suits: {
    when: {
      en: 'The text connects the incident with others: shared code, tools, infrastructure, victims, methods, or names.',
      zh: '文本将该事件与其他事件相联系：共享的代码、工具、基础设施、受害者、手法或名称。',
    },
    facts: ['actor', 'malware', 'tool', 'domain', 'ip-address', 'hash'],
    atLeast: 4,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Analyse how this incident correlates with other campaigns, groups or tools, and on what evidence.',
      'Which links to earlier activity does the text reveal, and how firm is each of them?',
      'Connect the indicators, tools and methods in the report into a picture of related activity.',
      'Discuss what the overlaps in code, infrastructure and targets say about who may stand behind the attack.',
      'Evaluate the grounds on which the incident is tied to a known actor or family, and mention what speaks against it.',
      'Explain to an analyst which clues in this text to pivot on, and what they already connect.',
    ],
    zh: [
      '分析该事件与其他活动、组织或工具的关联及其证据。',
      '文本揭示了与以往活动的哪些联系？每条联系的可靠程度如何？',
      '把报告中的指标、工具和手法串联起来，描绘相关活动的全貌。',
      '讨论代码、基础设施和目标上的重合对幕后归属意味着什么。',
      '评价将事件与已知组织或家族相联系的依据，并指出相反的线索。',
      '向分析人员说明文中哪些线索值得拓线，以及它们已经关联了什么。',
    ],
  },
});
