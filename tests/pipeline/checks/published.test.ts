import { describe, expect, it } from 'vitest';
import { hasNumber } from '../../../pipeline/checks/figures.ts';
import { checks } from '../../../pipeline/checks/index.ts';
import { datesIn, hasDate } from '../../../pipeline/checks/values/dates-in.ts';
import { numbersIn } from '../../../pipeline/checks/values/numbers-in.ts';
import { groundOf } from '../../../pipeline/checks/values/values-of.ts';
import type { Block, Document } from '../../../pipeline/records.ts';
import { validate } from '../../../pipeline/stages/validate.ts';
import { answerByRules, rulesTasks } from '../../../pipeline/teacher/rules/answers/index.ts';
import { extractFacts } from '../../../pipeline/teacher/rules/extract/index.ts';
import { addressesModel } from '../../../pipeline/text/instruction-to-model.ts';
import { taskBySlug } from '../../../task-pool/index.ts';
import { documentOf } from './candidate.ts';
import { hasPublished, publishedCandidates, publishedTexts } from './published-records.ts';

describe.skipIf(!hasPublished)('over the published records', () => {
  it('the checks refuse few answers, each for what was found by eye', () => {
    const byReason = new Map<string, number[]>();
    const refused = new Set<number>();
    const candidates = publishedCandidates();
    for (const candidate of candidates)
      for (const check of checks) {
        const failure = check(candidate);
        if (!failure) continue;
        refused.add(candidate.id);
        byReason.set(failure.reason, [...(byReason.get(failure.reason) ?? []), candidate.id]);
      }
    const shown = [...byReason].map(([reason, ids]) => `${reason} ${ids.length} (${ids.join(', ')})`);
    console.info(`${refused.size} of ${candidates.length} published answers are refused: ${shown.join('; ')}`);
    expect(candidates).toHaveLength(600);
    // CVE numbers that the text does not hold, and years and counts likewise.
    expect(byReason.get('unsupported-identifier')).toEqual(expect.arrayContaining([500, 540]));
    expect(byReason.get('unsupported-figure')).toEqual(expect.arrayContaining([443, 435]));
    expect(refused.size).toBeGreaterThanOrEqual(5);
    expect(refused.size).toBeLessThanOrEqual(18);
  });

  it('every date and number of a text is borne out when written as the other language writes it', () => {
    const lost: string[] = [];
    for (const { text } of publishedTexts()) {
      const ground = groundOf(text);
      for (const date of datesIn(text))
        for (const written of otherForms(date))
          for (const again of datesIn(written))
            if (!hasDate(ground.dates, again)) lost.push(`${date.text} → ${written}`);
      for (const { value, isDigits, unit, text: said } of ground.numbers) {
        if (!isDigits || !unit || value < 10_000 || value % 1000 !== 0) continue;
        for (const written of [`${value / 10_000}万`, value.toLocaleString('en-US'), `${value / 1e6} million`])
          for (const again of numbersIn(written).slice(0, 1))
            if (!hasNumber(ground.numbers, again)) lost.push(`${said} → ${written}`);
      }
    }
    expect(lost).toEqual([]);
  });

  it('the drafts of the rules teacher pass', () => {
    let kept = 0;
    const refused: string[] = [];
    for (const [number, { language, title, text }] of publishedTexts().entries()) {
      if (number % 6 !== 0) continue;
      const blocks = text
        .split(/\n+/)
        .filter(Boolean)
        .map(
          (line): Block => ({
            ...{ kind: 'paragraph', text: line },
            ...(addressesModel(line) && { suspect: 'instruction' }),
          }),
        );
      const document = documentOf(blocks, { id: `doc_${number}`, language, title });
      for (const outcome of outcomesOf(document)) {
        if (outcome.kept) kept++;
        else refused.push(`${number} ${outcome.reason}: ${outcome.detail}`);
      }
    }
    console.info(`The rules teacher: ${kept} drafts kept, ${refused.length} refused`);
    expect(refused).toEqual([]);
    expect(kept).toBeGreaterThan(1000);
  });
});

const months = 'January February March April May June July August September October November December'.split(' ');

function otherForms({ year, month, day }: { year: number | null; month: number | null; day: number | null }): string[] {
  if (!year || !month) return [];
  if (!day) return [`${year}年${month}月`, `in ${months[month - 1]} ${year}`];
  const two = (part: number) => String(part).padStart(2, '0');
  return [`${year}年${month}月${day}日`, `${day} ${months[month - 1]} ${year}`, `${year}-${two(month)}-${two(day)}`];
}

function outcomesOf(document: Document) {
  const facts = extractFacts(document.blocks, document.language);
  return [...rulesTasks].flatMap((slug) => {
    const draft = answerByRules(slug, facts, document);
    if ('cannot' in draft) return [];
    const languages = (['en', 'zh'] as const).filter(
      (language) => taskBySlug(slug).kind === 'understanding' || language in draft.answer,
    );
    return languages.map((language) => {
      const of = { id: 'cell_1', documentId: document.id, task: slug, language };
      const cell = { ...of, promptVersion: 'r', model: 'r', group: 'g' };
      return validate({ cell, document, draft, completionId: 'c' });
    });
  });
}
