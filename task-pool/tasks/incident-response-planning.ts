import { defineTask } from '../define-task.ts';

export const incidentResponsePlanning = defineTask({
  slug: 'incident-response-planning',
  kind: 'generation',
  category: 'Incident Response Planning',
  chinese: '事件响应规划',
  scope: {
    en: 'What to do after such an incident, in order: containment, evidence, eradication, recovery, communication, and lessons.',
    zh: '此类事件发生后应依次采取的措施：遏制、取证、清除、恢复、沟通与复盘。',
  },
  suits: {
    when: {
      en: 'The text describes an intrusion or a weakness in use, to which an organisation would have to respond.',
      zh: '文本描述了需要机构作出响应的入侵或正被利用的漏洞。',
    },
    facts: ['malware', 'event-class', 'impact', 'domain', 'ip-address', 'hash', 'mitigation'],
    atLeast: 2,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Plan the response to this incident: containment, eradication, recovery and communication, in order.',
      'What should a response team do in the first hours, days and weeks after discovering this attack?',
      'Draft a response plan for an organisation that finds the described signs in its network.',
      'Lay out the steps to contain and remove the threat, with the indicators in the text to search for.',
      'Explain how to investigate, recover and report in a case like this, and who has to be involved.',
      'Write a playbook for the incident type in this report, adapted to its particular techniques.',
    ],
    zh: [
      '为该事件制定响应计划，依次包括遏制、清除、恢复和沟通。',
      '发现此类攻击后，响应团队在最初数小时、数天和数周内应做什么？',
      '为在网络中发现所述迹象的机构起草响应方案。',
      '列出遏制和清除威胁的步骤，并说明应搜索文中的哪些指标。',
      '说明此类案件如何调查、恢复和上报，以及需要哪些人参与。',
      '针对报告中的事件类型编写处置手册，并结合其具体手法。',
    ],
  },
});
