import type { Vocabulary } from '../../../../task-pool/define-task.ts';
import { parseLabels } from './name-list.ts';

/** What the attackers are said to want. Canonical forms of `motive` facts. */
export const motiveVocabulary = {
  financial: { en: 'Financial gain', zh: '经济利益' },
  espionage: { en: 'Espionage', zh: '间谍与情报' },
  sabotage: { en: 'Sabotage', zh: '破坏' },
  hacktivism: { en: 'Protest or ideology', zh: '黑客行动主义' },
  influence: { en: 'Influence on opinion or elections', zh: '影响舆论或选举' },
  surveillance: { en: 'Surveillance of persons', zh: '监视个人' },
  'credential-theft': { en: 'Theft of credentials', zh: '窃取凭证' },
} as const satisfies Vocabulary;

export const motives = parseLabels(`
financial: financially motivated, financial gain, monetary gain, financial motivation, financial motives, demanded a ransom, demanding a ransom, ransom payment, ransom demand, ransom payments, pay the ransom, extort money, extort victims, generate revenue, steal money, stealing money, make money, steal cryptocurrency, stealing cryptocurrency, mine cryptocurrency, mine Monero, cryptocurrency mining, 牟利, 获利, 谋取利益, 经济利益, 非法获利, 获取利益, 索要赎金, 支付赎金, 勒索赎金, 赎金, 谋利, 窃取加密货币, 挖矿获利, 敲诈勒索
espionage: cyber espionage, cyberespionage, espionage, intelligence gathering, gather intelligence, gathering intelligence, collect intelligence, intelligence collection, steal sensitive information, stealing sensitive information, steal sensitive data, steal confidential information, steal intellectual property, steal trade secrets, steal state secrets, 窃取敏感信息, 窃取机密, 窃取情报, 窃取敏感数据, 窃取机密信息, 情报收集, 收集情报, 网络间谍, 间谍活动, 情报窃取, 窃取国家机密, 窃取知识产权, 窃取商业机密
sabotage: sabotage, sabotaging, cause disruption, causing disruption, cause physical damage, disrupt operations, disrupt critical infrastructure, destroy data, destroying data, 蓄意破坏, 破坏关键基础设施, 造成物理破坏, 瘫痪系统, 制造混乱, 破坏活动
hacktivism: hacktivist, hacktivists, hacktivism, politically motivated, in protest against, 黑客行动主义, 黑客活动分子, 政治动机, 政治诉求, 抗议
influence: influence operation, influence operations, disinformation, disinformation campaign, election interference, interfere in the election, influence the election, information operations, 虚假信息, 干预选举, 干扰选举, 舆论操纵, 认知战
surveillance: surveillance, spy on journalists, spying on, spy on dissidents, monitor dissidents, track dissidents, 监视, 监控异见人士, 监听
credential-theft: steal credentials, stealing credentials, steal login credentials, harvest credentials, credential harvesting, credential theft, steal passwords, stealing passwords, steal banking credentials, 窃取凭证, 窃取凭据, 窃取账号密码, 窃取密码, 窃取账号, 盗取账号, 窃取银行凭证, 窃取登录凭证
`);
