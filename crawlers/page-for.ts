import { idOf } from '../pipeline/hash.ts';
import type { NewPage } from '../pipeline/ledger/page-rows.ts';
import type { PageKind } from '../pipeline/records.ts';
import type { Source } from './define-source.ts';

/** A page of a source as a new record; its id is that of its URL, so that finding it twice makes one page. */
export function pageFor(source: Source, url: string, kind: PageKind, parentUrl: string | null): NewPage {
  return { id: idOf('page', source.id, url), source: source.id, url, kind, parentUrl };
}

/** The hosts (with port, where it is not the scheme's own) of a source: those of its seeds. Links elsewhere are not followed. */
export function hostsOf(source: Source): Set<string> {
  return new Set(source.seeds.map(({ url }) => new URL(url).host));
}
