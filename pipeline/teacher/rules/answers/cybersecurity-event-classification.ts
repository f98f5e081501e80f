import { eventClasses } from '../../../../task-pool/vocabularies/event-classes.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import type { Passage } from './passage.ts';
import { valuesOf } from './quoting.ts';
import { type RankedClass, rankEventClasses } from './rank-event-classes.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { wantFacts } from './wants.ts';

/** The class whose words dominate the text, by number, place and definiteness. */
export const cybersecurityEventClassification: Answerer = {
  wants: (reading) => wantFacts(reading, { 'event-class': 1, impact: 0.4, malware: 0.3, actor: 0.2 }),
  answer(passage) {
    const [main, ...others] = rankEventClasses(passage);
    if (!main) return null;
    const decisive = main.mentions.toSorted((a, b) => b.unit.facts.length - a.unit.facts.length)[0]!;
    const further = others.filter(({ score }) => score >= main.score * 0.2).slice(0, 3);
    const answer = {
      mainType: main.type,
      basis: phrasesOf(main),
      furtherTypes: further.map((ranked) => ({ type: ranked.type, basis: phrasesOf(ranked) })),
      decisiveStatement: clauseAt(decisive.unit, passage.language, decisive.fact),
    };
    return {
      answer,
      thought: think(opening(passage, ['event-class', 'malware', 'cve', 'impact']), decision(passage, main, further)),
    };
  },
};

/** The different phrases a class rests on. */
const phrasesOf = ({ mentions }: RankedClass): string[] => {
  const seen = new Set<string>();
  const facts = mentions.map(({ fact }) => ({ ...fact, canonical: fact.value.toLowerCase() }));
  return valuesOf(
    facts.filter(({ canonical }) => !seen.has(canonical) && seen.add(canonical)),
    5,
  );
};

function decision(passage: Passage, main: RankedClass, further: readonly RankedClass[]) {
  const { en, zh } = eventClasses[main.type];
  const [second] = further;
  const times = main.mentions.length;
  const against = second
    ? {
        en: `“${eventClasses[second.type].en}” comes next with ${numberWord(second.mentions.length)} and describes a part of it.`,
        zh: `其次是“${eventClasses[second.type].zh}”，出现${second.mentions.length}次，只描述其中一面。`,
      }
    : vary(passage, [
        { en: 'No other class has wording of its own in the passage.', zh: '文中没有支持其他类别的措辞。' },
        { en: 'Nothing in the wording points to a second class.', zh: '措辞没有指向第二个类别。' },
      ]);
  return {
    en: `Wording for “${en}” stands in ${numberWord(times)} place${times === 1 ? '' : 's'}, which decides the main class. ${against.en}`,
    zh: `指向“${zh}”的措辞出现${times}次，据此确定主要类别。${against.zh}`,
  };
}
