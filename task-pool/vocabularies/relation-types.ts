import type { Vocabulary } from '../define-task.ts';

/** Directed relations between named entities, after the relationships of STIX 2.1. */
export const relationTypes = {
  uses: { en: 'Uses', zh: '使用' },
  targets: { en: 'Targets', zh: '攻击目标为' },
  exploits: { en: 'Exploits', zh: '利用漏洞' },
  delivers: { en: 'Delivers', zh: '投递' },
  downloads: { en: 'Downloads', zh: '下载' },
  'communicates-with': { en: 'Communicates With', zh: '通信对象为' },
  affects: { en: 'Affects', zh: '影响' },
  'attributed-to': { en: 'Attributed To', zh: '归因于' },
  'also-known-as': { en: 'Also Known As', zh: '别名为' },
  'named-by': { en: 'Named By', zh: '命名者为' },
  'variant-of': { en: 'Variant Of', zh: '变种来源为' },
  'located-in': { en: 'Located In', zh: '位于' },
  discovered: { en: 'Discovered', zh: '发现' },
  fixes: { en: 'Fixes', zh: '修复' },
  'related-to': { en: 'Related To', zh: '相关' },
} as const satisfies Vocabulary;
