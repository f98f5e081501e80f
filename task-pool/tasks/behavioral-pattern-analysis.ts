import { defineTask } from '../define-task.ts';

export const behavioralPatternAnalysis = defineTask({
  slug: 'behavioral-pattern-analysis',
  kind: 'generation',
  category: 'Behavioral Pattern Analysis',
  chinese: '行为模式分析',
  scope: {
    en: 'What the actor or the malware does again and again: habits of approach, tooling, timing, concealment and infrastructure.',
    zh: '攻击者或恶意软件反复出现的行为：接近方式、工具、时机、隐蔽手法和基础设施上的习惯。',
  },
  suits: {
    when: {
      en: 'The text describes behaviour in enough detail, or over enough occasions, to see a pattern in it.',
      zh: '文本对行为的描述足够详细或涉及足够多的场合，能够看出规律。',
    },
    facts: ['technique', 'technique-phrase', 'malware', 'tool', 'file-path', 'registry-key'],
    atLeast: 3,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Analyse the behavioural patterns of the attackers or the malware.',
      'Which habits in approach, tools and timing recur in this account, and how could they be recognised?',
      'Describe what the malicious program does on a system in sequence, and which of it is characteristic.',
      'Turn the observations in the report into patterns that behavioural detection could rest on.',
      'Explain what is typical and what is unusual in how this adversary acts.',
      'Discuss how the intruders behave before, during and after the attack, and what gives them away.',
    ],
    zh: [
      '分析攻击者或恶意软件的行为模式。',
      '文中反复出现哪些接近方式、工具和时机上的习惯？如何识别？',
      '按顺序描述恶意程序在系统上的行为，并指出哪些具有特征性。',
      '把报告中的观察归纳为行为检测可依据的模式。',
      '说明该对手的行动方式中哪些典型、哪些不寻常。',
      '讨论入侵者在攻击前、中、后的行为，以及什么会暴露他们。',
    ],
  },
});
