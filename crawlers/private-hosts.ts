import type { Source } from './define-source.ts';
import { hostPort } from './fetch/host-port.ts';

/**
 * What a source with `allowPrivate` opens to the crawler: its seeds' own hosts, each at its own port, and nothing else.
 * Empty for every other source.
 */
export function privateHostsOf(source: Pick<Source, 'allowPrivate' | 'seeds'>): ReadonlySet<string> {
  return new Set(source.allowPrivate ? source.seeds.map(({ url }) => hostPort(url)) : []);
}
