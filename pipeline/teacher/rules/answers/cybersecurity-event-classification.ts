import { eventClasses } from '../../../../task-pool/vocabularies/event-classes.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt } from './clause.ts';
import type { Passage } from './passage.ts';
import { valuesOf } from './quoting.ts';
import { factsIn, type Unit } from './reading.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { wantFacts } from './wants.ts';

type EventClass = keyof typeof eventClasses;

// A text on ransomware also speaks of malware and phishing all the time: the more definite class goes first.
const definiteness: Partial<Record<EventClass, number>> = {
  malware: 0.5,
  phishing: 0.8,
  apt: 0.7,
  'vulnerability-disclosure': 0.7,
  botnet: 0.9,
};

interface Ranked {
  type: EventClass;
  mentions: { fact: Fact; unit: Unit }[];
  score: number;
}

/** The class whose words dominate the text, by number, place and definiteness. */
export const cybersecurityEventClassification: Answerer = {
  wants: (reading) => wantFacts(reading, { 'event-class': 1, impact: 0.4, malware: 0.3, actor: 0.2 }),
  answer(passage) {
    const [main, ...others] = rank(passage);
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

function rank(passage: Passage): Ranked[] {
  const byClass = new Map<EventClass, Ranked>();
  for (const [i, unit] of passage.units.entries()) {
    // What stands early, or in a heading, says what the text is about; what stands in advice does not.
    const place =
      (i < 3 ? 1.6 : 1) * (unit.kind === 'heading' ? 1.5 : 1) * (factsIn(unit, 'mitigation').length > 0 ? 0.4 : 1);
    for (const fact of factsIn(unit, 'event-class')) {
      const type = fact.canonical as EventClass;
      const ranked = byClass.get(type) ?? { type, mentions: [], score: 0 };
      ranked.mentions.push({ fact, unit });
      ranked.score += place * (definiteness[type] ?? 1);
      byClass.set(type, ranked);
    }
  }
  return [...byClass.values()].sort((a, b) => b.score - a.score);
}

/** The different phrases a class rests on. */
const phrasesOf = ({ mentions }: Ranked): string[] => {
  const seen = new Set<string>();
  const facts = mentions.map(({ fact }) => ({ ...fact, canonical: fact.value.toLowerCase() }));
  return valuesOf(
    facts.filter(({ canonical }) => !seen.has(canonical) && seen.add(canonical)),
    5,
  );
};

function decision(passage: Passage, main: Ranked, further: readonly Ranked[]) {
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
