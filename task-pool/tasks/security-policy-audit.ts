import { defineTask } from '../define-task.ts';

export const securityPolicyAudit = defineTask({
  slug: 'security-policy-audit',
  kind: 'generation',
  category: 'Security Policy Audit',
  chinese: '安全策略审计',
  scope: {
    en: "What an organisation's policies should check or change in the light of the incident, and the gap each point answers.",
    zh: '结合该事件，机构的安全策略应核查或修改哪些内容，以及各自针对的缺口。',
  },
  suits: {
    when: {
      en: 'The text shows failings of practice or control: missing patches, weak credentials, exposed services, poor oversight of suppliers.',
      zh: '文本反映出管理或控制上的缺失：补丁缺失、口令薄弱、服务暴露、供应商监管不足等。',
    },
    facts: ['mitigation', 'vulnerability-class', 'technique-phrase', 'protocol', 'cve'],
    atLeast: 2,
  },
  length: { en: { least: 300, most: 3000 }, zh: { least: 100, most: 1200 } },
  instructions: {
    en: [
      'Audit security policy in the light of this incident: what should be checked or changed, and why?',
      'Which rules and controls failed or were missing here? Derive the points an audit should cover.',
      'Write audit findings for an organisation exposed to this kind of attack, each with its ground in the text.',
      'Discuss what the incident means for policies on access, patching, monitoring and suppliers.',
      'Formulate questions an auditor should put after reading this report, and what a good answer to each would show.',
      'Recommend changes to security policy that address the causes of the incident and not only its symptoms.',
    ],
    zh: [
      '结合该事件审计安全策略：应核查或修改什么，为什么？',
      '哪些制度和控制失效或缺失？由此提出审计应覆盖的要点。',
      '为面临此类攻击的机构撰写审计发现，并逐条以文本为依据。',
      '讨论该事件对访问、补丁、监控和供应商等方面的策略意味着什么。',
      '提出审计人员读完报告后应询问的问题，以及合格的回答应体现什么。',
      '提出针对事件成因而非仅针对表象的安全策略修改建议。',
    ],
  },
});
