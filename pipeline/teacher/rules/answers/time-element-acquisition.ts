import type { timeKinds, timeRoles } from '../../../../task-pool/vocabularies/time-kinds.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import { nameIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { nearestLabel } from './quoting.ts';
import { factsIn } from './reading.ts';
import { capital, numberWord, opening, think, vary } from './thought.ts';
import { wantFacts } from './wants.ts';

const most = 20;

const roleCues: readonly (readonly [keyof typeof timeRoles, RegExp])[] = [
  [
    'legal-action',
    /\b(?:arrest|indict|sentenc|court|charged|pleaded|lawsuit|fined|extradit|sanction|prosecut)\w*|逮捕|起诉|判处|判决|法院|罚款|制裁|引渡|抓获/i,
  ],
  [
    'fix-release',
    /\b(?:patch(?:ed|es)?|fix(?:ed|es)?|released? (?:an? )?(?:\w+ ){0,2}(?:update|version|patch)|security update|updated version)\b|补丁|修复|发布.{0,8}(?:更新|版本|补丁)|安全更新/i,
  ],
  [
    'infrastructure',
    /\b(?:regist(?:ered|ration)|compil(?:ed|ation)|time ?stamp|created on|certificate)\b|注册|编译|时间戳|证书/i,
  ],
  [
    'discovery',
    /\b(?:discover(?:ed|y)?|detected|found|noticed|spotted|identified|observed|first seen|uncovered|caught)\b|发现|检测到|捕获|监测到|察觉|首次出现|截获/i,
  ],
  [
    'disclosure',
    /\b(?:disclos|announc|report(?:ed|s)\b|publish|warn|confirmed|advisory|statement|revealed|released? (?:a |the )?(?:report|advisory|statement))\w*|披露|公布|公开|通报|报告|报道|发布|宣布|曝光|预警|确认/i,
  ],
  [
    'response-recovery',
    /\b(?:restor|recover|resum|shut down|took? (?:\w+ )?offline|took down|takedown|seiz|contain|isolat|disconnected|paid)\w*|恢复|关闭|下线|停用|隔离|处置|查封|支付/i,
  ],
  [
    'attack-activity',
    /\b(?:attack|exploit|infect|breach|compromis|encrypt|stole|spread|hit|target|deploy|intrusion|campaign|access|active|launch|send|sent|distribut|exfiltrat|began|started|upload|download)\w*|攻击|利用|感染|入侵|加密|窃取|传播|投递|植入|活跃|爆发|渗透|泄露|遭/i,
  ],
];

const conditional = /\b(?:if|unless|within \d+ (?:hours|days) of)\b|如果|若|未能|一旦/i;

/** Dates and periods, each with the words that say what happened then. */
export const timeElementAcquisition: Answerer = {
  wants: (reading) => wantFacts(reading, { date: 1, period: 1 }),
  answer(passage) {
    const { language } = passage;
    const seen = new Set<string>();
    const times = passage.units
      .flatMap((unit) =>
        factsIn(unit, 'date', 'period').flatMap((fact) => {
          const event = clauseAt(unit, language, fact);
          // A year within another date's sentence adds nothing; the same date with another event does.
          if (seen.has(`${fact.canonical}\n${event}`)) return [];
          seen.add(`${fact.canonical}\n${event}`);
          return [
            {
              time: fact.value,
              kind: kindOf(fact),
              role: roleOf(event, fact),
              event: tells(event, fact) ? event : null,
            },
          ];
        }),
      )
      .slice(0, most);
    if (times.length === 0 || times.every(({ event }) => event === null)) return null;
    return {
      answer: { times },
      thought: think(opening(passage, ['date', 'period']), spanOf(passage), rolesOf(passage, times)),
    };
  },
};

function kindOf({ type, canonical }: Fact): keyof typeof timeKinds {
  if (type === 'date') return 'date';
  return canonical.includes('/') ? 'period' : 'duration';
}

/** The cue that stands nearest the date says what the date means; a condition dates nothing. */
function roleOf(event: string, { value }: Fact): keyof typeof timeRoles {
  if (conditional.test(event)) return 'background';
  const start = Math.max(0, event.indexOf(value));
  return nearestLabel(event, { start, end: start + value.length }, roleCues) ?? 'background';
}

/** Whether a clause says more than the time itself. */
const tells = (event: string, { value }: Fact): boolean =>
  event.replace(value, '').replace(/[^\p{L}]/gu, '').length >= 6;

/** From the earliest to the latest full date. */
function spanOf(passage: Passage) {
  const dated = passage.facts.distinct('date').filter(({ canonical }) => /^\d{4}/.test(canonical));
  const sorted = dated.toSorted((a, b) => (a.canonical < b.canonical ? -1 : 1));
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  if (!first || !last || first === last) return null;
  const [en, zh] = [
    [nameIn('en', first), nameIn('en', last)],
    [nameIn('zh', first), nameIn('zh', last)],
  ];
  if ([...en, ...zh].includes(null)) return null;
  return { en: `They reach from ${en[0]} to ${en[1]}.`, zh: `时间跨度从${zh[0]}到${zh[1]}。` };
}

function rolesOf(passage: Passage, times: readonly { role: keyof typeof timeRoles; event: string | null }[]) {
  const count = (...roles: (keyof typeof timeRoles)[]) => times.filter(({ role }) => roles.includes(role)).length;
  const attack = count('attack-activity', 'discovery');
  const reaction = count('disclosure', 'fix-release', 'response-recovery', 'legal-action');
  const ending = vary(passage, [
    { en: 'The verb beside each one decides which.', zh: '具体含义由各时间旁的动词决定。' },
    { en: 'What each stands for follows from the clause round it.', zh: '每个时间的含义取决于其所在分句。' },
    { en: 'The clause that carries the date also carries the event.', zh: '带有日期的分句同时说明了事件。' },
  ]);
  const parts = [
    attack > 0 && {
      en: `${numberWord(attack)} belong${attack === 1 ? 's' : ''} to the attack or its discovery`,
      zh: `${attack}处属于攻击或其发现`,
    },
    reaction > 0 && {
      en: `${numberWord(reaction)} to disclosure, fixes, response or the law`,
      zh: `${reaction}处属于披露、修复、响应或司法行动`,
    },
  ].filter((part) => part !== false);
  if (parts.length === 0)
    return {
      en: `None of them dates the attack itself; they place the background in time. ${ending.en}`,
      zh: `这些时间都不是攻击本身的日期，只是交代背景。${ending.zh}`,
    };
  const en = parts.map((part) => part.en).join(', ');
  return {
    en: `${capital(attack > 0 ? en : en.replace(' to ', ` belong${reaction === 1 ? 's' : ''} to `))}. ${ending.en}`,
    zh: `其中${parts.map((part) => part.zh).join('，')}。${ending.zh}`,
  };
}
