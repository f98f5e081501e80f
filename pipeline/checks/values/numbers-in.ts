import { englishNumber, englishNumeral, factorOf, hanNumber, hanNumeral } from './numerals.ts';

export type NumberUnit = 'money' | 'percent' | 'counted';

/** A number as a text says it. */
export interface SaidNumber {
  value: number;
  /** With its scale and unit, for a person to read. */
  text: string;
  /** What it measures, where the text says so; `counted` is for people, machines and organisations hit. */
  unit: NumberUnit | null;
  /** Whether it is written in digits: words such as "hundred" or 「一」 often count nothing. */
  isDigits: boolean;
  /** Whether it is said as a rough figure: it has a scale, or "about" stands before it. */
  isRough: boolean;
  start: number;
  end: number;
}

const DIGITS = String.raw`(?<![\w.:/]|[A-Za-z]-)(?<digits>\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?![.:/]?\d)`;
// 「360百科」 and 「3千米」 are no multiples.
const SCALE = String.raw`(?:[\s-]?(?<scale>hundred|thousand|million|billion|trillion|mn|bn|[kKmMbB])(?![A-Za-z])|\s?[多余来]?\s?(?<hanScale>[十百千万亿]{1,3})(?![米克科度瓦]))?`;
const AFTER = String.raw`(?=[kKMGTP][Bb](?:ps)?(?![A-Za-z])|[^\w]|$)`;
const number = new RegExp(
  String.raw`${DIGITS}${SCALE}${AFTER}|(?<english>\b(?:a\s)?${englishNumeral}(?:(?:[\s-]|\sand\s)${englishNumeral}){0,6}\b)|(?<![数几上])(?<han>${hanNumeral}{1,12})`,
  'gi',
);

const currency = String.raw`(?:US\s?|U\.S\.\s?|American\s|Thai\s)?(?:dollars?|euros?|pounds(?:\ssterling)?|yuan|RMB|USD|EUR|GBP|CNY|rubles|yen|won|rupees|baht|bitcoins?|BTC|XMR|Monero|ETH|ether|cents)(?![A-Za-z])|美元|美金|欧元|英镑|人民币|日元|韩元|卢布|卢比|港元|新台币|元(?![素件组数年旦])|比特币|门罗币|以太币|泰铢`;
const moneyBefore = /(?:[$€£¥￥₽₹]|\b(?:USD|EUR|GBP|RMB|CNY|BTC)|人民币)\s?$/;
const moneyAfter = new RegExp(String.raw`^\s?(?:[-\s])?[多余]?(?:枚|个|in\s)?\s?(?:${currency})`, 'i');
const percentAfter = /^\s?(?:%|％|percent\b|per cent\b|percentage points?\b|个?百分点)/i;
const percentBefore = /百分之\s?$/;
const tenths = /^成(?![为功立员本长果就分熟交都像])/;

const NOUN =
  '(?:computers|machines|devices|systems|servers|hosts|endpoints|workstations|users|customers|accounts|records|victims|organi[sz]ations|companies|firms|businesses|enterprises|employees|people|individuals|patients|citizens|consumers|hospitals|schools|stores|banks|routers|cameras|phones|smartphones|downloads|installs|installations|infections|credentials|passwords|institutions|agencies|bots|clients|subscribers|members|students|cards|[GTP]B|gigabytes|terabytes|[GTM]bps)';
const NOT_ADJECTIVE =
  '(?:and|or|the|of|in|to|by|can|could|will|would|may|might|must|is|are|was|were|that|which|who|for|from|on|at|with|as|have|has|had|been|be|their|its|into|it|they|we|you|when|where|while|than|but|if|not|this|these|those|a|an)';
const countedAfter = new RegExp(
  String.raw`^\+?\s?(?:of\s(?:the|its|their)\s)?(?:(?!${NOT_ADJECTIVE}\b)[a-z][a-z-]{1,20}\s){0,3}?${NOUN}(?![A-Za-z])`,
  'i',
);
const hanCountedAfter =
  /^\s?[多余]?\s?(?:[台名家户](?![族])|人(?![民工])|位(?!于|置|数)|万?人次|[个所条种]?的?\s?(?:个人|用户|客户)?(?:受害者|用户|账户|账号|组织|机构|网站|企业|公司|系统|设备|服务器|主机|电脑|计算机|终端|客户|员工|学生|医院|学校|银行|路由器|摄像头|手机|数据|记录|信息)|[GTP]B|[GTM]bps)/;
const hedgeBefore =
  /(?:about|around|over|more than|nearly|almost|approximately|roughly|at least|up to|some|as many as|an estimated|超过|超|近|约|大约|逾|至少|多达|高达|将近|共计)\s?(?:US)?[$€£¥￥]?\s?$/i;
const joiner = /^\s?(?:to|and|or|-|–|—|~|～|至|到|和|或|、|,)\s?(?:US)?[$€£¥￥]?\s?$/i;

/**
 * Every number that a text gives, scale and unit read off what stands around it: "$1.2 million", 「120万美元」, "30 percent",
 * 「三成」. Parts of names, versions, addresses and times (`AES-256`, `2.14.1`, `10:30`) are left out.
 */
export function numbersIn(text: string): SaidNumber[] {
  const found: SaidNumber[] = [];
  for (const match of text.matchAll(number)) {
    const said = readNumber(text, match);
    if (said) found.push(said);
  }
  // "20 to 30 million", 「20%至30」: what is said of the last of a range or list holds for those before it.
  for (let i = found.length - 2; i >= 0; i--) {
    const one = found[i]!;
    const next = found[i + 1]!;
    if (!joiner.test(text.slice(one.end, next.start))) continue;
    one.unit ??= next.unit;
    const factor = next.isDigits && one.isDigits && !one.isRough ? scaleWritten(next.text) : 1;
    if (factor > 1 && one.value < 1000) found[i] = { ...one, value: one.value * factor, isRough: true };
  }
  return found;
}

function readNumber(text: string, match: RegExpExecArray): SaidNumber | null {
  const { digits, scale, hanScale, english, han } = match.groups!;
  const start = match.index;
  const end = start + match[0].length;
  const before = text.slice(Math.max(0, start - 18), start);
  const after = text.slice(end, end + 90);
  let value = digits
    ? Number(digits.replaceAll(',', '')) * factorOf(scale ?? hanScale)
    : english
      ? englishNumber(english)
      : hanNumber(han!);
  value = Number(value.toPrecision(12));
  let unit: NumberUnit | null = null;
  let ending = end;
  if (percentBefore.test(before) || percentAfter.test(after)) unit = 'percent';
  else if (tenths.test(after) && value <= 10) {
    unit = 'percent';
    value *= 10;
    ending++;
  } else if (moneyBefore.test(before) || moneyAfter.test(after)) unit = 'money';
  else if (countedAfter.test(after) || hanCountedAfter.test(after)) unit = 'counted';
  if (unit && /^\s?[%％]/.test(after)) ending += after.indexOf('%') + 1 || 1;
  return {
    ...{ value, unit, start, end, isDigits: digits !== undefined },
    text: text.slice(start, ending),
    isRough: Boolean(scale ?? hanScale) || hedgeBefore.test(before),
  };
}

const scaleWritten = (text: string): number =>
  factorOf(/(?:hundred|thousand|million|billion|trillion|mn|bn|[十百千万亿]+)$/i.exec(text)?.[0]);
