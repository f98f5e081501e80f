import { defineTask } from '../define-task.ts';

export const protectionStrategyResearch = defineTask({
  slug: 'protection-strategy-research',
  kind: 'generation',
  category: 'Protection Strategy Research',
  chinese: '防护策略研究',
  scope: {
    en: 'How to prevent and detect what the text describes: measures tied to the techniques, weaknesses and indicators that it gives.',
    zh: '如何预防和检测文本所述的攻击：与文中技术、弱点和指标相对应的措施。',
  },
  suits: {
    when: {
      en: 'The text describes means of attack or weaknesses against which definite measures can be named.',
      zh: '文本描述了攻击手段或弱点，可针对性地提出具体措施。',
    },
    facts: ['technique-phrase', 'cve', 'mitigation', 'tool', 'protocol', 'malware'],
    atLeast: 2,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Propose a protection strategy against the attack described, tied to its techniques.',
      'What should an organisation do to prevent and to detect this? Give measures and say what each counters.',
      'Develop layered defences from the report: before, during and after the intrusion.',
      'Recommend technical and organisational safeguards, the most effective first, with reasons from the text.',
      'Discuss which existing controls would have stopped this attack and which would have failed.',
      'Write guidance for administrators on hardening and monitoring in the light of this incident.',
    ],
    zh: [
      '针对所述攻击提出与其技术相对应的防护策略。',
      '机构应如何预防和发现这类攻击？给出措施并说明各自针对什么。',
      '根据报告构建入侵前、入侵中、入侵后的分层防御。',
      '提出技术与管理上的防护建议，最有效的在前，并以文本说明理由。',
      '讨论哪些现有控制措施本可阻止这次攻击，哪些会失效。',
      '结合该事件，为管理员撰写加固与监控指引。',
    ],
  },
});
