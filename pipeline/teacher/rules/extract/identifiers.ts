import { createHash } from 'node:crypto';
import { isETH, isXMR } from 'ioc-extractor';
import { type Candidate, candidate, groupSpan } from './candidate.ts';

const cve = /(?<![A-Za-z0-9])CVE[-‐‑–_ ]?(\d{4})[-‐‑–](\d{4,7})(?!\d)/gi;
const advisories = [
  /(?<![A-Za-z0-9-])(?:MS\d{2}-\d{3}|KB\d{6,7}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|CNVD-(?:C-)?\d{4}-\d{4,7}|CNNVD-\d{6}-\d{3,5}|QVD-\d{4}-\d{3,6}|VU#\d{5,7}|ICSA-\d{2}-\d{3}-\d{2}|AA\d{2}-\d{3}[A-Z])(?![A-Za-z0-9])/gi,
  /(?<![A-Za-z0-9-])(?:ZDI-(?:CAN-\d{3,6}|\d{2}-\d{3,4})|RHSA-\d{4}:\d{3,5}|USN-\d{4}-\d|DSA-\d{4}-\d|ADV\d{6}|APSB\d{2}-\d{2,3}|FG-IR-\d{2}-\d{3}|VMSA-\d{4}-\d{4}|SSA-\d{6}|CTX\d{6})(?![A-Za-z0-9])/g,
];
const technique = /(?<![A-Za-z0-9])(?:TA00\d{2}|T1\d{3}(?:[./]\d{3})?|T0\d{3}(?=[^\n]{0,200}ATT&CK))(?![A-Za-z0-9])/g;
const cvssVector = /(?<![A-Za-z0-9])(?:CVSS:[34]\.\d\/)?AV:[NALP](?:\/[A-Za-z]{1,3}:[A-Za-z]){4,20}/g;
const cvssScore =
  /CVSS(?:\s?v?[234](?:\.\d)?)?(?:\s{0,3}(?:base|severity|漏洞|基础|基本|得)?\s{0,3}(?:scores?|ratings?|severity|评分|分数|得分|分值|分))?(?:\s{0,3}(?:of|is|was|as|为|是|高达|达到|达|at|[:：=（(])){0,4}\s{0,3}(10(?:\.0)?|\d\.\d)(?![\d.]\d)/dgi;
const scoreCvss = /(?<![\d.])(10(?:\.0)?|\d\.\d)(?=(?:\/10(?:\.0)?)?\s{0,3}(?:on the|\(?)\s{0,3}CVSS)/g;
const hex = /(?<![A-Za-z0-9_])[a-fA-F0-9]{32,128}(?![A-Za-z0-9_])/g;
const wallet =
  /(?<![A-Za-z0-9/_=])(?:bc1[ac-hj-np-z02-9]{25,59}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[a-fA-F0-9]{40}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93})(?![A-Za-z0-9])/g;
const hashLengths = new Set([32, 40, 64, 128]);

/** CVE and advisory numbers, CVSS, ATT&CK ids, hashes and wallets. */
export function findIdentifiers(text: string): Candidate[] {
  const found: Candidate[] = [];
  const add = (type: Candidate['type'], match: RegExpMatchArray, canonical: string) =>
    found.push(candidate(type, text, match.index!, match.index! + match[0].length, canonical));
  for (const match of text.matchAll(cve)) add('cve', match, `CVE-${match[1]}-${match[2]}`);
  for (const pattern of advisories)
    for (const match of text.matchAll(pattern)) add('advisory', match, match[0].toUpperCase());
  for (const match of text.matchAll(technique)) add('technique', match, match[0].replace('/', '.'));
  for (const match of text.matchAll(cvssVector)) add('cvss', match, match[0]);
  if (/CVSS/i.test(text)) findScores(text, found);
  for (const match of text.matchAll(hex)) if (isDigest(match[0])) add('hash', match, match[0].toLowerCase());
  for (const match of text.matchAll(wallet)) if (isWallet(match[0])) add('wallet', match, match[0]);
  return found;
}

function findScores(text: string, found: Candidate[]): void {
  for (const pattern of [cvssScore, scoreCvss]) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = groupSpan(match, 1) ?? [match.index, match.index + match[0].length];
      found.push(candidate('cvss', text, start, end, Number(text.slice(start, end)).toFixed(1)));
    }
  }
}

const isDigest = (run: string): boolean =>
  hashLengths.has(run.length) && /\d/.test(run) && /[a-f]/i.test(run) && new Set(run).size > 6;

function isWallet(address: string): boolean {
  if (address.startsWith('0x')) return isETH(address);
  if (address.startsWith('bc1')) return /\d/.test(address.slice(3)) && address.length >= 42;
  return address.length === 95 ? isXMR(address) : hasBase58Checksum(address);
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** The last four bytes of a Bitcoin address are a checksum of the rest, which tells an address from a random token. */
function hasBase58Checksum(address: string): boolean {
  let number = 0n;
  for (const char of address) number = number * 58n + BigInt(base58.indexOf(char));
  const bytes = Buffer.from(number.toString(16).padStart(50, '0'), 'hex');
  if (bytes.length !== 25) return false;
  const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();
  return sha256(sha256(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21));
}
