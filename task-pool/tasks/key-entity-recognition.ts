import { z } from 'zod';
import { defineTask, quotes } from '../define-task.ts';

export const keyEntityRecognition = defineTask({
  slug: 'key-entity-recognition',
  kind: 'understanding',
  category: 'Key Entity Recognition',
  chinese: '关键实体识别',
  scope: {
    en: 'The actors, malware, tools, victims, other organisations, people, products, weaknesses, places, addresses, files and accounts that the text names.',
    zh: '文本点名的攻击者、恶意软件、工具、受害者、其他机构、人员、产品、漏洞、地点、网络地址、文件与账户。',
  },
  suits: {
    when: {
      en: 'The text names at least a handful of things of different kinds, so that sorting them tells the reader who did what with what.',
      zh: '文本点名了若干不同类别的对象，把它们归类后能看清谁用什么做了什么。',
    },
    facts: ['actor', 'malware', 'tool', 'organisation', 'vendor', 'product', 'country', 'cve', 'domain'],
    atLeast: 3,
  },
  answer: z.object({
    threatActors: quotes({ en: 'Threat Actors', zh: '威胁行为者' }),
    malware: quotes({ en: 'Malware', zh: '恶意软件' }),
    tools: quotes({ en: 'Tools', zh: '工具' }),
    victims: quotes({ en: 'Victims', zh: '受害者' }),
    organisations: quotes({ en: 'Other Organisations', zh: '其他组织机构' }),
    people: quotes({ en: 'People', zh: '人员' }),
    products: quotes({ en: 'Products', zh: '产品' }),
    vulnerabilities: quotes({ en: 'Vulnerabilities', zh: '漏洞' }),
    locations: quotes({ en: 'Countries and Regions', zh: '国家和地区' }),
    networkAddresses: quotes({ en: 'Network Addresses', zh: '网络地址' }),
    files: quotes({ en: 'Files', zh: '文件' }),
    accounts: quotes({ en: 'Accounts and Wallets', zh: '账户与钱包' }),
  }),
  instructions: {
    en: [
      'Pick out every key entity that the incident text names and group the names by what kind of thing they are.',
      'Who and what appears in this report? List the attackers, malware, tools, victims, products and addresses it mentions.',
      'Read the security report and return its named entities, each under the category it belongs to.',
      'Build an entity inventory of the incident for a threat intelligence database: actors, victims, software, weaknesses, places.',
      'From the passage, identify the people, organisations, malicious programs and technical artefacts that play a part in the attack.',
      'Mark the entities an analyst would need to remember from this text, and sort them into attackers, affected parties and technical objects.',
      'Recognise all proper names and identifiers relevant to the security event, exactly as they are written.',
    ],
    zh: [
      '找出事件文本中点名的全部关键实体，并按类别归组。',
      '这篇报告里出现了哪些人和物？请列出攻击者、恶意软件、工具、受害方、产品及网络地址。',
      '阅读安全报告，将其中的命名实体逐一归入所属类别。',
      '为威胁情报库建立该事件的实体清单，涵盖攻击方、受害方、软件、漏洞和地点。',
      '从文中识别在攻击中起作用的人员、机构、恶意程序和技术痕迹。',
      '标出分析人员需要记住的实体，并区分攻击方、受影响方和技术对象。',
      '识别与该安全事件有关的所有专有名称和标识，保持原文写法。',
    ],
  },
});
