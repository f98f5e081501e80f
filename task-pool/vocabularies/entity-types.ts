import type { Vocabulary } from '../define-task.ts';

/** Kinds of named thing at the two ends of a relation, after the objects of STIX 2.1. */
export const entityTypes = {
  'threat-actor': { en: 'Threat Actor', zh: '威胁行为者' },
  malware: { en: 'Malware', zh: '恶意软件' },
  tool: { en: 'Tool', zh: '工具' },
  vulnerability: { en: 'Vulnerability', zh: '漏洞' },
  'attack-technique': { en: 'Attack Technique', zh: '攻击技术' },
  product: { en: 'Product', zh: '产品' },
  organisation: { en: 'Organisation', zh: '组织机构' },
  person: { en: 'Person', zh: '人员' },
  sector: { en: 'Sector', zh: '行业' },
  location: { en: 'Country or Region', zh: '国家或地区' },
  'network-address': { en: 'Network Address', zh: '网络地址' },
  file: { en: 'File', zh: '文件' },
} as const satisfies Vocabulary;
