import { isIPv6 } from 'node:net';
import { isIPv4 } from 'ioc-extractor';
import { type Candidate, candidate } from './candidate.ts';
import { AT, DOT, isDefanged, refang } from './refang.ts';
import { isPlausibleDomain, isTopLevelDomain } from './top-level-domains.ts';

const urlPattern =
  /(?<![A-Za-z0-9])(?:h[xt*]{2}ps?|s?ftps?|fxp|ldaps?|rmi|tcp|udp|wss?|stratum\+(?:tcp|ssl)|smb)(?:\[\s?:\s?\/\/\s?\]|\[:\/\/|：\/\/|(?:\[:\]|:)(?:\/\/|\[\/\]\[\/\]|\/))[^\s"'<>`|，。；、：（）《》“”‘’「」【】\u3000\u4e00-\u9fff]{3,2048}/gi;
const hostPattern = new RegExp(
  String.raw`(?<![A-Za-z0-9_@.\-/\\%])[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:${DOT}[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})){1,10}`,
  'g',
);
const tailPattern = /(?::\d{2,5})?\/[\w\-./?%&=+#~@!;,:]{0,1024}|:\d{2,5}(?!\d)/y;
const emailPattern = new RegExp(
  String.raw`(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}${AT}[A-Za-z0-9-]{1,63}(?:${DOT}[A-Za-z0-9-]{1,63}){1,6}`,
  'g',
);
const ipv6Pattern = /(?<![\w:.])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}(?![\w:])/g;
const versionBefore =
  /(?:version|versions|ver\.?|build|firmware|release|update|patch|版本|固件|升级到|更新至|[vV]|[A-Z][A-Za-z]*\d+\s)[\s:：=]*$/i;

/** URLs, e-mail addresses, domains and IP addresses, defanged or not, as they stand in the text. */
export function findNetworkIndicators(text: string): Candidate[] {
  const found: Candidate[] = [];
  if (/:|：/.test(text)) findUrls(text, found);
  if (/@|[[({]_?at_?[\])}]/i.test(text)) findEmails(text, found);
  findHosts(text, found);
  for (const match of text.matchAll(ipv6Pattern)) {
    if (match[0].length >= 6 && /\d/.test(match[0]) && isIPv6(match[0]))
      found.push(candidate('ip-address', text, match.index, match.index + match[0].length, match[0].toLowerCase()));
  }
  return found;
}

function findUrls(text: string, found: Candidate[]): void {
  for (const match of text.matchAll(urlPattern)) {
    const surface = trimUrl(match[0]);
    const [, scheme, host, rest] = /^([a-z+]+):\/\/([^/?#]*)(.*)$/is.exec(refang(surface)) ?? [];
    if (!scheme || !host || !isHost(host.replace(/^[^@]*@/, '').replace(/:\d+$/, ''))) continue;
    const canonical = `${scheme.toLowerCase()}://${host.toLowerCase()}${rest}`;
    found.push(candidate('url', text, match.index, match.index + surface.length, canonical));
  }
}

/** A host of a URL may be anything with a real ending; masked labels (`***.example.org`) do not name one. */
const isHost = (host: string): boolean =>
  isIPv4(host) ||
  host === 'localhost' ||
  (/^[\w.-]+$/.test(host) && isTopLevelDomain(host.slice(host.lastIndexOf('.') + 1))) ||
  /^[a-z2-7]{16,56}\.onion$/i.test(host);

/** Drops the sentence's own punctuation from the end, and closing brackets that nothing in the URL opened. */
function trimUrl(surface: string): string {
  const balance: Record<string, number> = {};
  for (const char of surface) if ('()[]{}'.includes(char)) balance[char] = (balance[char] ?? 0) + 1;
  let end = surface.length;
  while (end > 0) {
    const last = surface[end - 1]!;
    if (last === ')' || last === ']' || last === '}') {
      const open = { ')': '(', ']': '[', '}': '{' }[last];
      if ((balance[open] ?? 0) >= (balance[last] ?? 0)) break;
      balance[last]!--;
    } else if (!/[.,;:!?'*]/.test(last)) break;
    end--;
  }
  return surface.slice(0, end);
}

function findEmails(text: string, found: Candidate[]): void {
  for (const match of text.matchAll(emailPattern)) {
    const address = refang(match[0]).toLowerCase();
    if (isTopLevelDomain(address.slice(address.lastIndexOf('.') + 1)))
      found.push(candidate('email', text, match.index, match.index + match[0].length, address));
  }
}

function findHosts(text: string, found: Candidate[]): void {
  for (const match of text.matchAll(hostPattern)) {
    const start = match.index;
    const surface = match[0];
    const end = start + surface.length;
    const name = refang(surface);
    const next = text[end] ?? '';
    if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) {
      if (isAddress(name, surface, text.slice(Math.max(0, start - 16), start), text.slice(end, end + 4)))
        found.push(candidate('ip-address', text, start, end + cidrLength(text, end), name));
      continue;
    }
    const defanged = isDefanged(surface);
    const tld = name.slice(name.lastIndexOf('.') + 1);
    if (defanged ? !isTopLevelDomain(tld) && tld !== 'onion' : !isPlausibleDomain(name)) continue;
    if (/[A-Za-z0-9_(@]/.test(next) || /^\d+(\.\d+)*\.[a-z]+$/i.test(name)) continue;
    if (next === '-' || (next === '\\' && !defanged)) continue;
    tailPattern.lastIndex = end;
    const tail = tailPattern.exec(text)?.[0].replace(/\.{2,}.*$|[.,;:!?]+$/, '') ?? '';
    if (tail.includes('/') && tail.length > 1)
      found.push(candidate('url', text, start, end + tail.length, name.toLowerCase() + tail));
    else found.push(candidate('domain', text, start, end, name.toLowerCase()));
  }
}

const cidrLength = (text: string, at: number): number =>
  /^\/(?:[12]?\d|3[0-2])(?![\d/.])/.exec(text.slice(at, at + 4))?.[0].length ?? 0;

function isAddress(address: string, surface: string, before: string, after: string): boolean {
  if (!isIPv4(address)) return false;
  if (isDefanged(surface)) return true;
  if (versionBefore.test(before) || /^(?:\s?版本|之前|以下|及以)/.test(after)) return false;
  const octets = address.split('.').map(Number);
  if (octets[0] === 0 || address.endsWith('.0.0')) return false;
  return octets.some((octet) => octet > 9) || new Set(octets).size === 1;
}
