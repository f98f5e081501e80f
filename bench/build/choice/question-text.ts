import type { Language } from '../../../pipeline/records.ts';
import type { Fact, FactType } from '../../../pipeline/teacher/rules/facts.ts';
import type { Letter } from '../bench-entry.ts';

type Words = Record<Language, string>;

/** What is asked for: "which … ". */
const nouns: Partial<Record<FactType, Words>> = {
  cve: { en: 'CVE identifier', zh: '哪个CVE编号' },
  'ip-address': { en: 'IP address', zh: '哪个IP地址' },
  domain: { en: 'domain name', zh: '哪个域名' },
  hash: { en: 'hash value', zh: '哪个哈希值' },
  'file-name': { en: 'file name', zh: '哪个文件名' },
  port: { en: 'port number', zh: '哪个端口号' },
  version: { en: 'version number', zh: '哪个版本号' },
  money: { en: 'amount of money', zh: '哪个金额' },
  count: { en: 'quantity', zh: '哪个数量' },
  actor: { en: 'threat group', zh: '哪个攻击组织' },
  malware: { en: 'malware', zh: '哪款恶意软件' },
  tool: { en: 'tool', zh: '哪款工具' },
  product: { en: 'product', zh: '哪款产品' },
  vendor: { en: 'company', zh: '哪家公司' },
  organisation: { en: 'organisation', zh: '哪个机构' },
  protocol: { en: 'protocol', zh: '哪种协议' },
  algorithm: { en: 'algorithm', zh: '哪种算法' },
  country: { en: 'country or region', zh: '哪个国家或地区' },
};

/** The task that a question is counted for, by what it asks for. */
export const taskOf: Partial<Record<FactType, string>> = {
  cve: 'vulnerability-information-extraction',
  version: 'vulnerability-information-extraction',
  'ip-address': 'domain-intelligence-acquisition',
  domain: 'domain-intelligence-acquisition',
  hash: 'malware-feature-extraction',
  'file-name': 'malware-feature-extraction',
  malware: 'malware-feature-extraction',
  port: 'network-protocol-utilization',
  protocol: 'network-protocol-utilization',
  date: 'time-element-acquisition',
  money: 'impact-scope',
  count: 'impact-scope',
  actor: 'attacker-information-extraction',
  tool: 'attack-tool-identification',
  product: 'key-entity-recognition',
  vendor: 'key-entity-recognition',
  organisation: 'key-entity-recognition',
  country: 'key-entity-recognition',
  algorithm: 'encryption-decryption-algorithm-identification',
};

const templates: Record<Language, readonly ((noun: string, sentence: string) => string)[]> = {
  en: [
    (noun, sentence) => `According to the text, which ${noun} belongs in the gap? “${sentence}”`,
    (noun, sentence) => `The text says: “${sentence}” Which ${noun} has been left out here?`,
    (noun, sentence) => `This sentence of the text has a gap. Which ${noun} belongs there? “${sentence}”`,
  ],
  zh: [
    (noun, sentence) => `根据原文，下面这句话的空缺处应填入${noun}？“${sentence}”`,
    (noun, sentence) => `原文写道：“${sentence}”其中略去的是${noun}？`,
    (noun, sentence) => `下面这句话出自原文，空缺之处是${noun}？“${sentence}”`,
  ],
};
const request: Words = { en: ' Answer with A, B, C or D.', zh: '请回答A、B、C或D。' };

/** The question for a sentence with a gap; the words around it go in turn. */
export function questionText(fact: Fact, gapped: string, language: Language, turn: number): string {
  const among = templates[language];
  return among[turn % among.length]!(nounOf(fact, language), gapped) + request[language];
}

function nounOf({ type, canonical, value }: Fact, language: Language): string {
  if (type !== 'date') return nouns[type]![language];
  // "early 2020" is no year, and "5月底" no month.
  if (/early|late|mid|begin|end|quarter|[半初底末旬季]/i.test(value)) return { en: 'time', zh: '哪个时间' }[language];
  if (/^\d{4}$/.test(canonical)) return { en: 'year', zh: '哪一年' }[language];
  if (/^\d{4}-\d\d$/.test(canonical)) return { en: 'month', zh: '哪年哪月' }[language];
  if (/^--\d\d$/.test(canonical)) return { en: 'month', zh: '哪个月份' }[language];
  return { en: 'date', zh: '哪个日期' }[language];
}

/** How a reader comes to the answer. */
export function thoughtText(sentence: string, answer: string, letter: Letter, language: Language): string {
  return language === 'en'
    ? `The text says “${sentence}”, so the gap stands for ${answer}. None of the other options occurs in the text. The answer is ${letter}.`
    : `原文写道“${sentence}”，因此空缺处应为${answer}，其余选项均未在文中出现。答案是${letter}。`;
}
