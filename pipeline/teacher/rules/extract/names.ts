import { TermMatcher } from '../../../text/term-matcher.ts';
import type { FactType } from '../facts.ts';
import { namesByType, phrasesByType } from '../gazetteers/index.ts';
import type { Name } from '../gazetteers/name-list.ts';
import { type Candidate, candidate } from './candidate.ts';

interface Meaning {
  type: FactType;
  canonical: string;
  needsCue: boolean;
}

const cues: Partial<Record<FactType, RegExp>> = {
  actor: /group|gang|\bAPTs?\b|actors?\b|hackers?\b|hacking|collective|crew|operators?\b|组织|团伙|黑客/i,
  malware:
    /ransom|malware|trojan|backdoor|botnet|stealer|\bRATs?\b|rootkit|\bworm|virus|spyware|loader|wiper|implant|payload|gang\b|affiliate|勒索|木马|病毒|后门|僵尸网络|恶意|家族|窃密|蠕虫|间谍/i,
  tool: /\btools?\b|framework|\bC2\b|implant|scanner|utilit|beacon|工具|框架|扫描|代理|渗透/i,
  product: /browser|\bapps?\b|server|software|platform|vulnerab|messag|installer|浏览器|软件|漏洞|平台|客户端/i,
  vendor: /compan|firm|researcher|security|platforms|said|公司|安全/i,
  organisation: /compan|firm|attack|victim|公司/i,
  sector:
    /sectors?\b|industr(?:y|ies)|organi[sz]ations|compan(?:y|ies)|entities|institutions|agencies|verticals|firms|行业/i,
  country:
    /govern|minist|russia|ukrain|armenia|azerbaijan|israel|syria|lebanon|saudi|iraq|egypt|moldova|countries|venezuela|nicaragua/i,
};
const groupAfter =
  /^\s?(?:['’]s\s)?(?:ransomware\s|malware\s|extortion\s|cyber\s?)?(?:group|gang|operators|actors|affiliates|crew|cartel|hackers|threat actors?|组织|团伙|黑客|攻击组织|犯罪团伙)/i;
const groupBefore = /(?:group|gang|actor|组织|团伙)\s?(?:known as|called|named|dubbed|,|，|名为|称为)?\s?["“'‘]?$/i;

const names = build(namesByType, true);
const phrases = build(phrasesByType, false);

function build(lists: typeof namesByType, firstOnly: boolean): TermMatcher<Meaning> {
  const terms = [];
  const taken = new Set<string>();
  for (const [type, list] of lists as readonly (readonly [FactType, readonly Name[]])[]) {
    for (const { main, surfaces } of list) {
      for (const surface of surfaces) {
        const key = surface.exactCase ? surface.text : surface.text.toLowerCase();
        if (firstOnly && taken.has(key)) continue;
        taken.add(key);
        terms.push({ term: surface, value: { type, canonical: main, needsCue: surface.needsCue } });
      }
    }
  }
  return new TermMatcher(terms);
}

/** Proper names of the gazetteers. A malware's name followed by a word for a group names the group. */
export function findNames(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { start, end, value } of names.match(text)) {
    if (insideToken(text, start, end) || isFalseFriend(text, start, end)) continue;
    if (value.needsCue && !hasCue(value.type, text, start, end)) continue;
    const isGroup =
      value.type === 'malware' &&
      (groupAfter.test(text.slice(end, end + 40)) || groupBefore.test(text.slice(Math.max(0, start - 24), start)));
    found.push(candidate(isGroup ? 'actor' : value.type, text, start, end, value.canonical));
  }
  return found;
}

/** Event classes, vulnerability classes, phrases for techniques, and motives. */
export function findPhrases(text: string): Candidate[] {
  return phrases
    .match(text)
    .filter(({ start, end }) => !insideToken(text, start, end))
    .map(({ start, end, value }) => candidate(value.type, text, start, end, value.canonical));
}

/** A name within a longer identifier (`win_update`, `@Microsoft`, `x.Windows.y`) is not a mention of the thing. */
function insideToken(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (/[@\\_#]/.test(before) || /[_\\@]/.test(after)) return true;
  if (before === '.' && /[A-Za-z0-9]/.test(text[start - 2] ?? ' ')) return true;
  return after === '.' && /[a-z0-9]/.test(text[end + 1] ?? ' ');
}

/** Chinese characters that join with their neighbours into another word: 近日|本公司, 其中|国家, 印度|尼西亚. */
function isFalseFriend(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end);
  const before = text[start - 1] ?? '';
  const after = text[end] ?? '';
  if (value === '日本') return /[近今昨当每同次即]/.test(before);
  if (value === '中国') return before === '其' || after === '际';
  if (value === '印度') return after === '尼' || after === '洋';
  if (value === '银行') return /^木马|^卡/.test(text.slice(end, end + 2));
  if (value === '大学') return /[\u4e00-\u9fff]/.test(before) && !/[的所大各等和、]/.test(before);
  if (value === '电力' || value === '外交') return after === '部';
  if (value === '教育') return /^用户|^员工/.test(text.slice(end, end + 2));
  if (value === '中亚' || value === '南亚') return before === '东';
  return false;
}

/** Cue words are looked for within the sentence, near the name. */
function hasCue(type: FactType, text: string, start: number, end: number): boolean {
  const reach = type === 'country' || type === 'sector' ? 70 : 18;
  const before = text.slice(Math.max(0, start - reach), start).replace(/^.*[.!?。！？；\n]\s?/s, '');
  const after = text.slice(end, end + reach).replace(/[.!?。！？；\n].*$/s, '');
  return cues[type]?.test(`${before} ${after}`) ?? false;
}
