import type { Block, Language } from '../../records.ts';

/** The kinds of fact the extractors find. Identifiers first, then names of the gazetteers, then what is read off phrases. */
export const factTypes = [
  // identifiers, by pattern
  'cve', // CVE-2017-0144
  'advisory', // MS17-010, KB4012598, GHSA-…, CNVD-…, CNNVD-…
  'cvss', // the score or vector, as written
  'technique', // ATT&CK technique or tactic id: T1059.001, TA0002
  'ip-address', // v4 or v6, defanged or not
  'domain',
  'url',
  'email',
  'hash', // MD5, SHA-1, SHA-256, SHA-512
  'file-name', // msdtc.exe, update.zip
  'file-path', // C:\Windows\…, /usr/bin/…
  'registry-key', // HKLM\…
  'wallet', // Bitcoin, Monero, Ethereum addresses
  'version', // 2.14.1, versions before 13.0.1
  'port', // 445, TCP/445, port 3389
  'date', // 12 May 2017, 2017年5月12日, 2017-05-12
  'period', // between March and June 2020, 2020年3月至6月, for nine months
  'money',
  'count', // 200,000 computers, 约30万台
  // names, by gazetteer
  'actor', // APT28, Lazarus Group, 海莲花
  'malware', // WannaCry, SUNBURST
  'tool', // Mimikatz, PsExec, certutil
  'product', // Windows, Log4j, Exchange Server
  'vendor', // Microsoft, 奇安信
  'organisation', // other named organisations: victims, agencies
  'person',
  'protocol', // SMB, HTTPS, DNS
  'algorithm', // AES-256, RSA-2048, RC4
  'sector', // healthcare, 能源
  'country',
  // phrases, by cue words
  'event-class', // label in `canonical`: ransomware, data-breach, …
  'vulnerability-class', // label in `canonical`: remote-code-execution, …
  'technique-phrase', // spear phishing, 鱼叉式钓鱼; `canonical` is the ATT&CK id
  'motive', // label in `canonical`: financial, espionage, …
  'impact', // sentence or clause that says what happened to the victims
  'mitigation', // sentence that says what to do
] as const;
export type FactType = (typeof factTypes)[number];

/** One thing the text says, and where. Offsets are UTF-16, within the block's text, end exclusive. */
export interface Fact {
  type: FactType;
  /** As written in the text, verbatim: `blocks[block].text.slice(start, end) === value`. */
  value: string;
  /** Normal form by which two mentions are the same: refanged and lower case, ISO 8601 for dates, the label, the main name. */
  canonical: string;
  block: number;
  start: number;
  end: number;
}

/** All facts of a document, in reading order, overlaps resolved (the longer or more specific one stays). */
export interface Facts {
  language: Language;
  blocks: readonly Block[];
  all: readonly Fact[];
  of(...types: FactType[]): Fact[];
  /** Distinct by type and canonical form, first mention kept. */
  distinct(...types: FactType[]): Fact[];
  /** Facts of a type within one block. */
  in(block: number, ...types: FactType[]): Fact[];
}
