import { extractFacts } from '../teacher/rules/extract/index.ts';
import type { FactType } from '../teacher/rules/facts.ts';
import { findFolded, foldWithOffsets } from '../text/fold.ts';
import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';

const identifiers: FactType[] = [
  'cve',
  'advisory',
  'technique',
  'ip-address',
  'domain',
  'url',
  'email',
  'hash',
  'wallet',
];

/**
 * A text answer names no identifier that the document does not: a CVE, technique, address, domain or hash that stands
 * nowhere in the article was made up.
 */
export function checkIdentifiers({ language, document, thought, output }: Candidate): CheckFailure | null {
  const said = typeof output === 'string' ? `${thought}\n${output}` : thought;
  const named = extractFacts([{ kind: 'paragraph', text: said }], language).distinct(...identifiers);
  if (named.length === 0) return null;
  const article = foldWithOffsets([document.title, ...document.blocks.map((block) => block.text)].join('\n'));
  const invented = named.filter(({ value }) => !findFolded(article, value));
  if (invented.length === 0) return null;
  const shown = invented.slice(0, 5).map(({ value }) => value);
  return {
    reason: 'unsupported-identifier',
    detail: `The answer names what the document does not: ${shown.join(', ')}.`,
  };
}
