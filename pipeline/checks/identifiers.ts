import { findFolded } from '../text/fold.ts';
import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';
import type { SaidIdentifier } from './values/identifiers-in.ts';
import { type Ground, groundOfDocument, valuesOf } from './values/values-of.ts';

/**
 * Thought and text answer name no identifier that the document does not: a CVE, technique, address, domain, hash, file,
 * registry key or version that stands nowhere in the article was made up.
 */
export function checkIdentifiers({ document, thought, output }: Candidate): CheckFailure | null {
  const said = typeof output === 'string' ? `${thought}\n${output}` : thought;
  const { identifiers } = valuesOf(said);
  if (identifiers.length === 0) return null;
  const ground = groundOfDocument(document);
  const invented = identifiers.filter((identifier) => !isNamed(ground, identifier));
  if (invented.length === 0) return null;
  const shown = [...new Set(invented.map(({ kind, text }) => `${kind} ${text}`))].slice(0, 5);
  return {
    reason: 'unsupported-identifier',
    detail: `The answer names what the document does not: ${shown.join(', ')}.`,
  };
}

/** Whether a text names this identifier, in whatever spelling, or as part of a longer one. */
export function isNamed({ keys, folded }: Ground, { kind, key, text }: SaidIdentifier): boolean {
  if (keys.has(key) || findFolded(folded, text) || findFolded(folded, key)) return true;
  // "powershell.exe" where the text says PowerShell, and a path of which every part stands in the text.
  if (kind === 'file name') return findFolded(folded, key.replace(/\.[a-z0-9]+$/, '')) !== null && key.length > 6;
  if (key === '/dev/null') return true;
  // A version may be written right after a name: FilesLocker2.1.
  if (kind === 'version')
    return new RegExp(`(?<![\\d.])${key.replaceAll('.', '\\.')}(?![\\d]|\\.\\d)`).test(folded.folded);
  if (kind !== 'path' && kind !== 'registry key') return false;
  const parts = key.split(/[\\/]+/).filter((part) => part.length > 2);
  return parts.length > 1 && parts.every((part) => findFolded(folded, part));
}
