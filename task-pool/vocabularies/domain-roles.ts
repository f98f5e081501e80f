import type { Vocabulary } from '../define-task.ts';

/** What part an Internet name plays in an incident. */
export const domainRoles = {
  'command-and-control': { en: 'Command and Control', zh: '命令与控制' },
  delivery: { en: 'Malware Delivery', zh: '恶意软件分发' },
  phishing: { en: 'Phishing or Impersonation', zh: '钓鱼或仿冒' },
  redirection: { en: 'Redirection', zh: '跳转' },
  exfiltration: { en: 'Data Exfiltration', zh: '数据外传' },
  'leak-or-payment-site': { en: 'Leak or Payment Site', zh: '泄露或支付站点' },
  'kill-switch': { en: 'Kill Switch', zh: '终止开关' },
  'abused-service': { en: 'Abused Legitimate Service', zh: '被滥用的合法服务' },
  victim: { en: 'Victim or Compromised Site', zh: '受害或失陷站点' },
  sinkhole: { en: 'Sinkhole', zh: '沉洞' },
} as const satisfies Vocabulary;
