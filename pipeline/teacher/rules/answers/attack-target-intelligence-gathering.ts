import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { wholeOf } from './clause.ts';
import { joinNames, namesIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { valuesOf } from './quoting.ts';
import { factsIn, type Unit } from './reading.ts';
import { statedRelations } from './stated-relations.ts';
import { opening, think, vary } from './thought.ts';
import { victimsIn } from './victims.ts';
import { wantFacts } from './wants.ts';

const targetCue =
  /target|attack|victim|hit\b|breach|compromis|infect|affect|against|aim|infiltrat|stole|steal|encrypt|disrupt|leak|expos|impact|vulnerab|攻击|针对|目标|受害|入侵|感染|影响|窃取|泄露|加密|瘫痪|漏洞|渗透|波及|遭/i;
const theft =
  /steal|stole|exfiltrat|leak|theft|harvest|collect|expos|access to|breach|窃取|窃密|泄露|泄漏|盗取|收集|外传|获取|被盗/i;
const data =
  /\b(?:(?:personal|customer|patient|employee|user|financial|payment|credit|bank|medical|health|login|sensitive|confidential|corporate|classified|diplomatic|browser|biometric|tax)\s){1,3}(?:card\s)?(?:data|details|information|records?|credentials|numbers?|documents?|files?)\b|\b(?:credentials|passwords|source code|social security numbers|e-?mails|trade secrets|intellectual property|cookies|private keys|session tokens|card numbers)\b|(?:个人|用户|客户|患者|员工|财务|敏感|机密|账号|账户|身份|隐私|登录|浏览器)(?:敏感)?(?:信息|数据|资料|凭证|凭据|文件|密码)|账号密码|源代码|口令|密码|聊天记录|通讯录|邮件内容|商业秘密/gi;
const most = 12;

/** Victims, sectors, regions, systems and data from sentences about being attacked. */
export const attackTargetIntelligenceGathering: Answerer = {
  wants: (reading) =>
    wantFacts(reading, { organisation: 1, sector: 1, country: 0.9, count: 1, money: 0.8, impact: 1, product: 0.6 }),
  answer(passage) {
    const units = passage.units.filter((unit) => isAboutTargets(unit));
    const origins = originsOf(passage);
    const of = (...types: Fact['type'][]): Fact[] => units.flatMap((unit) => factsIn(unit, ...types));
    const victims = victimsIn(passage);
    const sectors = of('sector');
    const regions = of('country').filter((fact) => !origins.has(fact.canonical));
    const answer = {
      victims: valuesOf(victims, most),
      sectors: valuesOf(sectors, most),
      regions: valuesOf(regions, most),
      systems: valuesOf(of('product'), most),
      dataSought: dataIn(units),
      scale: valuesOf(of('count'), 8),
      lossesAndDemands: valuesOf(of('money'), 8),
      effects: effectsOf(units),
    };
    const filled = Object.values(answer).filter((values) => values.length > 0);
    if (
      filled.length < 2 ||
      answer.victims.length + answer.sectors.length + answer.regions.length + answer.systems.length === 0
    )
      return null;
    return {
      answer,
      thought: think(
        opening(passage, ['organisation', 'sector', 'country', 'product', 'count', 'impact']),
        victimology(victims, sectors, regions),
        measures(passage, answer),
      ),
    };
  },
};

const isAboutTargets = (unit: Unit): boolean =>
  unit.kind !== 'heading' &&
  unit.kind !== 'code' &&
  factsIn(unit, 'mitigation').length === 0 &&
  targetCue.test(`${unit.text} ${unit.under}`);

/** Countries the attackers are said to come from: not targets, unless attacked as well. */
function originsOf({ units, language }: Passage): Set<string> {
  const relations = statedRelations(units, language);
  const attacked = new Set(
    relations.filter(({ relation }) => relation === 'targets').map(({ object }) => object.canonical),
  );
  return new Set(
    relations
      .filter(({ relation, object }) => relation === 'attributed-to' && !attacked.has(object.canonical))
      .map(({ object }) => object.canonical),
  );
}

function dataIn(units: readonly Unit[]): string[] {
  const found = units.filter((unit) => theft.test(unit.text)).flatMap((unit) => unit.text.match(data) ?? []);
  const seen = new Set<string>();
  return found.filter((value) => !seen.has(value.toLowerCase()) && seen.add(value.toLowerCase())).slice(0, 8);
}

const effectsOf = (units: readonly Unit[]): string[] =>
  units
    .filter((unit) => factsIn(unit, 'impact').length > 0 && unit.text.length <= 400)
    .map(wholeOf)
    .slice(0, 3);

function victimology(victims: readonly Fact[], sectors: readonly Fact[], regions: readonly Fact[]) {
  const say = (language: 'en' | 'zh') => {
    const named = namesIn(language, victims, 2);
    const kinds = namesIn(language, sectors, 2);
    const places = namesIn(language, regions, 2);
    return {
      named: joinNames(language, named),
      kinds: joinNames(language, kinds),
      places: joinNames(language, places),
    };
  };
  const [en, zh] = [say('en'), say('zh')];
  if (en.named && zh.named)
    return {
      en: `Sentences about being hit name ${en.named}${en.places ? ` and point to ${en.places}` : ''}.`,
      zh: `描述受害的语句点名了${zh.named}${zh.places ? `，并指向${zh.places}` : ''}。`,
    };
  if (en.kinds && zh.kinds)
    return {
      en: `No sentence names the victim outright, but the sector is: ${en.kinds}${en.places ? `, with ${en.places} as the place` : ''}.`,
      zh: `没有语句直接点明受害者，但说明了行业：${zh.kinds}${zh.places ? `，地区为${zh.places}` : ''}。`,
    };
  if (en.places && zh.places)
    return {
      en: `No sentence makes a named party or sector the one hit; the aim shows in the places, ${en.places}.`,
      zh: `没有语句点明受害方或行业，目标体现在地区：${zh.places}。`,
    };
  return {
    en: 'No sentence says outright who or where was hit; the systems attacked show who is meant.',
    zh: '没有语句直接说明谁或何地受害，从被攻击的系统可看出所指对象。',
  };
}

function measures(passage: Passage, answer: { scale: string[]; dataSought: string[]; lossesAndDemands: string[] }) {
  const { scale, dataSought, lossesAndDemands } = answer;
  if (scale.length + lossesAndDemands.length > 0)
    return vary(passage, [
      { en: 'Figures beside them tell the scale.', zh: '旁边的数字说明了规模。' },
      { en: 'The numbers given measure how far it reached.', zh: '给出的数字反映了波及程度。' },
    ]);
  if (dataSought.length > 0)
    return {
      en: 'Verbs of stealing show which data was wanted; no figure tells the scale.',
      zh: '表示窃取的动词说明了所图的数据，但没有数字说明规模。',
    };
  return { en: 'How many were hit and what was taken is not said.', zh: '受害数量和被窃内容均未说明。' };
}
