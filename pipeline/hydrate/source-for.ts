import { defineSource, type Source } from '../../crawlers/define-source.ts';
import { hostsOf } from '../../crawlers/page-for.ts';

/**
 * The source that a page is fetched and read by: the one whose site it is on, whatever a pointer says, else one made up
 * for its host, which is asked as politely as any and may lie in no private network. Nothing that its pages link to
 * is followed.
 */
export function sourceFor(url: string, sources: Iterable<Source>): Source {
  const { host, origin, protocol } = new URL(url);
  const follow = { article: /^/, listing: undefined, exclude: undefined };
  for (const source of sources) if (hostsOf(source).has(host)) return { ...source, ...follow };
  const other = host.startsWith('www.') ? host.slice(4) : `www.${host}`;
  const seeds = [origin, `${protocol}//${other}`].map((at) => ({ kind: 'listing' as const, url: at }));
  const named = { id: 'hydrated', name: host, language: 'mixed', licence: 'Unknown' } as const;
  return defineSource({ ...named, ...follow, seeds: seeds.filter((seed) => URL.canParse(seed.url)) });
}
