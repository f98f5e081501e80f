import { toolTypes } from '../../../../task-pool/vocabularies/tool-types.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import { joinNames, namesIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { isReference, valuesOf } from './quoting.ts';
import { factsIn, type Unit } from './reading.ts';
import { statedRelations } from './stated-relations.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { isAnalystTool, type ToolType, toolTypeOf } from './tool-kinds.ts';
import { wantFacts } from './wants.ts';

const useCue =
  /\b(?:us(?:e|es|ed|ing)|deploy\w*|leverag\w*|abus\w*|execut\w*|run|runs|ran|running|download\w*|drop\w*|install\w*|via|through|with|dump\w*|move laterally|exfiltrat\w*|called|launch\w*|scan\w*|tool)\b|使用|利用|借助|通过|调用|执行|下载|释放|部署|上传|植入|扫描|窃取|工具|抓取|运行/i;

interface Found {
  fact: Fact;
  type: ToolType;
  unit: Unit;
}

/** Tools of the gazetteer outside advice, and malware that a sentence says an attacker used. */
export const attackToolIdentification: Answerer = {
  wants: (reading) => wantFacts(reading, { tool: 1, actor: 0.2, malware: 0.2 }),
  answer(passage) {
    const found = [...toolsOf(passage), ...malwareUsed(passage)];
    if (!found.some(({ type }) => type !== 'malware')) return null;
    const relations = statedRelations(passage.units, passage.language).filter(({ relation }) => relation === 'uses');
    const tools = found.map(({ fact, type, unit }) => {
      const users = relations.filter(({ object }) => object.canonical === fact.canonical).map(({ subject }) => subject);
      return {
        name: fact.value,
        type,
        usedBy: valuesOf(users, 4),
        use: unit.kind === 'table' || !useCue.test(unit.text) ? null : clauseAt(unit, passage.language, fact),
        files: type === 'malware' ? [] : valuesOf(filesOf(unit, fact), 4),
      };
    });
    return {
      answer: { tools },
      thought: think(opening(passage, ['tool', 'malware', 'actor']), kindsOf(found), legitimate(passage, found)),
    };
  },
};

/** One entry a tool, at the mention that says most of its use. */
function toolsOf(passage: Passage): Found[] {
  const best = new Map<string, Found & { weight: number }>();
  for (const unit of passage.units) {
    if (isReference(unit) || factsIn(unit, 'mitigation').length > 0) continue;
    for (const fact of factsIn(unit, 'tool')) {
      if (isAnalystTool(fact.canonical)) continue;
      const weight = (useCue.test(unit.text) ? 1 : 0) + (factsIn(unit, 'actor', 'malware').length > 0 ? 0.5 : 0);
      const held = best.get(fact.canonical);
      if (!held || weight > held.weight)
        best.set(fact.canonical, { fact, unit, weight, type: toolTypeOf(fact.canonical) });
    }
  }
  return [...best.values()];
}

function malwareUsed(passage: Passage): Found[] {
  const used = new Map<string, Found>();
  for (const { subject, relation, object, unit } of statedRelations(passage.units, passage.language))
    if (relation === 'uses' && subject.type === 'actor' && object.type === 'malware' && !used.has(object.canonical))
      used.set(object.canonical, { fact: object, type: 'malware', unit });
  return [...used.values()];
}

/** File names right beside a tool's name. */
const filesOf = (unit: Unit, { start, end }: Fact): Fact[] =>
  factsIn(unit, 'file-name').filter((file) => (file.start >= end ? file.start - end : start - file.end) <= 24);

function kindsOf(found: readonly Found[]) {
  const kinds = [...new Set(found.map(({ type }) => type))].filter((type) => type !== 'other').slice(0, 4);
  if (kinds.length === 0) return null;
  const say = (language: 'en' | 'zh') =>
    joinNames(
      language,
      kinds.map((kind) => (language === 'en' ? toolTypes[kind].en.toLowerCase() : toolTypes[kind].zh)),
    );
  return { en: `By what they serve for they count as ${say('en')}.`, zh: `按用途可归为${say('zh')}。` };
}

function legitimate(passage: Passage, found: readonly Found[]) {
  const abused = found.filter(
    ({ type }) =>
      type === 'system-utility' || type === 'remote-access' || type === 'scripting' || type === 'file-transfer',
  );
  const names = {
    en: namesIn(
      'en',
      abused.map(({ fact }) => fact),
      2,
    ),
    zh: namesIn(
      'zh',
      abused.map(({ fact }) => fact),
      2,
    ),
  };
  if (names.en.length > 0 && names.zh.length > 0)
    return {
      en: `${joinNames('en', names.en)} ${names.en.length === 1 ? 'is an ordinary program' : 'are ordinary programs'}, and only the use described here makes ${names.en.length === 1 ? 'it' : 'them'} part of the attack.`,
      zh: `${joinNames('zh', names.zh)}本是常规程序，正是文中所述的用法使其成为攻击的一部分。`,
    };
  const times = numberWord(found.length);
  return vary(passage, [
    {
      en: `The sentence that shows each of the ${times} at work is quoted as its use.`,
      zh: `以展示其作用的语句作为这${found.length}个工具的用途依据。`,
    },
    { en: 'Tools that appear in advice only are left out.', zh: '仅在建议中出现的工具不计入。' },
  ]);
}
