import { domainRoles } from '../../../../task-pool/vocabularies/domain-roles.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import { joinNames } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { isHostile, isReference, labelBy, valuesOf } from './quoting.ts';
import { factsIn, type Unit } from './reading.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { wantUnits } from './wants.ts';

type Role = keyof typeof domainRoles;
const most = 40;

const roleCues: readonly (readonly [Role, RegExp])[] = [
  ['kill-switch', /kill[- ]?switch|开关域名|终止开关|自杀开关/i],
  ['sinkhole', /sink ?hol|沉洞|黑洞路由/i],
  ['phishing', /phish|impersonat|spoof|look-?alike|typosquat|fake (?:site|page|login)|钓鱼|仿冒|伪造|假冒|冒充/i],
  [
    'command-and-control',
    /\bC2\b|C&C|\bCnC\b|command[- ]and[- ]control|beacon|control server|calls? home|connects? to|控制端|命令与控制|控制服务器|回连|远控|上线地址|通信/i,
  ],
  ['leak-or-payment-site', /leak site|payment (?:site|page)|\.onion|暗网|泄露站点|支付页面/i],
  ['exfiltration', /exfiltrat|stolen data (?:is|was|are) sent|uploads? (?:the |stolen )?data|外传|回传|数据上传/i],
  ['redirection', /redirect|traffic distribution|跳转|重定向/i],
  [
    'delivery',
    /download|deliver|payload|host(?:s|ed|ing) (?:the )?(?:malware|malicious)|distribut|exploit kit|mining pool|下载|分发|投递|载荷|挂马|矿池/i,
  ],
  [
    'victim',
    /compromised (?:web)?site|infected (?:web)?site|defaced|被入侵的?网站|(?:已|被)失陷|失陷(?:主机|网站)|被篡改|受害网站/i,
  ],
  [
    'abused-service',
    /legitimate (?:service|site)|abus(?:es|ed|ing) (?:the )?(?:service|cloud)|合法服务|云存储|公共服务/i,
  ],
];
const host =
  /^(?:h[tx]{2}ps?|ftp)?(?:\[?:\]?\/\/|：\/\/)?(?:[^\s/@]*@)?((?:[\w-]+(?:\[\.\]|\(\.\)|\[dot\]|\.))+[\w-]+)/i;

/** Internet names outside references, each with its URLs, its addresses and its part in the sentence or table it stands in. */
export const domainIntelligenceAcquisition: Answerer = {
  wants: (reading) => wantUnits(reading, (unit) => Math.min(4, namesIn(unit).length)),
  answer(passage) {
    const names = namesOf(passage);
    if (names.length === 0) return null;
    const domains = names.slice(0, most).map(({ domain, urls, unit, at, role }) => ({
      domain,
      role,
      urls: valuesOf(urls, 10),
      resolvesTo: resolutionOf(unit),
      registration: clauseWith(unit, passage, at, /regist(?:er|ration)|whois|注册/i),
      hosting: clauseWith(unit, passage, at, /\bhosted (?:on|at|by|in)\b|hosting provider|托管|服务器位于/i),
      relatedMalware: valuesOf(factsIn(unit, 'malware'), 4),
      context:
        unit.kind === 'table' || unit.kind === 'code' || isBare(unit) ? null : clauseAt(unit, passage.language, at),
    }));
    return {
      answer: { domains, redirectChain: redirectChainOf(passage) },
      thought: think(
        opening(passage, ['domain', 'url', 'ip-address', 'malware']),
        rolesSaid(domains),
        missing(passage, domains),
      ),
    };
  },
};

interface Named {
  domain: string;
  urls: Fact[];
  unit: Unit;
  at: Fact;
  role: Role | null;
}

/** One entry a host, whether it is named on its own or within URLs. */
function namesOf(passage: Passage): Named[] {
  const byHost = new Map<string, Named>();
  for (const unit of passage.units) {
    for (const fact of namesIn(unit)) {
      const domain = fact.type === 'domain' ? fact.value : (host.exec(fact.value)?.[1] ?? null);
      if (!domain || /^[\d.[\]()]+$/.test(domain)) continue;
      const key = domain
        .toLowerCase()
        .replace(/[[\]()]/g, '')
        .replaceAll('dot', '.');
      const named = byHost.get(key) ?? { domain, urls: [], unit, at: fact, role: null };
      named.role ??= roleOf(unit);
      if (fact.type === 'url') named.urls.push(fact);
      // A sentence says more of a name than a row of a list does.
      else if (named.unit.kind !== 'paragraph' && unit.kind === 'paragraph' && !isBare(unit))
        Object.assign(named, { unit, at: fact });
      byHost.set(key, named);
    }
  }
  return [...byHost.values()];
}

/** Names that belong to the incident: defanged ones, and those in a unit that speaks of an attack or of their part in it. */
function namesIn(unit: Unit): Fact[] {
  if (isReference(unit)) return [];
  const involved = isHostile(unit) || roleOf(unit) !== null;
  return factsIn(unit, 'domain', 'url').filter(({ value }) => involved || /[[(]\.|\[dot|hxxp/i.test(value));
}

const roleOf = (unit: Unit): Role | null => labelBy(unit.text, roleCues) ?? labelBy(unit.under, roleCues);

/** Addresses beside a name: in its row, or in a sentence that speaks of resolving. */
function resolutionOf(unit: Unit): string[] {
  const told = unit.kind === 'table' || /resolv|point(?:s|ed|ing) to|解析|指向|对应的?IP/i.test(unit.text);
  return told && factsIn(unit, 'domain', 'url').length <= 2 ? valuesOf(factsIn(unit, 'ip-address'), 6) : [];
}

const clauseWith = (unit: Unit, { language }: Passage, at: Fact, cue: RegExp): string | null =>
  unit.kind !== 'table' && cue.test(unit.text) ? clauseAt(unit, language, at) : null;

/** Whether a unit is hardly more than the address itself. */
function isBare(unit: Unit): boolean {
  const rest = factsIn(unit, 'domain', 'url', 'ip-address', 'hash').reduce(
    (text, { value }) => text.replace(value, ''),
    unit.text,
  );
  return rest.replace(/[^\p{L}]/gu, '').length < 8;
}

function redirectChainOf({ units }: Passage): string[] {
  const chain = units.find(
    (unit) => /redirect|跳转|重定向/i.test(unit.text) && factsIn(unit, 'domain', 'url').length >= 2,
  );
  return chain ? valuesOf(factsIn(chain, 'domain', 'url'), 10) : [];
}

function rolesSaid(domains: readonly { role: Role | null }[]) {
  const roles = [...new Set(domains.map(({ role }) => role))].filter((role) => role !== null).slice(0, 3);
  const open = domains.filter(({ role }) => role === null).length;
  if (roles.length === 0)
    return {
      en: 'The wording round them gives none of them a definite part in the attack, so the role stays open.',
      zh: '上下文没有说明它们在攻击中的具体作用，因此作用一项从缺。',
    };
  return {
    en: `The sentences, headings and table columns they stand under mark them as ${joinNames(
      'en',
      roles.map((role) => domainRoles[role].en.toLowerCase()),
    )}${open > 0 ? `; for ${numberWord(open)} the role stays open` : ''}.`,
    zh: `所在语句、标题和表头表明其作用为${joinNames(
      'zh',
      roles.map((role) => domainRoles[role].zh),
    )}${open > 0 ? `，另有${open}个作用不明` : ''}。`,
  };
}

function missing(passage: Passage, domains: readonly { registration: string | null; hosting: string | null }[]) {
  if (domains.some(({ registration, hosting }) => registration !== null || hosting !== null)) return null;
  return vary(passage, [
    {
      en: 'Of registration and hosting the text says nothing, and nothing is filled in.',
      zh: '文本没有提及注册与托管，相应字段不填。',
    },
    {
      en: 'Registrar, dates and hosting are not stated and stay empty.',
      zh: '注册商、日期和托管方均未说明，保持为空。',
    },
  ]);
}
