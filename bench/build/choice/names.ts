import type { FactType } from '../../../pipeline/teacher/rules/facts.ts';
import { actors } from '../../../pipeline/teacher/rules/gazetteers/actors.ts';
import { algorithms } from '../../../pipeline/teacher/rules/gazetteers/algorithms.ts';
import { countries } from '../../../pipeline/teacher/rules/gazetteers/countries.ts';
import { namesByType } from '../../../pipeline/teacher/rules/gazetteers/index.ts';
import { deviceMalware } from '../../../pipeline/teacher/rules/gazetteers/malware-devices.ts';
import { targetedMalware } from '../../../pipeline/teacher/rules/gazetteers/malware-targeted.ts';
import { commodityMalware } from '../../../pipeline/teacher/rules/gazetteers/malware-windows.ts';
import type { Name } from '../../../pipeline/teacher/rules/gazetteers/name-list.ts';
import { organisations } from '../../../pipeline/teacher/rules/gazetteers/organisations.ts';
import { products } from '../../../pipeline/teacher/rules/gazetteers/products.ts';
import { protocols } from '../../../pipeline/teacher/rules/gazetteers/protocols.ts';
import { ransomware } from '../../../pipeline/teacher/rules/gazetteers/ransomware.ts';
import { tools } from '../../../pipeline/teacher/rules/gazetteers/tools.ts';
import { vendors } from '../../../pipeline/teacher/rules/gazetteers/vendors.ts';
import { foldWithOffsets } from '../../../pipeline/text/fold.ts';

/** Lists of names that can stand for each other: ransomware is no stand-in for a botnet. */
const lists: readonly (readonly [FactType, readonly Name[]])[] = [
  ['actor', actors],
  ['malware', ransomware],
  ['malware', commodityMalware],
  ['malware', targetedMalware],
  ['malware', deviceMalware],
  ['tool', tools],
  ['product', products],
  ['vendor', vendors],
  ['organisation', organisations],
  ['protocol', protocols],
  ['algorithm', algorithms],
  ['country', countries],
];

/** Names of the same list as this one; none where it is in no list of its type. */
export function likeNames(type: FactType, main: string): readonly Name[] {
  return lists.find(([of, names]) => of === type && names.some((name) => name.main === main))?.[1] ?? [];
}

const byMain = new Map<string, Name[]>();
const bySurface = new Map<string, Name[]>();
for (const [, names] of namesByType)
  for (const name of names) {
    push(byMain, name.main, name);
    for (const { text } of name.surfaces) push(bySurface, folded(text), name);
  }

/** Every surface of what a name may stand for: its own entries, of any list, and those that share a surface with them. */
export function aliasesOf(main: string, surface: string): string[] {
  const near = [...(byMain.get(main) ?? []), ...(bySurface.get(folded(surface)) ?? [])];
  const all = near.flatMap((name) => [name, ...name.surfaces.flatMap(({ text }) => bySurface.get(folded(text)) ?? [])]);
  return [...new Set([main, surface, ...all.flatMap(({ surfaces }) => surfaces.map(({ text }) => text))])];
}

/** Case, width, spaces and hyphens left out: "Cobalt-Strike" and "cobalt strike" are one. */
export function folded(text: string): string {
  return foldWithOffsets(text).folded.replace(/[\s-]+/g, '');
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
