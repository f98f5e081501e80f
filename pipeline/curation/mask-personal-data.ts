import type { Evidence, Language } from '../records.ts';

interface Maskable {
  language: Language;
  input: string;
  thought: string;
  output: string | Record<string, unknown>;
  evidence: Evidence[];
}

const address = /(?<![\w.+-])[a-z0-9][\w.+-]*@(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w@-])/gi;
const number =
  /(?<![\w./:-])(?!\d{4}-\d{2}-\d{2})(?:\+\d{1,3}[ -]?)?(?:\(\d{1,5}\)[ -]?)?\d{1,5}(?:[ -]\d{2,4}){1,5}(?![\w/:-])|(?<!\d)(?:\+?86[ -]?)?1[3-9]\d{9}(?!\d)|(?<![\w.])\+\d{9,14}(?!\d)/g;
/** A mailbox of an office, which is no person's: where to report to is worth knowing. */
const role =
  /^(?:info|contact|press|media|pr|sales|support|help|hello|security|secure|abuse|soc|cert|csirt|psirt|report|reports|incident|incidents|admin|webmaster|noc|office|team|marketing|jobs|hr|news|editor|newsroom|feedback|service|no-?reply|privacy|legal|research|threat\w*|vuln\w*)(?:[._+-]?\w{0,12})?@/i;
/** What stands before a contact. */
const contact =
  /\b(?:contact(?:s|ed)?|reach(?:ed)? (?:out|him|her|us|me|at)|e-?mail (?:us|me|him|her|the author)|questions|inquir\w+|enquir\w+|press|media relations|spokes\w+|written by|author|reporter|editor|call (?:us|him|her|me)|phone|tel(?:ephone)?|mobile|fax)\b|联系(?:人|我们|方式|电话|邮箱)?|电话|手机|传真|邮箱|投稿|咨询|记者|作者|编辑|责编|发言人|媒体垂询/i;
/** What makes an address or number part of the attack. */
const hostile =
  /\b(?:attack\w*|ransom\w*|phish\w*|scam\w*|spam\w*|fraud\w*|malicious|malware|sender|sent from|sent by|from address|spoof\w*|impersonat\w*|regist(?:er|rant|ered)|whois|exfiltrat\w*|decrypt\w*|victims?|compromised|stolen|leaked|C2|actors?|threat|drop (?:box|zone))\b|攻击|勒索|钓鱼|诈骗|恶意|木马|发件|发送者|伪造|冒充|仿冒|注册(?:人|邮箱)|窃取|泄露|解密|受害|黑客|失陷/i;
const indicators = /\[\.\]|\[@\]|hxxp|\b[a-f0-9]{32,64}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b/i;

const masks = { en: { address: '[e-mail]', number: '[phone]' }, zh: { address: '[邮箱]', number: '[电话]' } } as const;

/**
 * Masks mail addresses and phone numbers of persons that a pair's input gives as contacts, and the same in thought and
 * answer; evidence is moved along. Conservative: only what a sentence introduces as a contact, and never an office's
 * mailbox, what is defanged or stands among indicators, what any sentence with it calls part of an attack, or what the
 * answer quotes as evidence.
 */
export function maskPersonalData<P extends Maskable>(pair: P): P {
  const mask = masks[pair.language];
  const quoted = pair.evidence
    .filter(({ kind }) => kind === 'quote')
    .map(({ start, end }) => pair.input.slice(start, end));
  const replacements = new Map<string, string>();
  for (const value of contactsIn(pair.input, address))
    if (!role.test(value) && !quoted.some((quote) => quote.includes(value))) replacements.set(value, mask.address);
  for (const value of contactsIn(pair.input, number))
    if (digitsOf(value) >= 7 && !quoted.some((quote) => quote.includes(value))) replacements.set(value, mask.number);
  if (replacements.size === 0) return pair;
  const { text, moved } = replaceAll(pair.input, replacements);
  return {
    ...pair,
    input: text,
    thought: replaceAll(pair.thought, replacements).text,
    output: maskValue(pair.output, replacements) as P['output'],
    evidence: pair.evidence.map((one) => ({ ...one, start: moved(one.start), end: moved(one.end) })),
  };
}

const digitsOf = (text: string) => text.replace(/\D/g, '').length;

/** What a pattern finds in sentences about contacts, and in no sentence about an attack. */
function contactsIn(input: string, pattern: RegExp): Set<string> {
  const found = new Set<string>();
  const hostileOnes = new Set<string>();
  for (const sentence of input.split(/(?<=[.!?])\s+(?=[\p{Lu}“"])|(?<=[。！？；])|\n/u)) {
    const values = sentence.match(pattern) ?? [];
    if (values.length === 0) continue;
    const isHostile = hostile.test(sentence) || indicators.test(sentence);
    for (const value of values)
      if (isHostile || !contact.test(before(sentence, value))) hostileOnes.add(value);
      else found.add(value);
  }
  for (const value of hostileOnes) found.delete(value);
  return found;
}

/** What leads up to a value: near enough to introduce it. */
function before(sentence: string, value: string): string {
  const at = sentence.indexOf(value);
  return sentence.slice(Math.max(0, at - 80), at);
}

/** A text with all replacements made, and where a place of it has moved to. */
function replaceAll(text: string, replacements: ReadonlyMap<string, string>) {
  const changes: { start: number; end: number; mask: string }[] = [];
  for (const [value, mask] of replacements)
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length))
      changes.push({ start, end: start + value.length, mask });
  changes.sort((a, b) => a.start - b.start || b.end - a.end);
  // A value may hold another: the longer one is masked.
  const made = changes.filter(({ end }, at) => !changes.slice(0, at).some((earlier) => earlier.end >= end));
  let masked = '';
  let at = 0;
  for (const { start, end, mask } of made) {
    masked += text.slice(at, start) + mask;
    at = end;
  }
  const moved = (place: number): number => {
    let shift = 0;
    for (const { start, end, mask } of made) {
      if (place <= start) break;
      if (place < end) return start + shift + mask.length;
      shift += mask.length - (end - start);
    }
    return place + shift;
  };
  return { text: masked + text.slice(at), moved };
}

function maskValue(value: unknown, replacements: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return replaceAll(value, replacements).text;
  if (Array.isArray(value)) return value.map((one) => maskValue(one, replacements));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskValue(one, replacements)]));
  return value;
}
