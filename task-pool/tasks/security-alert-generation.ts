import { defineTask } from '../define-task.ts';

export const securityAlertGeneration = defineTask({
  slug: 'security-alert-generation',
  kind: 'generation',
  category: 'Security Alert Generation',
  chinese: '安全告警生成',
  scope: {
    en: 'An alert ready to send: what happened, who is affected, how severe it is and why, which indicators to look for, what to do.',
    zh: '可直接发出的告警：发生了什么、谁受影响、严重程度及理由、应排查的指标、应采取的行动。',
  },
  suits: {
    when: {
      en: 'The text reports something that others should act on: an active threat, a weakness in use, or indicators.',
      zh: '文本报道了他人应当据以行动的情况：活跃威胁、正被利用的漏洞或可排查的指标。',
    },
    facts: ['cve', 'ip-address', 'domain', 'url', 'hash', 'malware', 'mitigation', 'event-class'],
    atLeast: 2,
  },
  length: { en: { least: 150, most: 2500 }, zh: { least: 60, most: 1200 } },
  instructions: {
    en: [
      'Write a security alert from this report: what, who is affected, severity, indicators and action.',
      'Turn the text into a warning that can be sent to administrators at once.',
      'Draft an alert for the organisations at risk, short enough to be read and specific enough to act on.',
      'Issue an advisory on the threat in the text, with its severity and the reason for it, and what to search for.',
      'Compose a notification for a security operations centre that names the threat, its signs and the first steps.',
      'What would you tell your users and system owners today about this? Write the alert.',
    ],
    zh: [
      '根据报告撰写安全告警：事件、受影响方、严重程度、指标和处置措施。',
      '把文本转化为可立即发给管理员的预警。',
      '为面临风险的机构起草告警，简短易读且足够具体以便行动。',
      '就文中的威胁发布通告，说明严重程度及理由，以及应排查的内容。',
      '为安全运营中心撰写通知，点明威胁、迹象和首要步骤。',
      '针对此事今天应当告知用户和系统负责人什么？请写出告警。',
    ],
  },
});
