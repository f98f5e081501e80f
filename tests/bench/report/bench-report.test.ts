import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'cheerio';
import { marked } from 'marked';
import { beforeAll, expect, it } from 'vitest';
import { benchPage } from '../../../bench/report/bench-page.ts';
import { type BenchReport, benchReport } from '../../../bench/report/bench-report.ts';
import { benchMarkdown } from '../../../bench/report/markdown.ts';
import { SetupError } from '../../../pipeline/errors.ts';
import { temporaryFolder } from '../../end-to-end/corpus.ts';
import { benchRecords, writeLines } from '../bench-records.ts';

const hostile = '</div><script>alert(1)</script><img src=x onerror=alert(1)> ``` `````` | [a](javascript:alert(1))';
let folder: string;
let report: BenchReport;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await temporaryFolder();
  const bench = benchRecords(12);
  await writeLines(at('bench.jsonl'), bench);
  await writeLines(
    at('good.jsonl'),
    bench.map(({ id, output }, index) => ({ id, output: index % 7 === 0 ? 'nothing of it' : output })),
  );
  await writeLines(
    at('poor|<b>.jsonl'),
    bench.slice(3).map(({ id }) => ({ id, output: hostile })),
  );
  // Experts who like what the second half answers; quotes, commas and line ends as in RFC 4180.
  await writeFile(
    at('experts.csv'),
    `id,expert,"other, ""quoted""",note\r\n${bench.map(({ id }) => `${id},${id > 30 ? 5 : 2},"${id}","said\nso"`).join('\r\n')}\r\n`,
  );
  await writeLines(
    at('judge.jsonl'),
    bench.map(({ id }) => ({ id, result: `{"score": "${1 + (id % 5)}", "reason": broken` })),
  );
  report = await benchReport({
    ...{ benchFile: at('bench.jsonl'), files: [at('poor|<b>.jsonl'), at('good.jsonl')], worst: 2, seed: 1 },
    scores: [
      { of: 'good.jsonl', file: at('experts.csv') },
      { of: 'good.jsonl', file: at('judge.jsonl') },
    ],
  });
});

it('ranks the models, and shows the worst records with what each said', () => {
  expect(report.models.map(({ name }) => name)).toEqual(['good', 'poor|<b>']);
  expect(report.models[0]!.overall).toBeGreaterThan(0.7);
  expect(report.worst.filter(({ kind, language }) => kind === 'generation' && language === 'en')).toHaveLength(2);
  for (const { score, answers } of report.worst) {
    expect(answers[1]!.output).toBe(hostile);
    expect(score).toBeCloseTo((answers[0]!.score + answers[1]!.score) / 2, 12);
  }
  const lengths = report.models[0]!.lengths.find(({ kind, of }) => kind === 'generation' && of === 'input')!;
  expect(lengths.parts.map(({ records }) => records)).toEqual([3, 3, 3, 3]);
  expect(lengths.parts.every((part, index) => index === 0 || part.from >= lengths.parts[index - 1]!.to)).toBe(true);
});

it('compares scores by others with each other and with ours, of the answers they are about', () => {
  const columns = new Set(
    report.agreement.filter(({ model }) => model === 'good').map(({ columns: two }) => two.join(' ~ ')),
  );
  expect(columns).toContain('experts.csv: expert ~ experts.csv: other, "quoted"');
  expect(columns).toContain('experts.csv: expert ~ judge.jsonl: result');
  expect(columns).toContain('judge.jsonl: result ~ alignedF1');
  expect([...columns].join()).not.toMatch(/note/);
  expect(
    report.agreement.filter(({ model }) => model !== 'good').every(({ columns: [one] }) => !one.includes(':')),
  ).toBe(true);
  const both = report.agreement.find(({ columns: [, other], kind }) => other.includes('quoted') && kind === 'all')!;
  expect(both).toMatchObject({ records: 60 });
  expect(both.spearman.value).toBeGreaterThan(0.8);
});

it('takes scores to be about the first answers file where it is not said, whatever its rank', async () => {
  const files = [at('poor|<b>.jsonl'), at('good.jsonl')];
  const request = { benchFile: at('bench.jsonl'), files, worst: 1, seed: 1, scores: [{ file: at('experts.csv') }] };
  const { agreement } = await benchReport(request);
  const about = agreement.filter(({ columns: [one] }) => one.startsWith('experts.csv')).map(({ model }) => model);
  expect(new Set(about)).toEqual(new Set(['poor|<b>']));
}, 60_000);

it('is one page that loads and runs nothing, whatever the answers say', () => {
  const page = benchPage(report);
  const $ = load(page);
  expect($('meta[http-equiv="Content-Security-Policy"]').attr('content')).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline'/,
  );
  expect($('script, img, link, iframe, object, [onerror], [onclick]').length).toBe(0);
  expect($('a[href^="javascript"]').length).toBe(0);
  expect($('h2').length).toBe(6);
  expect($('td.cell').length).toBe(4 * 2);
  expect($('#worst').text()).toContain('<script>alert(1)</script>');
  expect($('svg[role="img"]').length).toBeGreaterThan(10);
});

it('is Markdown whose tables and blocks no answer can break', async () => {
  const markdown = benchMarkdown(report);
  const $ = load(await marked.parse(markdown));
  expect($('script, img, a').length).toBe(0);
  expect(
    $('h2')
      .map((_, node) => $(node).text())
      .get(),
  ).toEqual([...['Leaderboard', 'By task', 'Effect of length', 'Habits', 'Agreement of scores', 'Answered worst']]);
  expect(
    $('table')
      .first()
      .find('tbody td:nth-child(2)')
      .map((_, node) => $(node).text())
      .get(),
  ).toEqual(['good', 'poor|<b>']);
  expect($('code').filter((_, node) => $(node).text().includes(hostile)).length).toBe(report.worst.length);
});

it('says what is wrong with scores that are none of this bench', async () => {
  await writeFile(at('none.csv'), 'id,expert\n9999,1\n');
  const asked = benchReport({
    ...{
      benchFile: at('bench.jsonl'),
      files: [at('good.jsonl')],
      worst: 1,
      seed: 1,
      scores: [{ file: at('none.csv') }],
    },
  });
  await expect(asked).rejects.toThrow(SetupError);
  await expect(asked).rejects.toThrow(/no scores of this bench/);
});
