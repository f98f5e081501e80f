import { relationTypes } from '../../../../task-pool/vocabularies/relation-types.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import { entityTypeOf } from './entity-type.ts';
import { joinNames, nameIn } from './names-in-language.ts';
import { type StatedRelation, statedRelations } from './stated-relations.ts';
import { capital, numberWord, opening, think, vary } from './thought.ts';

const most = 14;

/** Relations that a single sentence states outright; two at least, since one alone is no net. */
export const mainRelationExtraction: Answerer = {
  wants: (reading) =>
    statedRelations(reading.units, reading.language).map(({ subject, relation, object, unit }) => ({
      block: unit.block,
      key: `${subject.canonical}\n${relation}\n${object.canonical}`,
      weight: 1,
    })),
  answer(passage) {
    const { language, units } = passage;
    const stated = statedRelations(units, language).slice(0, most);
    if (stated.length < 2) return null;
    const relations = stated.map(({ subject, relation, object, unit }) => ({
      subject: subject.value,
      subjectType: entityTypeOf(subject.type),
      relation,
      object: object.value,
      // What a flaw affects is the vendor's product, even where the text says the vendor's name only.
      objectType: relation === 'affects' ? ('product' as const) : entityTypeOf(object.type),
      statedBy: clauseAt(unit, language, {
        start: Math.min(subject.start, object.start),
        end: Math.max(subject.end, object.end),
      }),
    }));
    return {
      answer: { relations },
      thought: think(
        opening(passage, ['actor', 'malware', 'tool', 'cve', 'product', 'sector', 'country']),
        ties(stated),
        centre(stated),
        {
          en: vary(passage, [
            'Names that merely stand near each other are left out.',
            'Only what one sentence says outright of two names counts as a relation.',
            'A verb between two names decides which relation holds and in which direction.',
          ]),
          zh: vary(passage, [
            '仅仅相邻出现而没有陈述联系的名称不计入。',
            '只有同一句话明确说明的两个名称之间的联系才算作关系。',
            '关系的类型和方向由两个名称之间的动词决定。',
          ]),
        },
      ),
    };
  },
};

/** How many relations, of which kinds. */
function ties(stated: readonly StatedRelation[]) {
  const kinds = [...new Set(stated.map(({ relation }) => relation))].slice(0, 4);
  const quoted = (names: string[], marks: string) => names.map((name) => marks[0] + name + marks[1]!);
  return {
    en: `${capital(numberWord(stated.length))} connections are stated, of the kind${kinds.length > 1 ? 's' : ''} ${joinNames(
      'en',
      quoted(
        kinds.map((kind) => relationTypes[kind].en.toLowerCase()),
        '“”',
      ),
    )}.`,
    zh: `明确陈述的联系有${stated.length}处，类型为${joinNames(
      'zh',
      quoted(
        kinds.map((kind) => relationTypes[kind].zh),
        '“”',
      ),
    )}。`,
  };
}

/** The name that most of the relations go out from or lead to. */
function centre(stated: readonly StatedRelation[]) {
  const degrees = new Map<string, { count: number; fact: StatedRelation['subject'] }>();
  for (const { subject, object } of stated)
    for (const fact of subject.canonical === object.canonical ? [subject] : [subject, object]) {
      const held = degrees.get(fact.canonical);
      degrees.set(fact.canonical, { count: (held?.count ?? 0) + 1, fact: held?.fact ?? fact });
    }
  const { count, fact } = [...degrees.values()].reduce((best, one) => (one.count > best.count ? one : best));
  const [en, zh] = [nameIn('en', fact), nameIn('zh', fact)];
  if (count < 2 || !en || !zh) return null;
  return {
    en: `Most of them turn on ${en}, which takes part in ${numberWord(count)}.`,
    zh: `其中${zh}处于中心，参与了${count}处。`,
  };
}
