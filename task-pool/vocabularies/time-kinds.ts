import type { Vocabulary } from '../define-task.ts';

/** How a text says when. */
export const timeKinds = {
  date: { en: 'Point in Time', zh: '时间点' },
  period: { en: 'Period', zh: '时间段' },
  duration: { en: 'Duration', zh: '持续时长' },
  frequency: { en: 'Frequency', zh: '频率' },
} as const satisfies Vocabulary;

/** What a date means in the life of an incident. */
export const timeRoles = {
  'attack-activity': { en: 'Attack Activity', zh: '攻击活动' },
  discovery: { en: 'Discovery', zh: '发现' },
  disclosure: { en: 'Disclosure or Publication', zh: '披露或发布' },
  'fix-release': { en: 'Fix or Update Released', zh: '发布修复或更新' },
  'response-recovery': { en: 'Response or Recovery', zh: '响应或恢复' },
  'legal-action': { en: 'Legal Action', zh: '法律行动' },
  infrastructure: { en: 'Registration or Compilation', zh: '注册或编译' },
  background: { en: 'Background', zh: '背景' },
} as const satisfies Vocabulary;
