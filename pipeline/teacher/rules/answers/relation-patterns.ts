import type { relationTypes } from '../../../../task-pool/vocabularies/relation-types.ts';
import type { FactType } from '../facts.ts';

export interface RelationPattern {
  relation: keyof typeof relationTypes;
  from: readonly FactType[];
  to: readonly FactType[];
  /** What the words between the two must hold, in either language. */
  cue: RegExp;
  /** What must stand right before the first of the two. */
  lead?: RegExp;
  /** What must stand right after the second. */
  tail?: RegExp;
  /** Most characters between the two in English; Chinese allows half. */
  gap: number;
  /** The object stands first and the subject second. */
  reversed?: true;
}

const attackers: FactType[] = ['actor', 'malware'];
const weaknesses: FactType[] = ['cve', 'advisory'];
const addresses: FactType[] = ['domain', 'ip-address', 'url'];
const goals: FactType[] = ['sector', 'country', 'organisation', 'vendor', 'product'];
const reporters: FactType[] = ['vendor', 'organisation', 'person'];

/** Wordings that state a relation between two names of one sentence. The first that fits a pair counts. */
export const relationPatterns: readonly RelationPattern[] = [
  {
    relation: 'exploits',
    from: [...attackers, 'tool'],
    to: weaknesses,
    cue: /\b(?:exploit(?:s|ed|ing)?|abus(?:es?|ed|ing)|leverag(?:es?|ed|ing)|weaponi[sz](?:es?|ed|ing)|us(?:es?|ed|ing)|via|through)\b|利用|使用|借助|通过/i,
    gap: 110,
  },
  {
    relation: 'uses',
    from: ['actor'],
    to: ['malware', 'tool'],
    cue: /\b(?:us(?:es?|ed|ing)|deploy(?:s|ed|ing)?|employ(?:s|ed|ing)?|leverag(?:es?|ed|ing)|deliver(?:s|ed|ing)?|drop(?:s|ped|ping)?|install(?:s|ed|ing)?|distribut(?:es?|ed|ing)|spread(?:s|ing)?|develop(?:s|ed|ing)?|operat(?:es?|ed|ing)|rel(?:y|ies|ied) on|launch(?:es|ed|ing)?|tools? such as|arsenal)\b|使用|利用|部署|投放|投递|采用|植入|分发|传播(?!渠道|方式|途径)|运营|开发|借助/i,
    gap: 110,
  },
  {
    relation: 'targets',
    from: attackers,
    to: goals,
    cue: /\b(?:target(?:s|ed|ing)?|attack(?:s|ed|ing)?|hit(?:s|ting)?|aim(?:s|ed)? at|against|compromis(?:es?|ed|ing)|breach(?:es|ed|ing)?|infect(?:s|ed|ing)?|infiltrat(?:es?|ed|ing)|struck|focus(?:es|ed)? on|went after)\b|攻击(?!工具|手法|活动|者|样本|事件|载荷|链|团伙|组织|武器|方式|技术|能力|行动|框架)|针对|瞄准|入侵(?!事件|活动|手法)|渗透(?!能力|工具|测试)|感染|袭击|窃取|目标(?:为|是|包括)|[向对]在?$/i,
    gap: 100,
  },
  {
    relation: 'communicates-with',
    from: ['malware'],
    to: addresses,
    cue: /\b(?:connect(?:s|ed|ing)?|communicat(?:es?|ed|ing)|contact(?:s|ed|ing)?|beacon(?:s|ed|ing)?|C2|C&C|command[- ]and[- ]control|reports? to|calls? (?:home|back)|resolv(?:es?|ed)|queri(?:es|ed)|sends?|request(?:s|ed)?)\b|连接|通信|回连|回传|上传|请求|访问|解析|发送/i,
    gap: 140,
  },
  {
    relation: 'downloads',
    from: ['malware', 'tool', 'actor'],
    to: ['malware', 'file-name', 'url'],
    cue: /\b(?:download(?:s|ed|ing)?|fetch(?:es|ed|ing)?|retriev(?:es?|ed|ing))\b|下载|拉取/i,
    gap: 90,
  },
  {
    relation: 'delivers',
    from: ['malware', 'tool'],
    to: ['malware', 'tool', 'file-name'],
    cue: /\b(?:drop(?:s|ped|ping)?|install(?:s|ed|ing)?|deliver(?:s|ed|ing)?|load(?:s|ed|ing)?|deploy(?:s|ed|ing)?|spread(?:s|ing)?|distribut(?:es?|ed|ing)|unpack(?:s|ed|ing)?)\b|释放|投递|加载|植入|安装|分发|传播(?!渠道|方式|途径)/i,
    gap: 80,
  },
  {
    relation: 'uses',
    from: ['malware'],
    to: ['tool'],
    cue: /\b(?:us(?:es?|ed|ing)|employ(?:s|ed|ing)?|leverag(?:es?|ed|ing)|abus(?:es?|ed|ing)|invok(?:es?|ed|ing)|runs?|execut(?:es?|ed|ing)|via|through|with)\b|使用|利用|借助|调用|通过|执行/i,
    gap: 80,
  },
  {
    relation: 'affects',
    from: weaknesses,
    to: ['product'],
    cue: /\b(?:in|affect(?:s|ed|ing)?|impact(?:s|ed|ing)?|of)\b|影响|存在于|涉及|位于/i,
    gap: 70,
  },
  {
    relation: 'affects',
    from: weaknesses,
    to: ['product', 'vendor'],
    cue: /vulnerabilit(?:y|ies)|flaw|bug|weakness|zero-day|vulnerable to|,? through $|^\s?[（(]\s?$|漏洞|缺陷/i,
    gap: 60,
    reversed: true,
  },
  {
    relation: 'attributed-to',
    from: ['malware', 'cve', 'advisory'],
    to: ['actor', 'country'],
    cue: /\b(?:attribut(?:es?|ed|ion)|linked to|tied to|associated with|operated by|run by|developed by|work of|blamed on|behind)\b|归因|归属|隶属|出自|幕后|有关联/i,
    gap: 90,
  },
  {
    relation: 'attributed-to',
    from: ['actor'],
    to: ['country'],
    cue: /^[^.]{0,50}\b(?:operating from|operates from|attribut(?:ed|ion)|linked to|tied to|associated with|based in|from|working for|on behalf of|backed by|sponsored by|serves)\b|来自|隶属|归属于|背景为|位于/i,
    gap: 70,
  },
  {
    relation: 'attributed-to',
    from: ['malware', 'actor'],
    to: ['actor', 'country', 'organisation'],
    lead: /\b(?:attribut(?:es?|ed|ing)|blam(?:es?|ed))\s(?:the\s)?(?:\w+\s){0,2}$|将$/i,
    cue: /^[^,.;]{0,24}\b(?:to|on)\b|^(?:的?攻击)?归因[于到]|^归咎于/i,
    gap: 44,
  },
  {
    relation: 'attributed-to',
    from: ['actor'],
    to: ['country'],
    cue: /^[- ]?(?:linked|backed|based|sponsored|speaking|aligned|nexus|affiliated|state-sponsored|government-backed)|^(?:的|背景的?|黑客组织|APT组织|国家级|政府支持的|方面的)/i,
    gap: 46,
    reversed: true,
  },
  {
    relation: 'discovered',
    from: reporters,
    to: ['malware', 'cve', 'advisory', 'actor'],
    cue: /\b(?:discover(?:s|ed|ing)?|found|identif(?:y|ies|ied)|uncover(?:s|ed)?|detect(?:s|ed)?|disclos(?:es?|ed)|observ(?:es?|ed)|spotted|analy[sz](?:es?|ed)|described|reported)\b|发现|披露|公布了|观察到|检测到|捕获|监测到|曝光|截获/i,
    gap: 90,
  },
  {
    relation: 'fixes',
    from: reporters,
    to: weaknesses,
    cue: /\b(?:fix(?:es|ed)?|patch(?:es|ed)?|address(?:es|ed)|remed(?:y|iated))\b|修复|修补|发布.{0,12}(?:补丁|更新)/i,
    gap: 90,
  },
  {
    relation: 'variant-of',
    from: ['malware'],
    to: ['malware'],
    cue: /^(?:[’']s|的)?\s?(?:新|最新|new\s)?(?:变种|变体|variant)\s?(?:called|named|名为)?\s?$/i,
    gap: 24,
    reversed: true,
  },
  {
    relation: 'variant-of',
    from: ['malware'],
    to: ['malware'],
    cue: /\b(?:variant of|based on|derived from|fork of|successor (?:to|of)|rebrand(?:ed|ing)? (?:of|from)|built on|evolved from)\b|基于|改自|源自|衍生自|演变自/i,
    gap: 70,
  },
  {
    relation: 'variant-of',
    from: ['malware'],
    to: ['malware'],
    cue: /是/,
    tail: /^\s?的(?:一个)?(?:变种|变体|后继)/,
    gap: 60,
  },
  {
    relation: 'also-known-as',
    from: ['actor', 'malware', 'advisory'],
    to: ['actor', 'malware', 'cve', 'advisory'],
    cue: /\b(?:also (?:known|tracked|called|written) as|also (?:called|named)|aka|a\.k\.a\.?|tracked as|better known as|dubbed|nicknamed)\b|又名|又称|也称|亦称|别名|也被称为|又被称为|被称为/i,
    gap: 50,
  },
  {
    relation: 'also-known-as',
    from: ['cve', 'advisory'],
    to: ['cve', 'advisory'],
    cue: /^(?:\s?(?:漏洞|vulnerability|flaw|bug))?\s?[（(,，]?\s?(?:also |or |或|即|又称)?$/i,
    gap: 30,
  },
  {
    relation: 'named-by',
    from: ['actor', 'malware'],
    to: ['vendor', 'organisation'],
    cue: /\b(?:calls?(?: it| them| the \w+)?|called it|tracks?(?: \w+){0,3} as|named (?:it|them)|dubbed(?: it| them)?|designates(?: it| them)? as)\s[“"'‘]?$|^\s(?:as\s)?$|^[^，,]{0,20}(?:称[其之]为|命名为|编号为|称作|给出的名称)[“"‘]?$|^以$/i,
    gap: 60,
    reversed: true,
  },
  {
    relation: 'related-to',
    from: ['actor', 'malware'],
    to: ['actor', 'malware'],
    cue: /\b(?:connected (?:with|to)|affiliated with|an affiliate of|overlaps? with|shares (?:code|infrastructure) with|associated with|linked to|similar to|works with)\b|^与$|合作/i,
    gap: 50,
  },
];

/** Words that take a statement back. */
export const negation =
  /\b(?:not|never|no evidence|neither|nor|without|unlike|denied|rather than|instead of)\b|n[’']t\b|未|没有|并非|不是|不存在|无关|否认|而非/i;
/** "was used by", "are exploited by". */
export const passiveEnglish =
  /\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:\w+\s){0,2}\w+(?:ed|en|it|ck|nd)\s+(?:\w+\s)?by\s(?:the\s)?[\w\s“"'-]{0,24}$/i;
export const passiveChinese = /(?:被|遭到?|受到|由)[^，。；]{0,8}$/;
