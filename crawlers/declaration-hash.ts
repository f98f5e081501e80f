import { sha256 } from '../pipeline/hash.ts';
import type { Source } from './define-source.ts';

/**
 * SHA-256 of what a source declares, hexadecimal: the same for the same declaration in whatever order, and another one
 * as soon as a seed, a pattern or a delay differs. `connectTo` is left out: it says where we are, not what the source is.
 */
export function declarationHash({ connectTo: _, ...declaration }: Source): string {
  return sha256(JSON.stringify(sorted(declaration)));
}

function sorted(value: unknown): unknown {
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]));
}
