import type { Fact, FactType } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { joinNames, namesIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { isReference, valuesOf } from './quoting.ts';
import { factsIn } from './reading.ts';
import { numberWord, opening, think, vary } from './thought.ts';
import { victimsIn } from './victims.ts';
import { wantFacts } from './wants.ts';

const kinds: FactType[] = [
  'actor',
  'malware',
  'tool',
  'cve',
  'product',
  'organisation',
  'vendor',
  'country',
  'domain',
  'ip-address',
  'file-name',
];

/** Everything the gazetteers and patterns recognise by name, sorted by what it is. */
export const keyEntityRecognition: Answerer = {
  wants: (reading) =>
    wantFacts(reading, {
      ...{
        actor: 1.5,
        malware: 1.5,
        tool: 1,
        cve: 1,
        advisory: 1,
        organisation: 1,
        person: 1,
        product: 0.8,
        vendor: 0.8,
      },
      ...{ country: 0.7, domain: 0.7, 'ip-address': 0.7, url: 0.5, 'file-name': 0.6, email: 0.6, wallet: 0.6 },
    }),
  answer(passage) {
    const { facts } = passage;
    const victims = victimsIn(passage);
    const isVictim = ({ canonical }: Fact) => victims.some((victim) => victim.canonical === canonical);
    const organisations = facts.of('organisation', 'vendor').filter((fact) => !isVictim(fact));
    const answer = {
      threatActors: valuesOf(facts.of('actor')),
      malware: valuesOf(facts.of('malware')),
      tools: valuesOf(facts.of('tool')),
      victims: valuesOf(victims),
      organisations: valuesOf(organisations),
      people: valuesOf(facts.of('person')),
      products: valuesOf(facts.of('product')),
      vulnerabilities: valuesOf(facts.of('cve', 'advisory')),
      locations: valuesOf(facts.of('country')),
      networkAddresses: valuesOf(addressesOf(passage)),
      files: valuesOf(facts.of('file-name', 'file-path')),
      accounts: valuesOf(facts.of('email', 'wallet')),
    };
    const filled = Object.values(answer).filter((values) => values.length > 0);
    if (filled.length < 2 || filled.flat().length < 3) return null;
    return { answer, thought: think(opening(passage, kinds), partsPlayed(victims), sorted(passage, filled.length)) };
  },
};

/** Addresses that belong to the incident, not those that readers are sent to. */
function addressesOf(passage: Passage): Fact[] {
  return passage.units.flatMap((unit) => (isReference(unit) ? [] : factsIn(unit, 'ip-address', 'domain', 'url')));
}

function partsPlayed(victims: readonly Fact[]) {
  const names = { en: namesIn('en', victims, 2), zh: namesIn('zh', victims, 2) };
  if (names.en.length === 0 || names.zh.length === 0)
    return {
      en: 'No sentence makes a named organisation the victim, so the organisations stand apart from the attackers as parties to the story.',
      zh: '没有哪句话把点名的机构说成受害者，因此机构只作为相关方单列。',
    };
  return {
    en: `The wording makes ${joinNames('en', names.en)} a victim; other organisations report, make or respond.`,
    zh: `从措辞看，${joinNames('zh', names.zh)}是受害方，其他机构则是报告方、厂商或响应方。`,
  };
}

const sorted = (passage: Passage, groups: number) => ({
  en: vary(passage, [
    `That sorts into ${numberWord(groups)} groups, each name once and as it is written.`,
    `Each name goes into one of ${numberWord(groups)} groups under the spelling the text uses.`,
    `Repeated mentions count once, which leaves ${numberWord(groups)} groups with something in them.`,
  ]),
  zh: vary(passage, [
    `据此可归为${groups}类，每个名称只列一次并保持原文写法。`,
    `每个名称按文中写法归入${groups}个类别之一。`,
    `重复提及只计一次，最终有${groups}个类别非空。`,
  ]),
});
