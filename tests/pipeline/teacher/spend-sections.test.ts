import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { CallPlanner } from '../../../pipeline/teacher/spend/planned-call.ts';
import { tokenizerOf } from '../../../pipeline/teacher/spend/tokenizer.ts';
import { documentOf, paragraph } from '../checks/candidate.ts';

const tokenizer = await tokenizerOf('gpt-4o-mini');
const planner = (sectionCharacters: number) => new CallPlanner(tokenizer, loadConfig({ sectionCharacters }, {}));
const text = 'WannaCry spread over SMB on 12 May 2017 and encrypted the files of hospitals. ';
const document = documentOf(Array.from({ length: 9 }, () => paragraph(text.repeat(10))));

describe('the plan of a long document', () => {
  it('has a selection for each section, as many generation calls as for a whole, and shows each a section only', () => {
    const [whole, cut] = [planner(10_000).document(document, 7), planner(2500).document(document, 7)];
    const of = (calls: typeof whole, purpose: string) => calls.filter((call) => call.purpose === purpose);
    expect(of(whole, 'select')).toHaveLength(1);
    expect(of(cut, 'select')).toHaveLength(3);
    const total = (calls: typeof whole) => of(calls, 'generate').reduce((sum, { times }) => sum + times, 0);
    expect(total(cut)).toBeCloseTo(total(whole), 9);
    const shown = (calls: typeof whole) => Math.max(...of(calls, 'generate').map(({ shared }) => shared));
    expect(shown(cut)).toBeLessThan(shown(whole) * 0.6);
  });

  it('is empty where nothing is short enough to be shown', () => {
    expect(planner(2000).document(documentOf([paragraph(text.repeat(50))]), 7)).toEqual([]);
  });
});
