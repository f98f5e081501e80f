import type { Block, Language } from '../../../records.ts';
import type { Fact, Facts } from '../facts.ts';
import type { Candidate } from './candidate.ts';
import { createFacts } from './create-facts.ts';
import { findDates } from './dates.ts';
import { findFiles } from './files.ts';
import { findIdentifiers } from './identifiers.ts';
import { findNames, findPhrases } from './names.ts';
import { findNetworkIndicators } from './network-indicators.ts';
import { findOrganisationsByForm } from './organisations-by-form.ts';
import { findPeriods } from './periods.ts';
import { findPersons } from './persons.ts';
import { findQuantities } from './quantities.ts';
import { resolveByType, resolveOverlaps } from './resolve.ts';
import { findSentencesOfNote } from './sentences-of-note.ts';
import { findPorts, findVersions } from './versions-and-ports.ts';

export { createFacts } from './create-facts.ts';

/**
 * Everything the rules can read off a document, with places. Blocks that address a language model yield nothing.
 * Identifiers, names and quantities never overlap each other; phrases and sentences may hold them.
 */
export function extractFacts(blocks: readonly Block[], language: Language): Facts {
  const all: Fact[] = [];
  blocks.forEach((block, number) => {
    if (block.suspect) return;
    for (const found of factsOfBlock(block, language)) all.push({ ...found, block: number });
  });
  return createFacts(language, blocks, all);
}

/** The identifiers alone that a text names (CVE, technique, address, domain, hash …), at a fraction of the cost. */
export function extractIdentifiers(text: string): Candidate[] {
  return resolveOverlaps([...findIdentifiers(text), ...findNetworkIndicators(text), ...findFiles(text)], text.length);
}

function factsOfBlock(block: Block, language: Language): Candidate[] {
  const { text } = block;
  const names = findNames(text);
  const network = findNetworkIndicators(text);
  const dates = resolveOverlaps(findDates(text), text.length);
  const products = ends(names, ['product', 'tool', 'malware', 'vendor']);
  const entities = resolveOverlaps(
    [
      ...findIdentifiers(text),
      ...network.map((one) => addressOrVersion(one, products)),
      ...findFiles(text),
      ...names,
      ...findOrganisationsByForm(text),
      ...dates,
      ...findPeriods(text, dates),
      ...findQuantities(text),
      ...findVersions(text, products),
      ...findPorts(text, ends(network, ['ip-address', 'domain'])),
      ...findPersons(text),
    ],
    text.length,
  );
  const phrases = outsideIdentifiers(findPhrases(text), entities, text.length);
  const statements = resolveByType([...phrases, ...findSentencesOfNote(block, language)], text.length);
  return [...entities, ...statements].sort((a, b) => a.start - b.start || b.end - a.end);
}

const identifiers: ReadonlySet<string> = new Set(['url', 'domain', 'email', 'file-path', 'file-name', 'registry-key']);

/** Words within a link or a path say nothing about what happened. */
function outsideIdentifiers(
  phrases: readonly Candidate[],
  entities: readonly Candidate[],
  length: number,
): Candidate[] {
  const taken = new Uint8Array(length);
  for (const { type, start, end } of entities) if (identifiers.has(type)) taken.fill(1, start, end);
  return phrases.filter(({ start, end }) => !taken[start] && !taken[end - 1]);
}

const ends = (candidates: readonly Candidate[], types: readonly Candidate['type'][]): Set<number> =>
  new Set(candidates.filter(({ type }) => types.includes(type)).map(({ end }) => end));

/** Four numbers right after a product's name are its version. */
function addressOrVersion(one: Candidate, products: ReadonlySet<number>): Candidate {
  const isVersion = one.type === 'ip-address' && !/[[(]/.test(one.value) && products.has(one.start - 1);
  return isVersion ? { ...one, type: 'version' } : one;
}
