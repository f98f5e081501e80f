import { protocolPurposes } from '../../../../task-pool/vocabularies/protocol-purposes.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import { joinNames } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { isReference, labelBy, nearestLabel, valuesOf } from './quoting.ts';
import { factsIn, type Unit } from './reading.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { wantUnits } from './wants.ts';

type Purpose = keyof typeof protocolPurposes;
const most = 12;

const purposeCues: readonly (readonly [Purpose, RegExp])[] = [
  [
    'industrial-control',
    /\b(?:substation|breaker|PLC|RTU|industrial|SCADA|Modbus|IEC|OPC)\b|变电站|断路器|工控|工业控制/i,
  ],
  ['denial-of-service', /\bD?DoS\b|denial[- ]of[- ]service|flood|amplification|拒绝服务|洪水|放大攻击|流量攻击/i],
  ['exfiltration', /exfiltrat|stolen data|upload|外传|窃取.{0,6}数据|上传|回传/i],
  ['lateral-movement', /lateral|propagat|spread|worm|self-replicat|横向|传播|扩散|内网渗透|蠕虫/i],
  ['scanning', /\bscan(?:s|ned|ning)?\b|probe|扫描|探测/i],
  ['tunnelling', /tunnel|prox(?:y|ied|ies)|forward|隧道|代理|转发/i],
  [
    'initial-access',
    /brute|password|exposed|login|log in|credential|initial access|exploit|vulnerab|爆破|弱口令|登录|暴露|漏洞|入侵/i,
  ],
  [
    'command-and-control',
    /\bC2\b|C&C|command[- ]and[- ]control|beacon|communicat|connect|request|commands?|server|控制|通信|回连|连接|指令|心跳|请求/i,
  ],
  ['delivery', /download|deliver|payload|attachment|下载|投递|载荷|附件/i],
];

/** Protocols and ports in sentences about the attack, each at the mention that says most of its use. */
export const networkProtocolUtilization: Answerer = {
  wants: (reading) => wantUnits(reading, (unit) => (usable(unit) ? weightOf(unit) : 0)),
  answer(passage) {
    const protocols = [...found(passage).values()].slice(0, most).map(({ fact, unit }) => ({
      protocol: fact.type === 'port' ? null : fact.value,
      ports: valuesOf(factsIn(unit, 'port'), 10),
      purpose: purposeOf(unit, fact),
      usedBy: valuesOf(factsIn(unit, 'actor', 'malware', 'tool'), 4),
      endpoints: valuesOf(factsIn(unit, 'ip-address', 'domain', 'url'), 6),
      use: unit.kind === 'table' || unit.kind === 'code' ? null : clauseAt(unit, passage.language, fact),
    }));
    if (!protocols.some(({ use, ports, endpoints }) => use !== null || ports.length + endpoints.length > 0))
      return null;
    return {
      answer: { protocols },
      thought: think(
        opening(passage, ['protocol', 'port', 'ip-address']),
        purposesSaid(protocols),
        portsSaid(passage, protocols),
      ),
    };
  },
};

const advice = /\b(?:block|disable|restrict|should|must)\b|禁止|限制|拦截|关闭|封堵|封禁|应当|建议/i;

const usable = (unit: Unit): boolean =>
  unit.kind !== 'heading' && !isReference(unit) && factsIn(unit, 'mitigation').length === 0 && !advice.test(unit.text);

const weightOf = (unit: Unit): number => {
  const facts = factsIn(unit, 'protocol', 'port').length;
  return facts === 0 ? 0 : facts * 0.5 + (labelBy(unit.text, purposeCues) ? 0.7 : 0.2);
};

/** A port counts by itself only in a unit that names no protocol. */
function found(passage: Passage): Map<string, { fact: Fact; unit: Unit; weight: number }> {
  const best = new Map<string, { fact: Fact; unit: Unit; weight: number }>();
  for (const unit of passage.units) {
    if (!usable(unit)) continue;
    const protocols = factsIn(unit, 'protocol');
    const facts = protocols.length > 0 ? protocols : factsIn(unit, 'port').slice(0, 1);
    for (const fact of facts) {
      const key = `${fact.type}\n${fact.canonical}`;
      const weight = weightOf(unit) + (unit.kind === 'table' || unit.kind === 'code' ? 0 : 0.5);
      const held = best.get(key);
      if (!held || weight > held.weight) best.set(key, { fact, unit, weight });
    }
  }
  return best;
}

/** The cue nearest the protocol's name decides between several in one sentence. */
const purposeOf = (unit: Unit, { start, end }: Fact): Purpose | null =>
  nearestLabel(unit.text, { start: start - unit.start, end: end - unit.start }, purposeCues) ??
  labelBy(unit.under, purposeCues);

function purposesSaid(protocols: readonly { purpose: Purpose | null }[]) {
  const purposes = [...new Set(protocols.map(({ purpose }) => purpose))]
    .filter((purpose) => purpose !== null)
    .slice(0, 3);
  if (purposes.length === 0)
    return {
      en: 'What they served for is not said, so the purpose stays open.',
      zh: '文本没有说明其用途，因此用途从缺。',
    };
  return {
    en: `The verbs and nouns beside them point to ${joinNames(
      'en',
      purposes.map((purpose) => protocolPurposes[purpose].en.toLowerCase()),
    )}.`,
    zh: `旁边的动词和名词指向${joinNames(
      'zh',
      purposes.map((purpose) => protocolPurposes[purpose].zh),
    )}。`,
  };
}

function portsSaid(passage: Passage, protocols: readonly { ports: string[] }[]) {
  const ports = new Set(protocols.flatMap((one) => one.ports)).size;
  if (ports > 0)
    return {
      en: `${ports === 1 ? 'The port number' : `The ${numberWord(ports)} port numbers`} in the same sentences belong${ports === 1 ? 's' : ''} to them.`,
      zh: `同一语句中的${ports}个端口号与之对应。`,
    };
  return vary(passage, [
    { en: 'No port stands beside them, so none is given.', zh: '旁边没有端口号，因此不填端口。' },
    {
      en: 'Mentions in advice to administrators are not uses in the attack and are passed over.',
      zh: '给管理员的建议中的提及不算攻击中的使用。',
    },
  ]);
}
