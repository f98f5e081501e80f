import { defineTask } from '../define-task.ts';

export const trendPrediction = defineTask({
  slug: 'trend-prediction',
  kind: 'generation',
  category: 'Trend Prediction',
  chinese: '趋势预测',
  scope: {
    en: 'How the threat is likely to develop, argued from what the text shows of its course, its means and its drivers.',
    zh: '依据文本所示的经过、手段和动因，推断威胁可能的发展走向。',
  },
  suits: {
    when: {
      en: 'The text shows change over time or conditions that will go on to drive the threat.',
      zh: '文本体现了随时间的变化，或将继续推动威胁发展的条件。',
    },
    facts: ['date', 'period', 'malware', 'actor', 'technique-phrase', 'count'],
    atLeast: 3,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Predict how this threat is likely to develop, reasoning from the text.',
      'What should defenders expect next from these attackers or this kind of attack?',
      'Discuss the trends that the incident stands for and how they may continue.',
      'From the changes described in the report, infer the next likely targets, methods or variants.',
      'Give an outlook for the coming months, with the signs to watch for and the grounds for each expectation.',
      'Explain which developments in this incident are likely to be copied by others, and why.',
    ],
    zh: [
      '依据文本推断该威胁可能的发展趋势。',
      '防守方接下来应预期这些攻击者或此类攻击有何动向？',
      '讨论该事件所代表的趋势及其可能的延续。',
      '根据报告描述的变化，推断下一步可能的目标、方法或变种。',
      '给出未来数月的展望，说明需关注的迹象以及每项预期的依据。',
      '说明该事件中的哪些做法可能被他人效仿，为什么。',
    ],
  },
});
