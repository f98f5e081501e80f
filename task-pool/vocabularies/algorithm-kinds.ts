import type { Vocabulary } from '../define-task.ts';

/** Families of algorithm. Encodings hide without a key, which is why they are kept apart. */
export const algorithmKinds = {
  symmetric: { en: 'Symmetric Cipher', zh: '对称加密' },
  asymmetric: { en: 'Asymmetric Cipher', zh: '非对称加密' },
  hash: { en: 'Hash or Checksum', zh: '哈希或校验' },
  encoding: { en: 'Encoding or Obfuscation', zh: '编码或混淆' },
  'key-exchange': { en: 'Key Exchange or Derivation', zh: '密钥交换或派生' },
  'secure-channel': { en: 'Secure Channel', zh: '安全信道协议' },
} as const satisfies Vocabulary;

/** What an algorithm protected or hid. */
export const algorithmPurposes = {
  'file-encryption': { en: 'Encrypting Victim Files', zh: '加密受害者文件' },
  'key-protection': { en: 'Protecting Keys', zh: '保护密钥' },
  communication: { en: 'Protecting Communication', zh: '保护通信' },
  'payload-hiding': { en: 'Hiding Payload or Configuration', zh: '隐藏载荷或配置' },
  'string-hiding': { en: 'Hiding Strings or Calls', zh: '隐藏字符串或调用' },
  verification: { en: 'Verification or Signing', zh: '校验或签名' },
  'name-generation': { en: 'Generating Names or Identifiers', zh: '生成名称或标识' },
} as const satisfies Vocabulary;
