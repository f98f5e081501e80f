import { copyInput } from '../../../pipeline/checks/blocks.ts';
import type { Block, Language } from '../../../pipeline/records.ts';
import type { Fact, FactType } from '../../../pipeline/teacher/rules/facts.ts';
import { splitSentences } from '../../../pipeline/text/sentences.ts';
import type { DocumentGround } from './document-ground.ts';
import { aliasesOf, folded } from './names.ts';

export const gap = '____';

/** A sentence of a document with a fact left out of it, and the passage that it stands in. */
export interface GapSentence {
  sentence: string;
  gapped: string;
  blocks: number[];
  input: string;
}

/** Characters of a sentence that says enough, and can be read at a glance. */
const lengths: Record<Language, { least: number; most: number }> = {
  en: { least: 60, most: 280 },
  zh: { least: 20, most: 140 },
};
/** Characters of a passage that a reader has to look through. */
const passage: Record<Language, { least: number; most: number }> = {
  en: { least: 500, most: 2500 },
  zh: { least: 250, most: 1500 },
};
const prose: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list', 'quote']);

/** The sentence of a fact with a gap in its place; null where the sentence would not do for a question. */
export function gapSentence(ground: DocumentGround, fact: Fact): GapSentence | null {
  const { document, facts } = ground;
  const { language, blocks } = document;
  const block = blocks[fact.block]!;
  if (!prose.has(block.kind) || block.suspect) return null;
  const found = sentencesOf(block, language).find(({ start, end }) => start <= fact.start && fact.end <= end);
  if (!found) return null;
  const bullet = /^(?:[-*•]|\d{1,2}[.)、])\s+/.exec(found.text)?.[0].length ?? 0;
  const sentence = found.text.slice(bullet);
  const { least, most } = lengths[language];
  if (sentence.length < least || sentence.length > most || !/[.!?。！？；…"”」]$/.test(sentence)) return null;
  if (isFlattened(sentence)) return null;
  const inside = facts.all.filter(
    ({ block: number, start, end }) => number === fact.block && start >= found.start && end <= found.end,
  );
  if (isEntangled(fact, inside, block.text)) return null;
  const same = inside.filter(({ type, canonical }) => type === fact.type && canonical === fact.canonical);
  if (same.length > 2) return null;
  const gapped = withGaps(sentence, same, found.start + bullet);
  if (holdsAlias(gapped, fact) || isTold(gapped, fact) || contextOf(gapped) < (language === 'en' ? 8 : 14)) return null;
  const copied = copyInput(document, passageAround(blocks, fact.block, language));
  return 'reason' in copied ? null : { sentence, gapped, blocks: copied.blocks, input: copied.input };
}

const sentences = new WeakMap<Block, ReturnType<typeof splitSentences>>();

function sentencesOf(block: Block, language: Language) {
  const known = sentences.get(block) ?? splitSentences(block.text, language);
  sentences.set(block, known);
  return known;
}

/** Lines of a table that lost their breaks: Chinese with spaces in it again and again. */
const isFlattened = (sentence: string): boolean =>
  (sentence.match(/[\p{Script=Han})）] +(?=[\p{Script=Han}\d])/gu) ?? []).length > 1 ||
  (sentence.match(/\p{Script=Han} +/gu) ?? []).length > 3;

const identifiers: ReadonlySet<FactType> = new Set(['cve', 'ip-address', 'domain', 'hash', 'file-name', 'port']);
const makers: ReadonlySet<FactType> = new Set(['vendor', 'actor', 'malware', 'tool', 'organisation', 'country']);
const groupCue = /group|gang|actor|\bAPTs?\b|hacker|crew|collective|组织|团伙|黑客/i;
const partOfName = /^(?:云|御见|安全|威胁|电脑|管家|实验室|研究院|浏览器|系统|公司)/;

/** Whether a fact is but a part of a longer name, address or word, or what stands beside it gives it away. */
function isEntangled({ type, start, end }: Fact, inside: readonly Fact[], text: string): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  if (/[\w-]$/.test(before) && /^\w/.test(text.slice(start))) return true;
  if (/^[\w-]/.test(after) && /\w$/.test(text.slice(0, end))) return true;
  if (/[/\\@.=_]$/.test(before) || /^(?:[/\\@=]|\.\w)/.test(after)) return true;
  // What stands in brackets is another name of the same, mostly.
  if (/[(（[]\s?$/.test(before) || /^(?:['’]s)?\s?[(（]/.test(after)) return true;
  const types = inside.map((one) => one.type);
  if (type === 'count' && isCutOff(text.slice(start, end), after)) return true;
  if (type === 'file-name' && /[A-Z]\w*\s$/.test(before)) return true;
  // Its length tells which function made it.
  if (type === 'algorithm' && types.includes('hash')) return true;
  // A full stop was lost on the way.
  if (identifiers.has(type) && /^\s[A-Z]/.test(after)) return true;
  if (type === 'protocol' && types.includes('port')) return true;
  if (type === 'port' && types.includes('protocol')) return true;
  if (type === 'product') {
    const follows = inside.some((one) => one.type === 'vendor' && start - one.end >= 0 && start - one.end <= 2);
    return follows || /^\s?[\dA-Z]/.test(after);
  }
  if (makers.has(type)) {
    if (/[A-Z]\w*\s$/.test(before) && !/^\W*\w*\s$/.test(text.slice(0, start))) return true;
    return /^\s(?:[A-Z]|\d)/.test(after) || partOfName.test(after);
  }
  // Of several versions or ports in a row none belongs into the gap more than another.
  return types.filter((one) => one === type).length > 3;
}

/** Whether a Chinese count ends within a longer word, as in 20余万条攻击|指令. */
const isCutOff = (value: string, after: string): boolean =>
  /的$/.test(value) ||
  (value.endsWith('家') && /^[用庭族]/.test(after)) ||
  (/[^台名家人条所位部次起个款份封例]$/.test(value) &&
    /^(?![的在被受遭已将和与或及是为均都就并由从因至到以])\p{Script=Han}/u.test(after));

/** Whether the rest of the sentence holds the answer in another form: its initials, or a part of an identifier. */
function isTold(gapped: string, { type, value, canonical }: Fact): boolean {
  if (type === 'actor' && !groupCue.test(gapped)) return true;
  const initials = value.match(/\b[A-Z]/g)?.join('') ?? '';
  if (initials.length >= 2 && new RegExp(`\\b${initials}\\b`).test(gapped)) return true;
  if (!identifiers.has(type) || type === 'cve') return false;
  const close = folded(gapped);
  const parts = folded(canonical);
  for (let at = 0; at + longestShared < parts.length; at++)
    if (close.includes(parts.slice(at, at + longestShared + 1))) return true;
  return false;
}

/** Characters of an identifier that may stand in the rest of its sentence by accident. */
const longestShared = 4;

function withGaps(sentence: string, same: readonly Fact[], offset: number): string {
  let gapped = sentence;
  for (const { start, end } of same.toSorted((a, b) => b.start - a.start))
    gapped = gapped.slice(0, start - offset) + gap + gapped.slice(end - offset);
  // The article would tell with which sound the answer begins.
  return gapped.replace(new RegExp(`\\b(a)n?(?= ${gap})`, 'gi'), '$1(n)');
}

function holdsAlias(gapped: string, { value, canonical }: Fact): boolean {
  const close = folded(gapped);
  return aliasesOf(canonical, value).some((alias) => folded(alias).length >= 2 && close.includes(folded(alias)));
}

/** Words and Chinese characters that are left. */
const contextOf = (gapped: string): number => (gapped.match(/\p{Script=Han}|[A-Za-z]{2,}/gu) ?? []).length;

/** The block and its neighbours, as far as they make a passage, in reading order. */
function passageAround(blocks: readonly Block[], number: number, language: Language): number[] {
  const chosen = [number];
  let size = blocks[number]!.text.length;
  const { least, most } = passage[language];
  for (let distance = 1; distance <= 3; distance++)
    for (const near of [number + distance, number - distance]) {
      const text = blocks[near]?.suspect ? undefined : blocks[near]?.text;
      if (text === undefined || size >= least || size + text.length > most) continue;
      chosen.push(near);
      size += text.length;
    }
  return chosen;
}
