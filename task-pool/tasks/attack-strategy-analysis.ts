import { defineTask } from '../define-task.ts';

export const attackStrategyAnalysis = defineTask({
  slug: 'attack-strategy-analysis',
  kind: 'generation',
  category: 'Attack Strategy Analysis',
  chinese: '攻击策略分析',
  scope: {
    en: 'The plan behind the steps: preparation, staging, choice of targets, concealment, and adaptation to resistance.',
    zh: '各步骤背后的谋划：准备、分阶段推进、目标选择、隐蔽方式以及遇阻后的调整。',
  },
  suits: {
    when: {
      en: 'The text shows choices of the attackers over time: whom they chose, how they staged and hid the attack, what they changed.',
      zh: '文本展现了攻击者在一段时间内的选择：选择谁、如何分阶段和隐藏、改变了什么。',
    },
    facts: ['actor', 'technique-phrase', 'tool', 'malware', 'sector', 'date'],
    atLeast: 4,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Analyse the strategy of the attackers: preparation, staging, choice of targets and adaptation.',
      'What plan do the individual steps of this attack serve? Reason from the choices that the text shows.',
      'Discuss why the attackers proceeded as they did, and where they traded speed for stealth or the other way round.',
      "Describe the campaign from the attackers' point of view: goals, resources, order of moves.",
      'Explain how the attackers selected and approached their targets and how they kept their access.',
      "Judge how deliberate and how flexible the attackers' approach was, with evidence from the report.",
    ],
    zh: [
      '分析攻击者的策略：准备、分阶段推进、目标选择和应变。',
      '这次攻击的各个步骤服务于怎样的计划？根据文中体现的选择进行推理。',
      '讨论攻击者为何如此行动，以及在速度与隐蔽之间做了哪些取舍。',
      '从攻击者的角度描述这次活动：目标、资源和行动次序。',
      '说明攻击者如何选择和接近目标，又如何维持访问。',
      '结合报告中的证据，判断攻击者的做法有多周密、多灵活。',
    ],
  },
});
