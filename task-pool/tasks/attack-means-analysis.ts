import { defineTask } from '../define-task.ts';

export const attackMeansAnalysis = defineTask({
  slug: 'attack-means-analysis',
  kind: 'generation',
  category: 'Attack Means Analysis',
  chinese: '攻击手段分析',
  scope: {
    en: 'The techniques of the attack, step by step, from first access to the final effect.',
    zh: '从初始访问到最终效果，逐步分析攻击所用的技术手段。',
  },
  suits: {
    when: {
      en: 'The text describes how the attack was carried out in more than one step.',
      zh: '文本描述了攻击实施的多个步骤。',
    },
    facts: ['technique', 'technique-phrase', 'tool', 'malware', 'vulnerability-class'],
    atLeast: 3,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Analyse the means of attack in the incident step by step.',
      'How did the attackers get in, move on and reach their goal? Explain each technique and its effect.',
      'Describe the attack techniques in the order in which they were used, and say what each made possible.',
      'Explain to a defender how this attack works technically, from delivery to impact.',
      'Discuss the methods used against the victims and judge which of them was decisive.',
      'Break the attack down along the stages of an intrusion and comment on the technique at each stage.',
    ],
    zh: [
      '逐步分析该事件中的攻击手段。',
      '攻击者如何进入、推进并达成目的？解释每项技术及其作用。',
      '按使用顺序描述攻击技术，并说明每项技术带来了什么条件。',
      '从投递到造成影响，向防守人员讲解这次攻击的技术原理。',
      '讨论针对受害者使用的方法，并判断哪一种起了决定作用。',
      '按入侵阶段拆解攻击过程，并点评各阶段所用的技术。',
    ],
  },
});
