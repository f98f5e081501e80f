import { z } from 'zod';
import { defineTask, label, labels, quote, quotes, records } from '../define-task.ts';
import { actorKinds } from '../vocabularies/actor-kinds.ts';
import { motives } from '../vocabularies/motives.ts';

export const attackerInformationExtraction = defineTask({
  slug: 'attacker-information-extraction',
  kind: 'understanding',
  category: 'Attacker Information Extraction',
  chinese: '攻击者信息抽取',
  scope: {
    en: 'The attackers: names and aliases, kind, origin, motive, arsenal, infrastructure, targets, history, and how they were identified.',
    zh: '攻击者的名称与别名、类别、来源、动机、武器库、基础设施、目标、历史活动及归因依据。',
  },
  suits: {
    when: {
      en: 'The text names or characterises those behind the attack.',
      zh: '文本点名或描述了攻击背后的行为者。',
    },
    facts: ['actor', 'motive', 'technique', 'technique-phrase', 'malware', 'tool'],
    atLeast: 2,
  },
  answer: z.object({
    attackers: records(
      {
        name: quote({ en: 'Name', zh: '名称' }),
        aliases: quotes({ en: 'Aliases', zh: '别名' }),
        kind: label(actorKinds, { en: 'Kind', zh: '类别' }),
        origin: quotes({ en: 'Origin', zh: '来源国家或地区' }),
        motives: labels(motives, { en: 'Motives', zh: '动机' }),
        techniques: quotes({ en: 'Techniques', zh: '攻击手法' }),
        malwareAndTools: quotes({ en: 'Malware and Tools', zh: '恶意软件与工具' }),
        infrastructure: quotes({ en: 'Infrastructure', zh: '基础设施' }),
        targets: quotes({ en: 'Targets', zh: '攻击目标' }),
        history: quote({ en: 'History', zh: '历史活动' }),
        attribution: quote({ en: 'Attribution', zh: '归因依据' }),
      },
      { en: 'Attackers', zh: '攻击者' },
    ),
  }),
  instructions: {
    en: [
      'Extract what the text says about the attackers: names, origin, motive, methods, targets and infrastructure.',
      'Who is behind the attack, and what does the report know of them? Answer with one profile for each group or person.',
      'Build an adversary profile from the incident report, with aliases, arsenal and past activity where given.',
      'Collect the attribution facts in the passage: who is blamed, by which names, and on what grounds.',
      'Describe the threat actors for a threat intelligence platform, quoting the text for every property.',
      'From the report, determine the identity, the aims and the resources of the attackers, and leave out what is not stated.',
    ],
    zh: [
      '提取文本对攻击者的描述：名称、来源、动机、手法、目标和基础设施。',
      '谁是攻击的幕后者，报告掌握了哪些情况？每个组织或个人给出一份画像。',
      '根据事件报告建立攻击者画像，包括文中给出的别名、武器库和以往活动。',
      '汇总文中的归因事实：指向谁、有哪些名称、依据是什么。',
      '面向威胁情报平台描述威胁行为者，每项属性均引用原文。',
      '依据报告判明攻击者的身份、目的和资源，未说明的内容不填。',
    ],
  },
});
