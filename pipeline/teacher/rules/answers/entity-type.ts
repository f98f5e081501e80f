import type { entityTypes } from '../../../../task-pool/vocabularies/entity-types.ts';
import type { FactType } from '../facts.ts';

export type EntityType = keyof typeof entityTypes;

const byFactType: Partial<Record<FactType, EntityType>> = {
  actor: 'threat-actor',
  malware: 'malware',
  tool: 'tool',
  cve: 'vulnerability',
  advisory: 'vulnerability',
  product: 'product',
  vendor: 'organisation',
  organisation: 'organisation',
  person: 'person',
  sector: 'sector',
  country: 'location',
  domain: 'network-address',
  'ip-address': 'network-address',
  url: 'network-address',
  'file-name': 'file',
};

export const entityTypeOf = (type: FactType): EntityType | null => byFactType[type] ?? null;
