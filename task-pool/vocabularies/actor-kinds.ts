import type { Vocabulary } from '../define-task.ts';

/** What kind of attacker a text describes. */
export const actorKinds = {
  'state-sponsored': { en: 'State-Sponsored Group', zh: '国家背景组织' },
  'ransomware-gang': { en: 'Ransomware Gang', zh: '勒索团伙' },
  'cybercrime-group': { en: 'Cybercrime Group', zh: '网络犯罪团伙' },
  hacktivist: { en: 'Hacktivist Group', zh: '黑客行动主义组织' },
  'commercial-surveillance': { en: 'Commercial Surveillance Vendor', zh: '商业监控厂商' },
  insider: { en: 'Insider', zh: '内部人员' },
  individual: { en: 'Individual', zh: '个人' },
} as const satisfies Vocabulary;
