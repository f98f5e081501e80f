import { z } from 'zod';
import { defineTask, quotes } from '../define-task.ts';

export const attackTargetIntelligenceGathering = defineTask({
  slug: 'attack-target-intelligence-gathering',
  kind: 'understanding',
  category: 'Attack Target Intelligence Gathering',
  chinese: '攻击目标情报收集',
  scope: {
    en: 'Who and what was aimed at: victims, sectors, regions, systems and data, with the scale and the effects that the text states.',
    zh: '攻击针对的对象：受害者、行业、地区、系统和数据，以及文本说明的规模与影响。',
  },
  suits: {
    when: {
      en: 'The text says who or what was attacked, by name, sector, region or system.',
      zh: '文本以名称、行业、地区或系统说明了受攻击的对象。',
    },
    facts: ['organisation', 'sector', 'country', 'product', 'count', 'impact'],
    atLeast: 2,
  },
  answer: z.object({
    victims: quotes({ en: 'Victims', zh: '受害者' }),
    sectors: quotes({ en: 'Sectors', zh: '所属行业' }),
    regions: quotes({ en: 'Countries and Regions', zh: '国家和地区' }),
    systems: quotes({ en: 'Targeted Systems', zh: '目标系统' }),
    dataSought: quotes({ en: 'Data Sought', zh: '目标数据' }),
    scale: quotes({ en: 'Scale', zh: '规模' }),
    lossesAndDemands: quotes({ en: 'Losses and Demands', zh: '损失与勒索金额' }),
    effects: quotes({ en: 'Effects on the Targets', zh: '对目标的影响' }),
  }),
  instructions: {
    en: [
      'Gather intelligence on the targets of the attack: victims, sectors, regions, systems and the data aimed at.',
      'Who was hit or meant to be hit, where, and how badly? Answer from the text.',
      'Describe the victimology of the incident by organisation, industry, geography and technology.',
      'Extract all that the report says about what the attackers were after and whom they reached.',
      'Which organisations, countries and systems should consider themselves targeted according to this text?',
      'Make a target profile of the campaign, with numbers of victims and losses where the report states them.',
    ],
    zh: [
      '收集攻击目标的情报：受害者、行业、地区、系统以及被觊觎的数据。',
      '谁遭到或可能遭到攻击，在哪里，程度如何？请依据文本作答。',
      '从机构、行业、地域和技术等方面描述该事件的受害者特征。',
      '提取报告对攻击者的目标及其波及对象的全部说明。',
      '根据文本，哪些机构、国家和系统属于攻击目标？',
      '为该攻击活动绘制目标画像，并列出报告给出的受害数量与损失。',
    ],
  },
});
