import { z } from 'zod';
import { defineTask, label, quote, quotes, records } from '../define-task.ts';
import { protocolPurposes } from '../vocabularies/protocol-purposes.ts';

export const networkProtocolUtilization = defineTask({
  slug: 'network-protocol-utilization',
  kind: 'understanding',
  category: 'Network Protocol Utilization',
  chinese: '网络协议利用',
  scope: {
    en: 'The network protocols and ports that the attack used, what each served for, and the words that say how.',
    zh: '攻击所利用的网络协议和端口、各自的用途以及说明其用法的原文。',
  },
  suits: {
    when: {
      en: 'The text says over which protocols or ports the malware or the attackers communicated, spread or got in.',
      zh: '文本说明了恶意软件或攻击者通过哪些协议或端口通信、传播或侵入。',
    },
    facts: ['protocol', 'port'],
    atLeast: 1,
  },
  answer: z.object({
    protocols: records(
      {
        protocol: quote({ en: 'Protocol', zh: '协议' }),
        ports: quotes({ en: 'Ports', zh: '端口' }),
        purpose: label(protocolPurposes, { en: 'Purpose', zh: '用途' }),
        usedBy: quotes({ en: 'Used By', zh: '使用者' }),
        endpoints: quotes({ en: 'Endpoints', zh: '通信端点' }),
        use: quote({ en: 'How It Was Used', zh: '利用方式' }),
      },
      { en: 'Protocols', zh: '协议列表' },
    ),
  }),
  instructions: {
    en: [
      'Extract the network protocols and ports that the attack made use of, with the purpose of each.',
      'Over which protocols did the malware or its operators communicate, spread or steal data? Quote how.',
      'List the network services abused in the incident so that a firewall team can act on them.',
      'Identify every protocol the text mentions in connection with the attack, its port where given, and what it carried.',
      'Describe the traffic side of the incident: protocol, port, endpoint and role in the attack.',
      "Which network channels would a traffic analyst inspect after reading this report, and why, in the report's own words?",
    ],
    zh: [
      '提取攻击所利用的网络协议和端口，并说明各自的用途。',
      '恶意软件或其操作者通过哪些协议通信、传播或窃取数据？请引用原文说明。',
      '列出事件中被滥用的网络服务，供防火墙团队处置。',
      '识别文中与攻击相关的每个协议、给出的端口以及所承载的内容。',
      '从流量角度描述事件：协议、端口、端点及其在攻击中的作用。',
      '读完报告后流量分析人员应检查哪些网络通道？用报告原话说明原因。',
    ],
  },
});
