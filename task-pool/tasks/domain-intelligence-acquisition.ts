import { z } from 'zod';
import { defineTask, label, quote, quotes, records } from '../define-task.ts';
import { domainRoles } from '../vocabularies/domain-roles.ts';

export const domainIntelligenceAcquisition = defineTask({
  slug: 'domain-intelligence-acquisition',
  kind: 'understanding',
  category: 'Domain Intelligence Acquisition',
  chinese: '域名情报获取',
  scope: {
    en: 'The Internet domains and URLs of the incident, their role, addresses, registration and hosting, and how one led to another.',
    zh: '事件涉及的互联网域名与URL，其作用、解析地址、注册与托管信息，以及相互跳转的关系。',
  },
  suits: {
    when: {
      en: 'The text gives domain names or URLs that belong to the incident, not only links to further reading.',
      zh: '文本给出了属于该事件的域名或URL，而不只是延伸阅读的链接。',
    },
    facts: ['domain', 'url'],
    atLeast: 1,
  },
  answer: z.object({
    domains: records(
      {
        domain: quote({ en: 'Domain', zh: '域名' }),
        role: label(domainRoles, { en: 'Role', zh: '作用' }),
        urls: quotes({ en: 'URLs', zh: 'URL' }),
        resolvesTo: quotes({ en: 'Resolves To', zh: '解析地址' }),
        registration: quote({ en: 'Registration', zh: '注册信息' }),
        hosting: quote({ en: 'Hosting', zh: '托管信息' }),
        relatedMalware: quotes({ en: 'Related Malware', zh: '关联恶意软件' }),
        context: quote({ en: 'Context', zh: '上下文' }),
      },
      { en: 'Domains', zh: '域名列表' },
    ),
    redirectChain: quotes({ en: 'Redirect Chain', zh: '跳转链' }),
  }),
  instructions: {
    en: [
      'Collect the domain intelligence in the text: names, URLs, addresses, registration and the part each plays in the attack.',
      'Which Internet names does the report tie to the attackers, and what was each of them for?',
      'Extract all domains and URLs related to the incident as they are written, defanged or not, with their context.',
      'Draw up a blocklist entry for each domain of the incident, with the role and the evidence the text gives.',
      'Describe the web infrastructure of the attack: which names were registered, where they pointed, how victims were led along.',
      'From the indicators and the prose, gather what is known of each domain, and leave out what the text does not state.',
    ],
    zh: [
      '收集文中的域名情报：名称、URL、地址、注册信息以及各自在攻击中的作用。',
      '报告将哪些网络名称与攻击者联系起来？它们各有什么用途？',
      '按原文写法（无论是否做过去活化处理）提取与事件有关的全部域名和URL及其上下文。',
      '为事件中的每个域名整理一条封禁记录，附上文本给出的作用和依据。',
      '描述攻击的网络基础设施：注册了哪些名称、指向何处、如何引导受害者。',
      '综合指标表和正文，汇总每个域名的已知信息，文中未说明的不填。',
    ],
  },
});
