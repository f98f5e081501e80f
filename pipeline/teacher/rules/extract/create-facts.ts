import type { Block, Language } from '../../../records.ts';
import type { Fact, Facts, FactType } from '../facts.ts';

/** Wraps facts in reading order with the look-ups the rules use. */
export function createFacts(language: Language, blocks: readonly Block[], all: readonly Fact[]): Facts {
  const byType = new Map<FactType, Fact[]>();
  for (const fact of all) {
    const list = byType.get(fact.type);
    if (list) list.push(fact);
    else byType.set(fact.type, [fact]);
  }
  const of = (...types: FactType[]): Fact[] =>
    types.length === 1 ? [...(byType.get(types[0]!) ?? [])] : all.filter(({ type }) => types.includes(type));
  return Object.freeze({
    language,
    blocks,
    all,
    of,
    distinct(...types: FactType[]) {
      const seen = new Set<string>();
      return of(...types).filter(({ type, canonical }) => {
        const key = `${type}\n${canonical}`;
        return !seen.has(key) && seen.add(key);
      });
    },
    in: (block: number, ...types: FactType[]) => of(...types).filter((fact) => fact.block === block),
  });
}
