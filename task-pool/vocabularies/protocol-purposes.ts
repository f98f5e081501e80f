import type { Vocabulary } from '../define-task.ts';

/** What an attack uses a network protocol for. */
export const protocolPurposes = {
  'command-and-control': { en: 'Command and Control', zh: '命令与控制' },
  exfiltration: { en: 'Data Exfiltration', zh: '数据外传' },
  delivery: { en: 'Payload Delivery', zh: '载荷投递' },
  'initial-access': { en: 'Initial Access', zh: '初始访问' },
  'lateral-movement': { en: 'Lateral Movement or Propagation', zh: '横向移动或传播' },
  scanning: { en: 'Scanning', zh: '扫描探测' },
  'denial-of-service': { en: 'Denial of Service', zh: '拒绝服务' },
  tunnelling: { en: 'Tunnelling or Proxying', zh: '隧道或代理' },
  'industrial-control': { en: 'Control of Industrial Devices', zh: '控制工业设备' },
} as const satisfies Vocabulary;
