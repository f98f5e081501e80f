import { type Candidate, candidate, groupSpan } from './candidate.ts';

const NUM = String.raw`[vV]?\d{1,5}(?:\.(?:\d{1,6}|x))(?:\.(?:\d{1,6}|x)){0,4}(?:[-_.]?(?:SP|R|U|RC|rc|beta|alpha|build|p|M|Patch|Hotfix|HF|Update|GA)\s?\d{0,4})?[a-z]?(?![A-Za-z0-9])`;
const INT = String.raw`\d{1,4}(?![\d.]\d|\d)`;
const AND_EARLIER = String.raw`(?:\s(?:and|or)\s(?:earlier|later|prior|below|above|newer|older|before)(?:\sversions?)?|(?:及其?|和|以及)?(?:更早|以前|之前|以下|以上|以后|之后)的?(?:版本)?)`;
const TO = String.raw`\s?(?:through|up to|to|至|到|-|–|~|～|<=?\s?\w{0,20}\s?<=?)\s?`;

const ranges = [
  String.raw`(?<![\w.])[vV]ersions?\s(?:before|prior to|earlier than|up to(?: and including)?|through|below|lower than|older than|from|between)\s(?:${NUM}|${INT})(?:\s(?:and|to|through|up to)\s(?:${NUM}))?(?:${AND_EARLIER})?`,
  String.raw`(?<![\w.])(?:before|prior to|earlier than|up to(?: and including)?|below)\s(?:version\s)?(?:${NUM})`,
  String.raw`(?<![\w.])${NUM}(?:${AND_EARLIER})`,
  String.raw`(?<![\w.])${NUM}${TO}${NUM}(?:版本)?`,
  String.raw`(?:<=?|>=?|≤|≥|低于|早于|高于)\s?(?:版本\s?)?${NUM}`,
];
const rangePattern = new RegExp(ranges.join('|'), 'g');
const single = new RegExp(
  String.raw`(?<![\w.\-/\\@:])${NUM}(?![.\-/]?\d|%|\s?(?:GB|TB|MB|KB|Gbps|million|billion|万|亿|美元|元|亿元|%|分))`,
  'g',
);
const worded = new RegExp(String.raw`(?<![A-Za-z])(?:[vV]ersions?|ver\.|版本号?[:：为是]?)\s?(${NUM}|${INT})`, 'dg');
const cueBefore =
  /(?:[vV]ersions?|ver\.?|版本号?|releases?|firmware|固件|build|upgrade to|update to|updated to|升级到|升级至|更新到|更新至)[\s:：为是(（]*$/;
const chained = /^\s?(?:,|、|\/|and|or|和|及|或|以及|与|;|；|, and)\s?(?:版本\s?)?$/;
const dateLike = /^(?:19[89]|20[0-3])\d\.(?:0?[1-9]|1[0-2])(?:\.(?:0?[1-9]|[12]\d|3[01]))?$/;

/**
 * Version numbers and ranges of versions. A bare number counts only after a product, after a word for version or after
 * another version, since section numbers and scores look the same. `ends` are the ends of product names, and the like.
 */
export function findVersions(text: string, ends: ReadonlySet<number>): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(rangePattern)) {
    if (/\.\d/.test(match[0]) || /version/i.test(match[0]))
      found.push(version(text, match.index, match.index + match[0].length));
  }
  for (const match of text.matchAll(worded)) {
    const [start, end] = groupSpan(match, 1)!;
    found.push(version(text, start, end));
  }
  const rangeEnds = new Set(found.map(({ end }) => end));
  let last = -1;
  for (const match of text.matchAll(single)) {
    const { index } = match;
    const end = index + match[0].length;
    const before = text.slice(Math.max(0, index - 16), index);
    const named = ends.has(index) || (/\s$/.test(before) && ends.has(index - 1)) || /^[vV]\d/.test(match[0]);
    const cued = named || cueBefore.test(before) || /^\s?版本/.test(text.slice(end, end + 4)) || rangeEnds.has(index);
    const follows = last >= 0 && index - last < 10 && chained.test(text.slice(last, index));
    if ((!cued && !follows) || dateLike.test(match[0])) continue;
    found.push(version(text, index, end));
    last = end;
  }
  return found;
}

const version = (text: string, start: number, end: number): Candidate =>
  candidate(
    'version',
    text,
    start,
    end,
    text
      .slice(start, end)
      .toLowerCase()
      .replace(/^v(?=\d)/, ''),
  );

const afterHost = /(?<=(?:\d|\]|[a-z])):(\d{2,5})(?![\d:.])/dg;
const portPatterns = [
  /(?<![A-Za-z0-9])(?:TCP|UDP)[/ ]?(?:ports?\s)?(\d{1,5})(?![\d.]\d|\d|[A-Za-z])/dgi,
  /(?<![\w./])(\d{1,5})\/(?:TCP|UDP)(?![A-Za-z])/dgi,
  /(?<![A-Za-z])ports?(?:\snumbers?)?[\s:：]{0,3}(?:TCP\s|UDP\s|of\s|is\s|was\s)?(\d{1,5}(?:(?:,\s?|\/|\sand\s|\sor\s|,\sand\s|,\sor\s|\s?-\s?)\d{1,5}){0,12})(?![\d.]\d|\d|[A-Za-z%])/dgi,
  /(?<![\d.\w])(\d{1,5}(?:(?:、|,|，|\/|和|及|或)\s?\d{1,5}){0,12})(?:\s?(?:等|号|高危|的)){0,2}\s?端口/dg,
  /端口(?:号)?(?:[,，]?如)?(?:为|是|包括|[:：\s(（]){0,4}(\d{1,5}(?:(?:、|,|，|\/|和|及|或)\s?\d{1,5}){0,12})(?![\d.]\d|\d|[年月个%])/dg,
  afterHost,
];

/** Port numbers, one fact each, without the protocol's name beside them. `hosts` are the ends of addresses and domains. */
export function findPorts(text: string, hosts: ReadonlySet<number>): Candidate[] {
  const found: Candidate[] = [];
  for (const pattern of portPatterns) {
    for (const match of text.matchAll(pattern)) {
      if (pattern === afterHost && !hosts.has(match.index)) continue;
      const [start, end] = groupSpan(match, 1)!;
      for (const number of text.slice(start, end).matchAll(/\d+/g)) {
        const port = Number(number[0]);
        if (port < 1 || port > 65_535 || number[0].startsWith('0')) continue;
        const at = start + number.index;
        found.push(candidate('port', text, at, at + number[0].length, String(port)));
      }
    }
  }
  return found;
}
