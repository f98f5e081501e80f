import type { Vocabulary } from '../../../../task-pool/define-task.ts';
import { parseLabels } from './name-list.ts';

/** What kind of event a text tells of. Canonical forms of `event-class` facts. */
export const eventClassVocabulary = {
  ransomware: { en: 'Ransomware attack', zh: '勒索软件攻击' },
  'data-breach': { en: 'Data breach', zh: '数据泄露' },
  ddos: { en: 'Denial-of-service attack', zh: '拒绝服务攻击' },
  phishing: { en: 'Phishing', zh: '网络钓鱼' },
  malware: { en: 'Malware infection', zh: '恶意软件感染' },
  botnet: { en: 'Botnet activity', zh: '僵尸网络活动' },
  cryptojacking: { en: 'Illicit cryptomining', zh: '恶意挖矿' },
  'supply-chain': { en: 'Supply-chain attack', zh: '供应链攻击' },
  espionage: { en: 'Cyber espionage', zh: '网络间谍活动' },
  apt: { en: 'Targeted attack', zh: 'APT攻击' },
  destructive: { en: 'Destructive attack', zh: '破坏性攻击' },
  'vulnerability-exploitation': { en: 'Vulnerability exploitation', zh: '漏洞利用' },
  'zero-day': { en: 'Zero-day vulnerability', zh: '零日漏洞' },
  'vulnerability-disclosure': { en: 'Vulnerability disclosure', zh: '漏洞披露' },
  'web-attack': { en: 'Attack on a web site', zh: '网站攻击' },
  defacement: { en: 'Defacement', zh: '网页篡改' },
  'account-takeover': { en: 'Account takeover', zh: '账户盗用' },
  'brute-force': { en: 'Brute-force attack', zh: '暴力破解' },
  fraud: { en: 'Fraud or theft of money', zh: '诈骗与盗窃资金' },
  insider: { en: 'Insider threat', zh: '内部威胁' },
} as const satisfies Vocabulary;

export const eventClasses = parseLabels(`
ransomware: ransomware, ransomware attack, ransomware attacks, ransomware campaign, ransomware infection, ransomware incident, double extortion, 勒索软件, 勒索病毒, 勒索攻击, 勒索软件攻击, 勒索木马, 双重勒索, 勒索事件
data-breach: data breach, data breaches, data leak, data leaks, data theft, leaked data, stolen data, personal data was stolen, data exposure, leaked database, 数据泄露, 数据泄漏, 信息泄露, 信息泄漏, 数据窃取, 数据被盗, 拖库, 个人信息泄露
ddos: DDoS, DDoS attack, DDoS attacks, denial of service attack, denial-of-service attacks, distributed denial of service, DDoS攻击, 拒绝服务攻击, 分布式拒绝服务, 流量攻击
phishing: phishing, phishing attack, phishing attacks, phishing campaign, phishing campaigns, phishing email, phishing emails, phishing e-mails, spear phishing, spearphishing, smishing, vishing, business email compromise, credential phishing, phishing page, phishing pages, phishing site, phishing sites, phishing kit, 钓鱼攻击, 网络钓鱼, 钓鱼邮件, 钓鱼网站, 钓鱼活动, 鱼叉攻击, 鱼叉式钓鱼, 钓鱼页面, 钓鱼链接
malware: malware infection, malware infections, malware campaign, malware campaigns, banking trojan, banking trojans, banking malware, remote access trojan, infostealer, infostealers, information stealer, spyware, computer worm, trojan horse, 木马病毒, 银行木马, 窃密木马, 远控木马, 远程控制木马, 间谍软件, 蠕虫病毒, 病毒传播, 恶意软件感染, 恶意程序传播, 后门木马
botnet: botnet, botnets, 僵尸网络
cryptojacking: cryptojacking, cryptomining malware, cryptocurrency mining malware, coin miner, coin miners, cryptominer, cryptominers, crypto-mining malware, illicit mining, 挖矿木马, 挖矿病毒, 恶意挖矿, 挖矿蠕虫, 挖矿攻击, 挖矿程序
supply-chain: supply chain attack, supply chain attacks, supply chain compromise, software supply chain, 供应链攻击, 供应链投毒, 供应链污染, 软件供应链, 投毒事件, 投毒攻击
espionage: cyber espionage, cyberespionage, cyber-espionage campaign, espionage campaign, espionage operation, espionage operations, espionage, 网络间谍, 间谍活动, 网络窃密, 窃密活动, 情报窃取
apt: APT attack, APT attacks, advanced persistent threat, advanced persistent threats, targeted attack, targeted attacks, APT攻击, 高级持续性威胁, 高级可持续性威胁, 定向攻击, 针对性攻击, APT组织
destructive: wiper, wiper malware, destructive malware, destructive attack, destructive attacks, data-wiping malware, 数据擦除, 擦除器, 擦除恶意软件, 破坏性攻击, 破坏性恶意软件
vulnerability-exploitation: exploited in the wild, exploiting the vulnerability, exploit the vulnerability, exploitation of the vulnerability, actively exploited, active exploitation, under active attack, exploits a vulnerability, vulnerability exploitation, exploiting vulnerabilities, exploited vulnerabilities, in-the-wild exploitation, 漏洞利用, 利用漏洞, 利用该漏洞, 在野利用, 漏洞攻击, 利用此漏洞
zero-day: zero-day, zero day, zero-days, 0-day, 0day, zero-day vulnerability, zero-day vulnerabilities, zero-day exploit, 0day漏洞, 0-day漏洞, 零日漏洞, 零日攻击
vulnerability-disclosure: security advisory, security advisories, disclosed vulnerability, vulnerability disclosure, critical vulnerability, critical vulnerabilities, security update, security updates, Patch Tuesday, 安全公告, 漏洞公告, 漏洞通告, 高危漏洞, 漏洞预警, 安全更新, 漏洞披露, 漏洞描述
web-attack: web shell, web shells, webshell, webshells, watering hole, watering holes, watering-hole attack, web skimming, card skimming, drive-by download, 网站攻击, 网页挂马, 水坑攻击, 网站被黑, 网站挂马
defacement: defacement, website defacement, defaced, defacements, 网页篡改, 网站篡改, 页面篡改
account-takeover: account takeover, account takeovers, account hijacking, hijacked accounts, credential stuffing, SIM swapping, SIM swap, 账号盗用, 账户接管, 账号被盗, 盗号, 撞库
brute-force: brute force, brute-force attack, brute-force attacks, brute forcing, password spraying, 暴力破解, 密码爆破, 弱口令爆破, 爆破攻击, 密码喷洒, 暴破
fraud: bank fraud, wire fraud, fraudulent transfers, fraudulent transactions, online scam, scam campaign, cryptocurrency theft, crypto heist, bank heist, cyber heist, rug pull, 电信诈骗, 网络诈骗, 盗刷, 资金被盗, 虚假转账, 加密货币盗窃
insider: insider threat, insider threats, malicious insider, disgruntled employee, 内部威胁, 内鬼, 内部人员泄密
`);
