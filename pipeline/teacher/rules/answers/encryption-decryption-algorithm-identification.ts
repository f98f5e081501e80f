import { algorithmKinds, algorithmPurposes } from '../../../../task-pool/vocabularies/algorithm-kinds.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import { joinNames } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { labelBy, nearestLabel, valuesOf } from './quoting.ts';
import { factsIn, type Unit } from './reading.ts';
import { opening, think, vary } from './thought.ts';
import { wantUnits } from './wants.ts';

type Kind = keyof typeof algorithmKinds;
type Purpose = keyof typeof algorithmPurposes;

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['asymmetric', /^(?:RSA|ECC|Elliptic|ElGamal|NTRU|SM2|ECIES|ECDSA|EdDSA|Ed25519|secp256k1|PGP|GPG)/i],
  ['key-exchange', /^(?:Diffie|ECDH|Curve25519|X25519|PBKDF2|HKDF|scrypt|bcrypt|Argon2)/i],
  ['hash', /^(?:MD\d|SHA|RIPEMD|BLAKE|Whirlpool|Murmur|FNV|djb2|ROR13|CRC|Adler|HMAC|SM3|Poly1305|NTLM hash|LM hash)/i],
  ['encoding', /^(?:Base\d|ROT13|Caesar|Vig|Hex|URL|Punycode|gzip|zlib|LZ|aPLib|bzip2|XOR|Ascii85)/i],
  [
    'symmetric',
    /^(?:AES|RC\d|3?DES|Blowfish|Twofish|Serpent|Camellia|CAST|IDEA|X*TEA|X?ChaCha|Salsa|HC-|Sosemanuk|Rabbit|Threefish|SM4|ZUC|GOST)/i,
  ],
];
const purposeCues: readonly (readonly [Purpose, RegExp])[] = [
  [
    'key-protection',
    /(?:encrypt\w*|protect\w*|wrap\w*) (?:\w+ ){0,4}keys?\b|keys? (?:is|are|was|were) (?:then |itself )?(?:encrypted|protected)|(?:加密|保护).{0,10}密钥|密钥.{0,10}(?:加密|保护)/i,
  ],
  [
    'file-encryption',
    /encrypt\w* (?:\w+ ){0,5}(?:files?|data|documents|disks?|drives?|volumes?)|files? (?:is|are|was|were) (?:then )?encrypted|ransom|加密.{0,12}(?:文件|数据|文档|磁盘)|文件.{0,12}加密|勒索/i,
  ],
  [
    'communication',
    /communicat|traffic|C2|C&C|command[- ]and[- ]control|sent|transmi|network|packet|通信|流量|传输|发送|上传|数据包|回传|上线/i,
  ],
  [
    'name-generation',
    /domain generation|generat\w* (?:\w+ ){0,3}(?:names?|domains?|identifiers?|IDs?)|生成.{0,10}(?:域名|标识|名称)/i,
  ],
  ['string-hiding', /\bstrings?\b|API (?:names?|calls?|hash)|function names?|字符串|API|函数名/i],
  [
    'payload-hiding',
    /payload|shellcode|config|resource|decrypt|decod|obfuscat|script|载荷|配置|资源|解密|解码|混淆|释放/i,
  ],
  ['verification', /signature|sign(?:s|ed)\b|checksum|verif|integrity|签名|校验|验证/i],
];
const keyMaterial =
  /(?:hard-?coded|session|public|private|master|random(?:ly[- ]generated)?|unique|per-file|symmetric|embedded)\s(?:\w+\s)?keys?\b|\b\d{2,4}[- ](?:bit|byte)\s(?:\w+\s){0,2}keys?\b|(?:硬编码的?|会话|随机生成的?|随机|主|内置的?|对称|单字节)密钥|[公私]钥|\d{2,4}[位字节]{1,2}的?密钥|密钥(?:为|是)\s?[\w"“”'-]{2,40}/gi;
const mode = /\b(?:CBC|CTR|ECB|GCM|CFB|OFB)\b/;

/** Algorithms at work in the attack; the names of hash functions beside sample hashes are no use of them. */
export const encryptionDecryptionAlgorithmIdentification: Answerer = {
  wants: (reading) => wantUnits(reading, (unit) => (isUse(unit) ? factsIn(unit, 'algorithm').length : 0)),
  answer(passage) {
    const found = usesOf(passage);
    if (found.length === 0) return null;
    const algorithms = found.map(({ fact, unit }) => ({
      algorithm: fact.value,
      kind: labelBy(fact.canonical, kinds),
      purpose: purposeOf(unit, fact),
      mode: modeOf(unit, fact),
      keyMaterial: [...new Set(unit.text.match(keyMaterial) ?? [])].slice(0, 4),
      usedBy: valuesOf(factsIn(unit, 'malware', 'actor', 'tool'), 4),
      use: clauseAt(unit, passage.language, fact),
    }));
    return {
      answer: { algorithms },
      thought: think(
        opening(passage, ['algorithm', 'malware', 'tool']),
        kindsSaid(algorithms),
        purposesSaid(passage, algorithms),
      ),
    };
  },
};

function isUse(unit: Unit): boolean {
  if (unit.kind === 'heading' || unit.kind === 'table') return false;
  return factsIn(unit, 'algorithm').length > 0 && factsIn(unit, 'mitigation').length === 0;
}

const isHashName = ({ canonical }: Fact): boolean => /^(?:MD5|SHA-?\d)/.test(canonical);

/** One entry an algorithm, at the mention with the plainest purpose. */
function usesOf(passage: Passage): { fact: Fact; unit: Unit }[] {
  const best = new Map<string, { fact: Fact; unit: Unit; weight: number }>();
  for (const unit of passage.units) {
    if (!isUse(unit)) continue;
    const sample = factsIn(unit, 'hash').length > 0 || /\b(?:IOCs?|hash(?:es)?|samples?)\b|样本|哈希/i.test(unit.text);
    for (const fact of factsIn(unit, 'algorithm')) {
      if (sample && isHashName(fact)) continue;
      const weight = purposeOf(unit, fact) ? 1 : 0;
      const held = best.get(fact.canonical);
      if (!held || weight > held.weight) best.set(fact.canonical, { fact, unit, weight });
    }
  }
  return [...best.values()];
}

/** The cue nearest the algorithm decides. */
const purposeOf = (unit: Unit, { start, end }: Fact): Purpose | null =>
  nearestLabel(unit.text, { start: start - unit.start, end: end - unit.start }, purposeCues, 180);

const modeOf = (unit: Unit, fact: Fact): string | null =>
  mode.exec(fact.value)?.[0] ??
  mode.exec(unit.text.slice(fact.end - unit.start, fact.end - unit.start + 16))?.[0] ??
  null;

function kindsSaid(algorithms: readonly { kind: Kind | null }[]) {
  const held = [...new Set(algorithms.map(({ kind }) => kind))].filter((kind) => kind !== null).slice(0, 3);
  if (held.length === 0) return null;
  return {
    en: `By design ${algorithms.length === 1 ? 'it is' : 'they are'} ${joinNames(
      'en',
      held.map((kind) => algorithmKinds[kind].en.toLowerCase()),
    )}.`,
    zh: `按设计属于${joinNames(
      'zh',
      held.map((kind) => algorithmKinds[kind].zh),
    )}。`,
  };
}

function purposesSaid(passage: Passage, algorithms: readonly { purpose: Purpose | null; keyMaterial: string[] }[]) {
  const purposes = [...new Set(algorithms.map(({ purpose }) => purpose))]
    .filter((purpose) => purpose !== null)
    .slice(0, 3);
  const keys = algorithms.some(({ keyMaterial: held }) => held.length > 0)
    ? { en: 'The same sentence speaks of the key.', zh: '同一语句还提到了密钥。' }
    : vary(passage, [
        { en: 'Nothing is said of the key.', zh: '文中没有交代密钥。' },
        { en: 'Key material is not given and stays empty.', zh: '密钥信息未给出，保持为空。' },
      ]);
  if (purposes.length === 0)
    return {
      en: `What was encrypted or hidden with it is not said outright. ${keys.en}`,
      zh: `文本没有明说加密或隐藏的对象。${keys.zh}`,
    };
  return {
    en: `The clause round the name shows the purpose: ${joinNames(
      'en',
      purposes.map((purpose) => algorithmPurposes[purpose].en.toLowerCase()),
    )}. ${keys.en}`,
    zh: `名称所在分句表明用途是${joinNames(
      'zh',
      purposes.map((purpose) => algorithmPurposes[purpose].zh),
    )}。${keys.zh}`,
  };
}
