import { isDomain } from 'ioc-extractor';

const known = new Map<string, boolean>();

/** Whether the label is a top-level domain of the root zone, as ioc-extractor lists it. */
export function isTopLevelDomain(label: string): boolean {
  const tld = label.toLowerCase();
  let answer = known.get(tld);
  if (answer === undefined) {
    answer = /^[a-z0-9-]{2,24}$/.test(tld) && isDomain(`example.${tld}`);
    if (known.size < 10_000) known.set(tld, answer);
  }
  return answer;
}

const generic = new Set(
  `com net org info biz edu gov mil int arpa xyz top site online club shop store tech space website dev live pro icu vip
  work click link blog cloud fun press host news world today agency email support services solutions systems network
  digital global group center company ltd bid win loan men date stream download racing party trade review science faith
  cricket accountant asia mobi tel onion bit buzz best cyou rest monster sbs lol quest bond cfd su eu`.split(/\s+/),
);

const fileLike = new Set(['py', 'sh', 'rs', 'pl', 'md', 'ps', 'so', 'zip', 'mov', 'cc', 'cs', 'ml', 'mm', 'vb', 'vi']);
const words = new Set(['is', 'it', 'at', 'as', 'am', 'by', 'so', 'no', 'be', 'do', 'my', 'us', 'in', 'to', 'me', 'id']);
const shortSites = new Set([
  'bit.do',
  't.me',
  'youtu.be',
  'goo.gl',
  't.co',
  'is.gd',
  'transfer.sh',
  'mega.nz',
  'rb.gy',
]);

/**
 * Whether a dotted name that nobody defanged may count as a domain. Module names (`System.Net`), files (`foo.py`), calls
 * and missing spaces look the same, so endings that are words or file types need more labels to be believed.
 */
export function isPlausibleDomain(name: string): boolean {
  const labels = name.split('.');
  const tld = labels.at(-1)!;
  if (!isTopLevelDomain(tld)) return tld === 'onion' && labels.at(-2)!.length >= 16;
  if (shortSites.has(name.toLowerCase())) return true;
  if (tld !== tld.toLowerCase()) return false;
  if (generic.has(tld)) return labels.length > 2 || labels[0]!.length > 1 || tld === 'com';
  if (tld.length !== 2) return tld.startsWith('xn--');
  if (fileLike.has(tld)) return labels.length > 2 && tld !== 'py' && tld !== 'sh';
  return labels.length > 2 || (!words.has(tld) && labels[0]!.length > 1);
}
