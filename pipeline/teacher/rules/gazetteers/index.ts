import type { FactType } from '../facts.ts';
import { actors } from './actors.ts';
import { algorithms } from './algorithms.ts';
import { countries } from './countries.ts';
import { eventClasses } from './event-classes.ts';
import { deviceMalware } from './malware-devices.ts';
import { targetedMalware } from './malware-targeted.ts';
import { commodityMalware } from './malware-windows.ts';
import { motives } from './motives.ts';
import type { Name } from './name-list.ts';
import { namedVulnerabilities } from './named-vulnerabilities.ts';
import { organisations } from './organisations.ts';
import { products } from './products.ts';
import { protocols } from './protocols.ts';
import { ransomware } from './ransomware.ts';
import { sectors } from './sectors.ts';
import { techniquePhrases } from './technique-phrases.ts';
import { tools } from './tools.ts';
import { vendors } from './vendors.ts';
import { vulnerabilityClasses } from './vulnerability-classes.ts';

export { eventClassVocabulary } from './event-classes.ts';
export { motiveVocabulary } from './motives.ts';
export { vulnerabilityClassVocabulary } from './vulnerability-classes.ts';

/** Lists of proper names by kind of fact. Where two kinds hold the same surface, the list that stands first has it. */
export const namesByType: readonly (readonly [FactType, readonly Name[]])[] = [
  ['actor', actors],
  ['malware', [...ransomware, ...commodityMalware, ...targetedMalware, ...deviceMalware]],
  ['tool', tools],
  ['product', products],
  ['vendor', vendors],
  ['organisation', organisations],
  ['protocol', protocols],
  ['algorithm', algorithms],
  ['sector', sectors],
  ['country', countries],
  ['advisory', namedVulnerabilities],
];

/** Lists of phrases by kind of fact; one phrase may stand in several. */
export const phrasesByType: readonly (readonly [FactType, readonly Name[]])[] = [
  ['event-class', eventClasses],
  ['vulnerability-class', vulnerabilityClasses],
  ['technique-phrase', techniquePhrases],
  ['motive', motives],
];
