import type { Language } from '../../../records.ts';
import type { Fact, FactType } from '../facts.ts';
import type { Said } from './answerer.ts';
import { joinNames, namesIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { entryOf } from './quoting.ts';

type Noun = readonly [one: string, many: string, chinese: string];

const nouns: Partial<Record<FactType, Noun>> = {
  cve: ['CVE number', 'CVE numbers', '个CVE编号'],
  advisory: ['advisory or named flaw', 'advisories or named flaws', '个公告或漏洞名称'],
  cvss: ['CVSS rating', 'CVSS ratings', '个CVSS评分'],
  technique: ['ATT&CK number', 'ATT&CK numbers', '个ATT&CK编号'],
  'ip-address': ['IP address', 'IP addresses', '个IP地址'],
  domain: ['domain', 'domains', '个域名'],
  url: ['URL', 'URLs', '个URL'],
  email: ['e-mail address', 'e-mail addresses', '个邮箱地址'],
  hash: ['file hash', 'file hashes', '个文件哈希'],
  'file-name': ['file name', 'file names', '个文件名'],
  'file-path': ['file path', 'file paths', '个文件路径'],
  'registry-key': ['registry key', 'registry keys', '个注册表项'],
  wallet: ['wallet', 'wallets', '个钱包地址'],
  version: ['version statement', 'version statements', '处版本信息'],
  port: ['port', 'ports', '个端口'],
  date: ['date', 'dates', '个日期'],
  period: ['period', 'periods', '个时间段'],
  money: ['sum of money', 'sums of money', '处金额'],
  count: ['figure for scale', 'figures for scale', '处规模数字'],
  actor: ['threat actor', 'threat actors', '个攻击者'],
  malware: ['malware family', 'malware families', '个恶意软件家族'],
  tool: ['tool', 'tools', '个工具'],
  product: ['product', 'products', '个产品'],
  vendor: ['vendor', 'vendors', '家厂商'],
  organisation: ['organisation', 'organisations', '个机构'],
  person: ['named person', 'named persons', '名人员'],
  protocol: ['protocol', 'protocols', '种协议'],
  algorithm: ['algorithm', 'algorithms', '种算法'],
  sector: ['sector', 'sectors', '个行业'],
  country: ['country', 'countries', '个国家或地区'],
  'event-class': ['kind of event', 'kinds of event', '类事件特征'],
  'vulnerability-class': ['type of weakness', 'types of weakness', '类漏洞类型'],
  'technique-phrase': ['described technique', 'described techniques', '种攻击手法'],
  motive: ['motive', 'motives', '种动机'],
  impact: ['statement of effects', 'statements of effects', '处影响说明'],
  mitigation: ['recommendation', 'recommendations', '条处置建议'],
};

const numbers = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');
export const numberWord = (count: number): string => numbers[count] ?? String(count);

export const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** "three dates", 「3个日期」. */
export function counted(language: Language, type: FactType, count: number): string {
  const [one, many, chinese] = nouns[type]!;
  return language === 'en' ? `${numberWord(count)} ${count === 1 ? one : many}` : `${count}${chinese}`;
}

/** Counts of the distinct facts of these types, the first few by name: "two protocols (SMB and HTTP) and one port". */
export function inventory(passage: Passage, types: readonly FactType[], options = { kinds: 4, names: 2 }): Said {
  const groups = types
    .map((type) => [type, distinctEntries(passage.facts.of(type))] as const)
    .filter(([, facts]) => facts.length > 0)
    .slice(0, options.kinds);
  const say = (language: Language) =>
    joinNames(
      language,
      groups.map(
        ([type, facts]) => `${counted(language, type, facts.length)}${inBrackets(language, facts, options.names)}`,
      ),
    );
  return { en: say('en'), zh: say('zh') };
}

function distinctEntries(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => !seen.has(entryOf(fact)) && seen.add(entryOf(fact)));
}

const wordy = new Set<FactType>([
  'impact',
  'mitigation',
  'cvss',
  'url',
  'hash',
  'file-path',
  'wallet',
  'technique-phrase',
]);

function inBrackets(language: Language, facts: readonly Fact[], most: number): string {
  if (wordy.has(facts[0]!.type)) return '';
  const names = namesIn(language, facts, most).filter((name) => name.length <= 40);
  if (names.length === 0) return '';
  const more = facts.length > names.length;
  if (language === 'zh') return `（${names.join('、')}${more ? '等' : ''}）`;
  return ` (${more ? `${names.join(', ')} among them` : joinNames('en', names)})`;
}

/** One of several wordings, by the text: the same text always gets the same. */
export const vary = <T>(passage: Passage, options: readonly T[], salt = 0): T =>
  options[(passage.seed + salt * 7) % options.length]!;

const openings: readonly ((held: Said) => Said)[] = [
  ({ en, zh }) => ({ en: `The passage holds ${en}.`, zh: `这段文字包含${zh}。` }),
  ({ en, zh }) => ({ en: `Read closely, the text gives ${en}.`, zh: `细读文本，可以得到${zh}。` }),
  ({ en, zh }) => ({ en: `There are ${en} to work with here.`, zh: `可供使用的有${zh}。` }),
  ({ en, zh }) => ({ en: `The blocks chosen mention ${en}.`, zh: `所选段落提到了${zh}。` }),
];

/** The first sentence of a thought: what the passage holds. */
export function opening(passage: Passage, types: readonly FactType[]): Said {
  const held = inventory(passage, types);
  const wording = vary(passage, openings)(held);
  // "There are one …" reads badly where a single thing comes first.
  return { en: wording.en.replace(/^There are one\b/, 'There is one'), zh: wording.zh };
}

const longest = { en: 500, zh: 250 };
const shortest = { en: 100, zh: 40 };
const restraint = {
  en: 'What the text leaves open stays open in the answer.',
  zh: '文中没有说明的部分，答案也不作推测，保持留空。',
};

/** Joins sentences into one thought; those that no longer fit are left out, first ones first. */
export function think(...sentences: readonly (Said | null)[]): Said {
  const join = (language: Language): string => {
    let text = '';
    for (const sentence of sentences) {
      if (!sentence) continue;
      const next = text === '' ? sentence[language] : `${text}${language === 'en' ? ' ' : ''}${sentence[language]}`;
      if (next.length <= longest[language] || text === '') text = next;
    }
    if (text.length >= shortest[language]) return text;
    return `${text}${language === 'en' ? ' ' : ''}${restraint[language]}`;
  };
  return { en: join('en'), zh: join('zh') };
}
