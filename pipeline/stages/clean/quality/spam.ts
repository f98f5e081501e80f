import { longestPhrase, percent, type QualityText, shareOf, unitsOf } from './quality-text.ts';

const offer =
  /\b(?:buy (?:now|cheap|online|today)|order now|best (?:price|deal|offer)s?|limited[- ]time|discount|coupon|promo code|free shipping|money[- ]back|100% (?:free|working|safe|guaranteed)|(?:free|full) (?:download|version)|keygen|serial (?:key|number)|(?:cracked|crack) (?:version|download|full)|license key|activation (?:key|code)|casino|betting|slots?|jackpot|bonus|viagra|cialis|payday loan|earn \$?\d+|make money|work from home|act now|click (?:here|below|the link|the button)|call (?:us )?(?:now|toll)|toll[- ]free|technical support number|visit our (?:store|shop|website)|we offer|our (?:experts?|team) (?:will|can|offer)|guaranteed?|satisfaction|look no further|top \d+ (?:best|antivirus|vpn)|affordable|% off|sale ends|(?:whatsapp|telegram) us|dm us)\b|加(?:微信|QQ|群|我)|(?:微信|QQ|扣扣)(?:号|：|:)\s?\w+|点击(?:购买|领取|下载|咨询|进入)|立即(?:购买|下载|咨询|领取|体验|抢购)|限时(?:优惠|特价|抢购)|优惠(?:价|码|券)|特价|折扣|包邮|代(?:开|办|理|刷|写)|发票|日赚|月入|赚钱|兼职|博彩|彩票|娱乐城|棋牌|返利|破解版|注册机|激活码|免费(?:下载|领取|送)|绿色版|无毒|高速下载|下载地址|全网(?:最低|首发)|包(?:过|教|会)|诚信(?:合作|经营)|价格(?:从优|面议)|热线|咨询电话/i;
const model =
  /\b(?:as an ai (?:language )?model|as a large language model|i (?:cannot|can['’]t) (?:browse|access real-time)|my (?:knowledge|training) (?:cutoff|data)|regenerate response|certainly! here(?: is|['’]s)|sure[,!] here(?: is|['’]s)|i hope this (?:helps|article)|let me know if you (?:need|would|have)|here is (?:an?|the) (?:\d+[- ]word )?(?:article|blog post|rewritten)|\[insert [^\]]+\])|作为(?:一个|一款|一名)?(?:人工智能|AI|大型?)(?:语言)?(?:模型|助手)|我的(?:知识|训练数据)截止|希望(?:这篇文章|以上(?:内容|回答)|这些?(?:信息|内容)?)(?:能)?(?:对您|帮助|有所)|以下是(?:一篇|根据您|为您)|当然[，！,!]\s?(?:以下|下面)|如果您(?:还有|需要)(?:其他|更多|进一步)/i;

// A report on a fraud quotes what the fraud offers.
const reporting =
  /\b(?:researchers|analysts|victims?|scammers?|attackers?|fraudsters?|phish(?:ing|ed|es)|impersonat\w+|CVE-\d{4})\b|hxxp|\[\.\]|攻击者|受害(?:者|人)|研究人员|诈骗(?:分子|团伙|者)|黑产|团伙|钓鱼/i;

/** Advertising, texts stuffed with what people search for, and what a model was made to write without a reader. */
export function checkSpam(text: QualityText): string | null {
  const written = text.sentences.filter((sentence) => model.test(sentence)).length;
  if (written >= 2) return `${written} sentences are a model's talk about its own answer.`;
  const isOffer = (sentence: string) => sentence.length <= longestPhrase[text.language] && offer.test(sentence);
  const offers = text.sentences.filter(isOffer).length;
  const share = shareOf(text, isOffer);
  if (offers >= 3 && share > 0.4 && !reporting.test(text.whole))
    return `${percent(share)} of the text offers something.`;
  return stuffing(text);
}

const mostOfOneWord = { en: 0.09, zh: 0.1 } as const;
const functionWords =
  /^(?:the|a|an|of|to|and|in|on|for|with|is|are|was|were|be|by|that|this|it|as|at|from|or|you|your)$/;

/** One word, or pair of Han characters, that comes up far more often than in any report. */
function stuffing({ lines, language }: QualityText): string | null {
  // A list of products names one of them again and again, a line each.
  const long = lines.filter((line) => line.length > longestPhrase[language] / 3);
  const units = unitsOf(long.join('\n'), language);
  if (units.length < 40) return null;
  const counts = new Map<string, number>();
  for (const [at, unit] of units.entries()) {
    const key = language === 'en' ? unit : `${unit}${units[at + 1] ?? ''}`;
    if (language === 'en' ? !functionWords.test(key) : /^\p{sc=Han}{2}$/u.test(key))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [word, times] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0]);
  const share = times / units.length;
  return times >= 8 && share > mostOfOneWord[language] ? `“${word}” is ${percent(share)} of its words.` : null;
}
