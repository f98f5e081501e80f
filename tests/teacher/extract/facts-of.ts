import type { Block, Language } from '../../../pipeline/records.ts';
import { extractFacts } from '../../../pipeline/teacher/rules/extract/index.ts';
import type { FactType } from '../../../pipeline/teacher/rules/facts.ts';

/** `value` of each fact of a type in one paragraph, or `value → canonical` where the two differ. */
export function factsOf(text: string, type: FactType, language: Language = 'en', kind: Block['kind'] = 'paragraph') {
  return extractFacts([{ kind, text }], language)
    .of(type)
    .map(({ value, canonical }) => (value === canonical ? value : `${value} → ${canonical}`));
}
