import type { Language } from '../../../pipeline/records.ts';
import type { FactType } from '../../../pipeline/teacher/rules/facts.ts';
import { formDistance } from './form.ts';
import { likeNames } from './names.ts';
import type { Proposer, WrongOption } from './options.ts';

const considered = 14;
/** In characters of form: a name that other reports of the bench speak of may look a little less like the answer. */
const bonusIfReported = 3;
/** The gazetteers list like beside like: ciphers, then hashes; so many places count as one character of form. */
const placesPerCharacter = 3;
const mostPlacesApart: Partial<Record<FactType, number>> = {
  ...{ product: 40, protocol: 30, algorithm: 24, tool: 45, country: 45, organisation: 40 },
};

/** Words that say of what kind a name is: where one option has such a word, all have it, or none. */
const kindWord =
  /(?:[ -](?:tool|kit|store|loader|framework|ransomware|malware|trojan|rat|group|gang|team|apt|c2|cipher|mode|encoding|hash|protocol|labs?|research|algorithm|generator|cryptography)|算法|加密|编码|模式|工具|组织|团伙|勒索|病毒|木马|协议|中心|实验室|研究院|团队|公司|局|部)$/i;

/** Other names of the answer's own list, of about its kind and written alike; rather those that other documents speak of. */
export const otherNames: Proposer = ({ fact, answer, ground, others }, random) => {
  const names = likeNames(fact.type, fact.canonical);
  const own = names.findIndex(({ main }) => main === fact.canonical);
  const reported = new Map(others.map((other) => [other.canonical, other]));
  const ranked = names.flatMap(({ main, surfaces }, index): [number, WrongOption][] => {
    const most = mostPlacesApart[fact.type];
    const apart = most ? Math.abs(index - own) : 0;
    if (index === own || apart > (most ?? 0)) return [];
    const known = reported.get(main);
    const texts = surfaces.filter(({ needsCue }) => !needsCue).map(({ text }) => text);
    if (known) texts.push(known.value);
    const fitting = texts.filter((text) => isFitting(text, answer, main, fact.type, ground.document.language));
    const nearest = fitting
      .map((text) => caseOf(answer, text))
      .sort((a, b) => formDistance(a, answer) - formDistance(b, answer))[0];
    if (nearest === undefined) return [];
    const distance = formDistance(nearest, answer) + apart / placesPerCharacter - (known ? bonusIfReported : 0);
    const source = known
      ? { from: 'other-document' as const, documentId: known.documentId }
      : { from: 'gazetteer' as const };
    return [[distance, { text: nearest, canonical: main, ...source }]];
  });
  const nearest = random
    .shuffled(ranked)
    .sort(([a], [b]) => a - b)
    .slice(0, considered);
  return random.shuffled(nearest.map(([, option]) => option));
};

function isFitting(text: string, answer: string, main: string, type: FactType, language: Language): boolean {
  // A country's adjectives are names of it as well.
  if (type === 'country' && language === 'en' && text !== main) return false;
  return kindOf(text) === kindOf(answer);
}

const kindOf = (text: string): string => kindWord.exec(text)?.[0].toLowerCase() ?? '';

/** Where the answer is written small, as in "wordpress", all are. */
const caseOf = (answer: string, text: string): string => (/[A-Z]/.test(answer) ? text : text.toLowerCase());
