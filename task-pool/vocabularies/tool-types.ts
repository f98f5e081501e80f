import type { Vocabulary } from '../define-task.ts';

/** What role a tool plays in an attack. */
export const toolTypes = {
  'attack-framework': { en: 'Attack Framework', zh: '攻击框架' },
  'credential-dumping': { en: 'Credential Dumping Tool', zh: '凭据窃取工具' },
  'exploit-tool': { en: 'Exploit or Exploit Kit', zh: '漏洞利用工具' },
  'remote-access': { en: 'Remote Access Tool', zh: '远程访问工具' },
  'tunnelling-proxy': { en: 'Tunnelling or Proxy Tool', zh: '隧道与代理工具' },
  reconnaissance: { en: 'Scanning and Discovery Tool', zh: '扫描与侦察工具' },
  'file-transfer': { en: 'File Transfer or Archiving Tool', zh: '文件传输与压缩工具' },
  'system-utility': { en: 'Legitimate System Utility', zh: '被滥用的系统工具' },
  scripting: { en: 'Script or Interpreter', zh: '脚本与解释器' },
  'evasion-tool': { en: 'Defence Evasion Tool', zh: '防御规避工具' },
  malware: { en: 'Malware Used as a Tool', zh: '作为工具的恶意软件' },
  other: { en: 'Other Tool', zh: '其他工具' },
} as const satisfies Vocabulary;
