import { isIPv6 } from 'node:net';
import { extractIdentifiers } from '../../teacher/rules/extract/index.ts';
import { refang } from '../../teacher/rules/extract/refang.ts';
import type { FactType } from '../../teacher/rules/facts.ts';

/** An identifier that a text names. */
export interface SaidIdentifier {
  kind: string;
  text: string;
  /** Equal for the same identifier however it is written: refanged, lower case, no scheme and closing slash. */
  key: string;
  start: number;
  end: number;
}

const kinds: Partial<Record<FactType, string>> = {
  cve: 'CVE number',
  advisory: 'advisory',
  technique: 'ATT&CK id',
  'ip-address': 'address',
  domain: 'domain',
  url: 'URL',
  email: 'e-mail address',
  hash: 'hash',
  wallet: 'wallet',
  'file-name': 'file name',
  'file-path': 'path',
  'registry-key': 'registry key',
};

const version = /(?<![\w./\\-]|[A-Za-z]-)v?(\d{1,5}(?:\.\d{1,6}){1,4}[a-z]?)(?![\w%/\\]|\.\d)/gi;
const cued = /(?:versions?|ver\.?|v|releases?|firmware|build|版本号?|固件|升级[到至]|更新[到至])[\s:：为是]*$/i;
// What is recommended everywhere, and numbers of headings: none of them tells of the article.
const generic = /(?:TLS|SSL|HTTP|SMB|SNMP|DSS|USB|Web|工业|Industry|OAuth|SAML)\s?\/?v?$/i;
const otherMeaning =
  /^\s?(?:%|％|percent|per cent|[GTMK]B\b|[GTM]bps|million|billion|thousand|[百千万亿]|美元|元|倍|times\b|年|个?百分点|分)/i;

/**
 * The identifiers a text names: those of the extractors (CVE, technique, address, domain, URL, e-mail, hash, wallet, file,
 * registry key) and versions. Two numbers with a dot are a version where a word before says so.
 */
export function identifiersIn(text: string): SaidIdentifier[] {
  // Colons of an IPv6 address may be defanged as well; equal length keeps the offsets.
  const found: SaidIdentifier[] = [];
  const taken: [number, number][] = [];
  for (const { type, value, canonical, start, end } of extractIdentifiers(text)) {
    taken.push([start, end]);
    const kind = kinds[type];
    if (!kind) continue;
    // A bracket that closes after the identifier belongs to the sentence.
    const isClosed = /[)\]}）]$/.test(value) && !/[([{（]/.test(value);
    const bare = (surface: string) => (isClosed ? surface.replace(/[)\]}）]+$/, '') : surface);
    found.push({ kind, text: bare(value), key: keyOf(type, bare(canonical)), start, end });
  }
  for (const match of text.matchAll(/(?<![\w:.])[0-9a-f]{0,4}(?:(?:\[:\]|:){1,2}[0-9a-f]{0,4}){2,7}(?![\w:])/gi)) {
    const address = match[0].replaceAll('[:]', ':');
    if (match[0].includes('[:]') && isIPv6(address))
      found.push({
        kind: 'address',
        text: match[0],
        key: addressKey(address),
        start: match.index,
        end: match.index + match[0].length,
      });
  }
  for (const match of text.matchAll(version)) {
    const start = match.index;
    const end = start + match[0].length;
    if (taken.some(([from, to]) => start < to && end > from)) continue;
    const before = text.slice(Math.max(0, start - 16), start);
    const isLong = match[1]!.split('.').length > 2;
    if (generic.test(before) || otherMeaning.test(text.slice(end, end + 12)) || isDateLike(match[1]!)) continue;
    if (
      /[$€£¥￥]\s?$/.test(before) ||
      /(?:^|\n)\s*$/.test(before) ||
      (!isLong &&
        !/^v/i.test(match[0]) &&
        !cued.test(before) &&
        !/^\s?(?:版本|及以[前下上])/.test(text.slice(end, end + 4)))
    )
      continue;
    found.push({ kind: 'version', text: match[0], key: match[1]!.toLowerCase(), start, end });
  }
  return found;
}

function keyOf(type: FactType, canonical: string): string {
  if (type === 'url') return stripUrl(canonical);
  if (type === 'ip-address') return addressKey(canonical);
  if (type === 'file-path' || type === 'registry-key')
    return canonical
      .toLowerCase()
      .replace(/\\+/g, '\\')
      .replace(/[\\/]$/, '');
  return type === 'domain'
    ? refang(canonical)
        .toLowerCase()
        .replace(/^www\./, '')
    : canonical.toLowerCase();
}

const stripUrl = (url: string): string =>
  refang(url)
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '');

/** One form for every way to write an IPv6 address. */
function addressKey(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : refang(address).toLowerCase();
}

const isDateLike = (digits: string): boolean =>
  /^(?:19[89]|20[0-3])\d\.(?:0?[1-9]|1[0-2])(?:\.(?:0?[1-9]|[12]\d|3[01]))?$/.test(digits);
