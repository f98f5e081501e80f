import { describe, expect, it } from 'vitest';
import { checks, runChecks } from '../../../pipeline/checks/index.ts';
import { reasons } from '../../../pipeline/reasons.ts';
import type { Draft, Language } from '../../../pipeline/records.ts';
import { validate } from '../../../pipeline/stages/validate.ts';
import { candidate, documentOf, paragraph, text } from '../checks/candidate.ts';

const document = documentOf([paragraph(text), paragraph('Hospitals in England turned patients away for days.')]);
const english = String(candidate().output);
const chinese =
  '2017年5月12日，WannaCry利用CVE-2017-0144经由SMB传播，并向医院索要300美元的比特币。凡未安装更新的系统都暴露在风险之中，医院只得停诊，患者被迫转往他处就医。';
const draft = (answer: Draft['answer'], blocks = [0]): Draft => ({
  blocks,
  thought: {
    en: 'The sentence gives the date, the means and the demand, which is what a summary has to hold.',
    zh: '该句给出了日期、手段和勒索金额，正是摘要所需要的内容。',
  },
  answer,
});
const validated = (of: Draft, language: Language) => {
  const cell = { id: 'cell_1', documentId: 'doc_1', task: 'summary-generation', language, group: 'group_1' };
  return validate({
    cell: { ...cell, promptVersion: 'p', model: 'm' },
    ...{ document, draft: of, completionId: 'completion_1' },
  });
};

describe('validate', () => {
  it('makes a pair of each language, with the input copied from the blocks', () => {
    for (const language of ['en', 'zh'] as const) {
      const outcome = validated(draft({ en: english, zh: chinese }, [1, 0]), language);
      expect(outcome).toMatchObject({ kept: true });
      expect(outcome.kept && outcome.outputs.pair).toMatchObject({
        ...{ language, blocks: [0, 1], category: 'Summary Generation', output: language === 'en' ? english : chinese },
        input: document.blocks.map((block) => block.text).join('\n\n'),
      });
    }
  });

  it('refuses both languages where they differ, and says in what', () => {
    const differing = draft({ en: english, zh: chinese.replace('CVE-2017-0144', '一个漏洞') });
    for (const language of ['en', 'zh'] as const)
      expect(validated(differing, language)).toMatchObject({ kept: false, reason: 'languages-disagree' });
    expect(validated(differing, 'en')).toMatchObject({
      detail: expect.stringContaining('“CVE-2017-0144” is in English only'),
    });
  });

  it('takes a draft in one language as it is', () => {
    expect(validated(draft({ zh: chinese }), 'zh')).toMatchObject({ kept: true });
    expect(validated(draft({ zh: chinese }), 'en')).toMatchObject({ kept: false, reason: 'empty' });
  });

  it('refuses what rests on blocks that do not exist', () => {
    expect(validated(draft({ en: english }, [7]), 'en')).toMatchObject({ kept: false, reason: 'unknown-block' });
  });

  it('reports the first failure, in the order of the table', () => {
    const bad = candidate({
      thought: 'Block 3 says so, as does CVE-2020-1234 of the list.',
      output: `${english} CVE-2020-1234`,
    });
    const failures = checks.map((check) => check(bad)).filter((failure) => failure !== null);
    expect(failures.map(({ reason }) => reason)).toEqual(['leaked-prompt', 'unsupported-identifier']);
    expect(runChecks(bad)).toEqual(failures[0]);
    for (const { reason } of failures) expect(reasons.validate).toContain(reason);
  });
});
