import { type Candidate, candidate } from './candidate.ts';
import { parseCount, plainNumber, scaleOf } from './numerals.ts';

const NUMBER = String.raw`(?<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d+)?|\d{1,12}(?:\.\d{1,8})?)`;
const SCALE = String.raw`(?<scale>hundred|thousand|million|billion|trillion|mn|bn|[kKmMbB](?![A-Za-z]))`;
const ZH_SCALE = String.raw`(?<scale>[百千万亿]{0,3})`;

const symbolMoney = new RegExp(String.raw`(?<unit>US\$|A\$|C\$|HK\$|[$€£¥￥])\s?${NUMBER}(?:[\s-]?${SCALE})?`, 'g');
const namedMoney = new RegExp(
  String.raw`(?<![\w.,$€£¥])${NUMBER}(?:[\s-]${SCALE})?\s(?:US |U\.S\. |American )?(?<unit>dollars?|euros?|pounds|yuan|RMB|USD|EUR|GBP|rubles|yen|won|bitcoins?|BTC|XMR|Monero|ETH|ether|Ethereum)(?![A-Za-z])`,
  'gi',
);
const chineseMoney = new RegExp(
  String.raw`(?<![\w.,$€£¥])${NUMBER}\s?(?:多|余)?${ZH_SCALE}(?:多|余)?\s?(?:枚|个)?(?<unit>美元|美金|欧元|英镑|人民币|日元|韩元|卢布|卢比|港元|新台币|元(?![素件组数年旦])|比特币|门罗币|以太币|BTC|XMR|ETH|USDT)`,
  'g',
);
const currencies: Record<string, string> = {
  $: 'USD',
  US$: 'USD',
  A$: 'AUD',
  C$: 'CAD',
  HK$: 'HKD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'CNY',
  '￥': 'CNY',
  dollar: 'USD',
  dollars: 'USD',
  euro: 'EUR',
  euros: 'EUR',
  pounds: 'GBP',
  yuan: 'CNY',
  rmb: 'CNY',
  rubles: 'RUB',
  yen: 'JPY',
  won: 'KRW',
  bitcoin: 'BTC',
  bitcoins: 'BTC',
  monero: 'XMR',
  ether: 'ETH',
  ethereum: 'ETH',
  美元: 'USD',
  美金: 'USD',
  欧元: 'EUR',
  英镑: 'GBP',
  人民币: 'CNY',
  元: 'CNY',
  日元: 'JPY',
  韩元: 'KRW',
  卢布: 'RUB',
  卢比: 'INR',
  港元: 'HKD',
  新台币: 'TWD',
  比特币: 'BTC',
  门罗币: 'XMR',
  以太币: 'ETH',
};

const NOUN = String.raw`(?:computers|machines|devices|systems|servers|hosts|endpoints|workstations|users|customers|accounts|records|victims|organi[sz]ations|companies|firms|businesses|countries|nations|employees|people|individuals|patients|citizens|emails|e-mails|messages|domains|websites|web sites|sites|IP addresses|IPs|hospitals|schools|stores|banks|routers|cameras|phones|smartphones|downloads|installs|installations|infections|attacks|incidents|samples|files|documents|credentials|passwords|institutions|entities|agencies|networks|bots|packages|repositories|apps|applications|wallets|websites|clients|subscribers|members|students|instances|vulnerabilities|flaws|bugs|credit cards|cards|GB|TB|gigabytes|terabytes|Gbps|Tbps)`;
/** A word before the noun describes it, unless it begins another phrase. */
const NOT_ADJECTIVE = String.raw`(?:and|or|the|of|in|to|by|can|could|will|would|may|might|must|is|are|was|were|that|which|who|for|from|on|at|with|as|have|has|had|been|be|their|its|into|it|they|we|you|when|where|while|than|but|if|not|this|these|those|a|an|affects?|allows?)`;
const englishCount = new RegExp(
  String.raw`(?:(?:more than|over|about|approximately|nearly|at least|up to|around|almost|some|an estimated|roughly|fewer than|as many as|upwards of)\s)?(?<![\w.,$€£¥\-/])${NUMBER}\+?(?:[\s-]${SCALE})?\s(?:of\s(?:the|its|their)\s)?(?<noun>(?:(?!${NOT_ADJECTIVE}\b)[A-Za-z][A-Za-z-]{1,20}\s){0,3}?${NOUN})(?![A-Za-z])`,
  'g',
);
const vagueCount = new RegExp(
  String.raw`(?<![A-Za-z])(?<number>dozens|hundreds|thousands|tens of thousands|hundreds of thousands|millions|billions)\sof\s(?<noun>(?:(?!${NOT_ADJECTIVE}\b)[A-Za-z][A-Za-z-]{1,20}\s){0,2}?${NOUN})(?![A-Za-z])`,
  'gi',
);
const ZH_NOUN = String.raw`(?:国家和地区|国家|地区|用户|账户|账号|组织|机构|网站|受害者|企业|公司|域名|系统|设备|服务器|主机|电脑|计算机|终端|样本|IP地址|IP|漏洞|文件|客户|客户端|员工|学生|人|数据|记录|邮件|信息|攻击|节点|应用|城市|省份|行业|医院|学校|银行|家庭|路由器|摄像头|手机)`;
const chineseCount = new RegExp(
  String.raw`(?:(?:超过|超|近|约|至少|多达|大约|将近|共计|逾)\s?)?(?<![\w.,$€£¥\-/])(?:${NUMBER}\s?(?:多|余)?${ZH_SCALE}(?:多|余)?|(?<vague>数|上|几)(?<vagueScale>[十百千万亿]{1,2}))\s?(?<noun>(?:台|名|家|人|条|所|位|部|万次|次|起|个|款|份|封|例|GB|TB|Gbps|Tbps)\s?(?:的)?${ZH_NOUN}?)`,
  'g',
);
const bareClassifier = /^(?:个|款|份|次|起|条|部|所|位|封|例|万次)$/;

/** Amounts of money, and counted things: machines, victims, records. Canonical `USD 4400000`, `200000 computers`. */
export function findQuantities(text: string): Candidate[] {
  if (!/\d|of\s|[数上几][十百千万]/.test(text)) return [];
  const found: Candidate[] = [];
  for (const pattern of [symbolMoney, namedMoney, chineseMoney]) {
    for (const match of text.matchAll(pattern)) {
      const { number, scale, unit } = match.groups!;
      const currency = currencies[unit!] ?? currencies[unit!.toLowerCase()] ?? unit!.toUpperCase();
      add('money', match, `${currency} ${plainNumber(parseCount(number!)! * scaleOf(scale))}`);
    }
  }
  for (const match of text.matchAll(englishCount)) {
    const value = parseCount(match.groups!.number!)! * scaleOf(match.groups!.scale);
    if (value >= 2 && isAmount(match.groups!))
      add('count', match, `${plainNumber(value)} ${match.groups!.noun!.toLowerCase()}`);
  }
  for (const match of text.matchAll(vagueCount)) add('count', match, match[0].toLowerCase());
  if (/[\u4e00-\u9fff]/.test(text)) for (const match of text.matchAll(chineseCount)) addChineseCount(match);
  return found;

  function add(type: 'money' | 'count', match: RegExpMatchArray, canonical: string): void {
    const value = match[0].trimEnd();
    found.push(candidate(type, text, match.index!, match.index! + value.length, canonical));
  }
  function addChineseCount(match: RegExpMatchArray): void {
    const { number, scale, vague, noun } = match.groups!;
    const classifier = noun!.replace(/\s|的/g, '');
    if (bareClassifier.test(classifier) && (number !== undefined || classifier === '个')) return;
    if (/^位(?:应用|系统|IP)/.test(classifier)) return;
    if (vague) {
      add('count', match, match[0]);
      return;
    }
    const value = parseCount(number!)! * scaleOf(scale);
    if (value >= 2 && !isYear(number!)) add('count', match, `${plainNumber(value)} ${classifier}`);
  }
}

/** Decimals count data volumes and millions; elsewhere they are versions and scores. */
function isAmount({ number, scale, noun }: Record<string, string | undefined>): boolean {
  if (isYear(number!)) return false;
  return !number!.includes('.') || scale !== undefined || /^(?:[GT]B|gigabytes|terabytes|[GT]bps)$/.test(noun!);
}

const isYear = (digits: string): boolean => /^(?:19[89]|20[0-3])\d$/.test(digits);
