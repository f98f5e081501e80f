import { actorKinds } from '../../../../task-pool/vocabularies/actor-kinds.ts';
import { motives as motiveNames } from '../../../../task-pool/vocabularies/motives.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import { type Subject, subjectsOf } from './mentions.ts';
import { joinNames, nameIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { after, before, isReference, labelBy, otherNames, valuesOf } from './quoting.ts';
import { factsIn } from './reading.ts';
import { type StatedRelation, statedRelations } from './stated-relations.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { isAnalystTool } from './tool-kinds.ts';
import { wantFacts } from './wants.ts';

type Kind = keyof typeof actorKinds;
const kindCues: readonly (readonly [Kind, RegExp])[] = [
  [
    'state-sponsored',
    /state[- ](?:sponsored|backed)|nation[- ]state|government[- ](?:backed|sponsored)|\bAPT\b|advanced persistent|military intelligence|国家背景|国家支持|政府支持|政府背景|APT组织|国家级/i,
  ],
  [
    'ransomware-gang',
    /ransomware (?:gang|group|operators?|crew|cartel|affiliate)|extortion (?:gang|group)|勒索(?:软件)?(?:团伙|组织|集团)/i,
  ],
  ['hacktivist', /hacktivis|黑客行动主义|黑客活动/i],
  ['commercial-surveillance', /spyware (?:vendor|maker|company)|surveillance (?:vendor|firm)|间谍软件(?:厂商|公司)/i],
  [
    'cybercrime-group',
    /cyber-?criminals?|crime (?:group|gang|ring)|criminal (?:group|gang)|financially motivated|犯罪团伙|犯罪组织|黑产|犯罪集团/i,
  ],
];
const historyCue =
  /\b(?:since|active|first (?:seen|observed|appeared)|previous(?:ly)?|earlier|in the past|known for|years)\b|自\d|以来|曾|此前|最早|活跃|一直/i;
const attributionCue =
  /attribut|(?:high|moderate|medium|low) confidence|believed to be|linked to|overlap|similarit|归因|归属|认为|相似|重合|同源|关联/i;
const most = 4;

/** A profile for each group of the gazetteer that the passage says something of. */
export const attackerInformationExtraction: Answerer = {
  wants: (reading) =>
    wantFacts(reading, {
      actor: 2,
      motive: 0.8,
      'technique-phrase': 0.5,
      malware: 0.5,
      tool: 0.5,
      country: 0.4,
      sector: 0.4,
      technique: 0.2,
    }),
  answer(passage) {
    const relations = statedRelations(passage.units, passage.language);
    const subjects = subjectsOf(passage.units, 'actor');
    const profiles = subjects.map((subject) => profileOf(subject, passage, relations, subjects.length === 1));
    const attackers = profiles
      .filter(({ name: _, ...rest }) => Object.values(rest).flat().filter(Boolean).length >= 2)
      .slice(0, most);
    if (attackers.length === 0) return null;
    return {
      answer: { attackers },
      thought: think(
        opening(passage, ['actor', 'motive', 'malware', 'tool', 'country']),
        groundsSaid(subjects[0]!, attackers[0]!),
        openEnds(passage, subjects.length, attackers),
      ),
    };
  },
};

function profileOf(subject: Subject, passage: Passage, relations: readonly StatedRelation[], single: boolean) {
  const { name, mentions, units } = subject;
  const { language } = passage;
  const said = units.filter((unit) => factsIn(unit, 'mitigation').length === 0);
  const of = (...types: Fact['type'][]): Fact[] => said.flatMap((unit) => factsIn(unit, ...types));
  const objects = (...kinds: StatedRelation['relation'][]): Fact[] =>
    relations
      .filter((one) => one.subject.canonical === name.canonical && kinds.includes(one.relation))
      .map(({ object }) => object);
  const alsoNamed = relations.filter(
    ({ relation, subject: one }) => relation === 'also-known-as' && one.canonical === name.canonical,
  );
  const armed = objects('uses', 'downloads', 'exploits').filter(({ type }) => type === 'malware' || type === 'tool');
  const history = mentions.find(({ unit }) => historyCue.test(unit.text) && factsIn(unit, 'date', 'period').length > 0);
  const attribution = mentions.find(
    ({ unit }) => attributionCue.test(unit.text) && factsIn(unit, 'vendor', 'organisation', 'country').length > 0,
  );
  const aliases = [...otherNames(passage.units, name), ...alsoNamed.map(({ object }) => object.value)];
  return {
    name: name.value,
    aliases: [...new Set(aliases)].filter((alias) => alias !== name.value),
    kind: kindOf(mentions),
    origin: valuesOf(
      objects('attributed-to').filter(({ type }) => type === 'country'),
      3,
    ),
    motives: [...new Set(of('motive').map(({ canonical }) => canonical as keyof typeof motiveNames))].slice(0, 3),
    techniques: valuesOf(of('technique-phrase', 'technique'), 10),
    malwareAndTools: valuesOf(
      single ? [...armed, ...of('malware', 'tool').filter(({ canonical }) => !isAnalystTool(canonical))] : armed,
      12,
    ),
    infrastructure: valuesOf(
      said.flatMap((unit) => (isReference(unit) ? [] : factsIn(unit, 'domain', 'ip-address'))),
      12,
    ),
    targets: valuesOf(objects('targets'), 10),
    history: history ? clauseAt(history.unit, language, factsIn(history.unit, 'date', 'period')[0]!) : null,
    attribution: attribution ? clauseAt(attribution.unit, language, attribution.fact) : null,
  };
}

/** What the words near the name call the group. */
function kindOf(mentions: Subject['mentions']): Kind | null {
  for (const { fact, unit } of mentions) {
    const kind = labelBy(`${before(unit, fact, 60)} ${after(unit, fact, 60)}`, kindCues);
    if (kind) return kind;
  }
  return null;
}

type Profile = ReturnType<typeof profileOf>;

function groundsSaid({ name }: Subject, profile: Profile) {
  const [en, zh] = [nameIn('en', name), nameIn('zh', name)];
  if (!en || !zh || profile.name !== name.value) return null;
  const parts = [
    profile.kind && {
      en: `the words near the name make it a ${actorKinds[profile.kind].en.toLowerCase()}`,
      zh: `名称附近的措辞表明其为${actorKinds[profile.kind].zh}`,
    },
    profile.motives[0] && {
      en: `the motive reads as ${motiveNames[profile.motives[0]].en.toLowerCase()}`,
      zh: `动机体现为${motiveNames[profile.motives[0]].zh}`,
    },
    profile.malwareAndTools.length > 0 && {
      en: `${numberWord(profile.malwareAndTools.length)} piece${profile.malwareAndTools.length === 1 ? '' : 's'} of its arsenal can be named`,
      zh: `可列出其武器库中的${profile.malwareAndTools.length}项`,
    },
    profile.targets.length > 0 && {
      en: `${numberWord(profile.targets.length)} target${profile.targets.length === 1 ? ' is' : 's are'} stated`,
      zh: `明确的目标有${profile.targets.length}个`,
    },
  ].filter((part) => part !== null && part !== false && part !== undefined);
  const [first] = parts;
  if (!first) return null;
  return {
    en: `For ${en}, ${joinNames(
      'en',
      parts.map((part) => part.en),
    )}.`,
    zh: `关于${zh}，${parts.map((part) => part.zh).join('，')}。`,
  };
}

function openEnds(passage: Passage, named: number, attackers: readonly Profile[]) {
  if (named > attackers.length)
    return {
      en: `${numberWord(named - attackers.length) === 'one' ? 'One other name appears' : 'Other names appear'} only in passing and get${named - attackers.length === 1 ? 's' : ''} no profile.`,
      zh: `另有${named - attackers.length}个名称只是顺带提及，不单列画像。`,
    };
  if (attackers.every(({ origin }) => origin.length === 0))
    return vary(passage, [
      {
        en: 'No sentence says where the group works from, so its origin stays empty.',
        zh: '没有语句说明其来源地，因此来源留空。',
      },
      {
        en: 'A country that is merely mentioned is no origin, and none is stated.',
        zh: '仅被提及的国家不等于来源，文中也未说明来源。',
      },
    ]);
  return {
    en: 'The origin rests on a sentence that ties the group to a country outright.',
    zh: '来源依据的是把该组织与国家直接联系起来的语句。',
  };
}
