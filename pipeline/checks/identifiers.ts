import type { Document } from '../records.ts';
import { extractIdentifiers } from '../teacher/rules/extract/index.ts';
import type { FactType } from '../teacher/rules/facts.ts';
import { type Folded, findFolded, foldWithOffsets } from '../text/fold.ts';
import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';

const identifiers: ReadonlySet<FactType> = new Set([
  'cve',
  'advisory',
  'technique',
  'ip-address',
  'domain',
  'url',
  'email',
  'hash',
  'wallet',
]);

/**
 * A text answer names no identifier that the document does not: a CVE, technique, address, domain or hash that stands
 * nowhere in the article was made up.
 */
export function checkIdentifiers({ document, thought, output }: Candidate): CheckFailure | null {
  const said = typeof output === 'string' ? `${thought}\n${output}` : thought;
  const named = extractIdentifiers(said).filter(({ type }) => identifiers.has(type));
  if (named.length === 0) return null;
  const article = foldedArticle(document);
  const invented = new Set(named.map(({ value }) => value).filter((value) => !findFolded(article, value)));
  if (invented.size === 0) return null;
  const shown = [...invented].slice(0, 5);
  return {
    reason: 'unsupported-identifier',
    detail: `The answer names what the document does not: ${shown.join(', ')}.`,
  };
}

// The cells of a document are checked one after the other.
const folded = new WeakMap<Document, Folded>();

function foldedArticle(document: Document): Folded {
  let article = folded.get(document);
  if (!article) {
    article = foldWithOffsets([document.title, ...document.blocks.map((block) => block.text)].join('\n'));
    folded.set(document, article);
  }
  return article;
}
