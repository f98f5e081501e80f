import { z } from 'zod';
import { defineTask, label, quote, quotes, records } from '../define-task.ts';
import { algorithmKinds, algorithmPurposes } from '../vocabularies/algorithm-kinds.ts';

export const encryptionDecryptionAlgorithmIdentification = defineTask({
  slug: 'encryption-decryption-algorithm-identification',
  kind: 'understanding',
  category: 'Encryption-Decryption Algorithm Identification',
  chinese: '加解密算法识别',
  scope: {
    en: 'The ciphers, hashes and encodings of the incident, their kind, keys and modes, and what each protected or hid.',
    zh: '事件涉及的加密、哈希与编码算法，其类别、密钥与模式，以及各自保护或隐藏的内容。',
  },
  suits: {
    when: {
      en: 'The text says by which algorithm or encoding something was encrypted, hidden or checked.',
      zh: '文本说明了用何种算法或编码对内容进行加密、隐藏或校验。',
    },
    facts: ['algorithm'],
    atLeast: 1,
  },
  answer: z.object({
    algorithms: records(
      {
        algorithm: quote({ en: 'Algorithm', zh: '算法' }),
        kind: label(algorithmKinds, { en: 'Kind', zh: '算法类别' }),
        purpose: label(algorithmPurposes, { en: 'Purpose', zh: '用途' }),
        mode: quote({ en: 'Mode', zh: '工作模式' }),
        keyMaterial: quotes({ en: 'Key Material', zh: '密钥信息' }),
        usedBy: quotes({ en: 'Used By', zh: '使用者' }),
        use: quote({ en: 'How It Was Used', zh: '使用方式' }),
      },
      { en: 'Algorithms', zh: '算法列表' },
    ),
  }),
  instructions: {
    en: [
      'Identify the encryption, decryption, hashing and encoding algorithms in the text and what each was used on.',
      'How did the malware encrypt or hide its data? Name the algorithms, key details and modes that the report gives.',
      'Extract the cryptographic details a reverse engineer would need: algorithm, key, mode, and where it is applied.',
      'List every cipher and encoding in the passage and tell apart what locked files, what protected traffic and what hid code.',
      'Which cryptographic methods appear in this incident, who used them, and for what? Quote the statement for each.',
      'Summarise in structured form the cryptography of the attack, leaving empty what the text does not state.',
    ],
    zh: [
      '识别文中的加密、解密、哈希和编码算法，以及各自作用的对象。',
      '恶意软件如何加密或隐藏数据？列出报告给出的算法、密钥细节和模式。',
      '提取逆向分析人员需要的密码学细节：算法、密钥、模式及应用位置。',
      '列出文中每种加密与编码方式，区分用于锁定文件、保护通信和隐藏代码的情形。',
      '该事件出现了哪些密码学方法，由谁使用，用于什么？逐项引用原文。',
      '以结构化形式归纳攻击中的加解密手段，文本未说明的留空。',
    ],
  },
});
