import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SetupError } from '../../../pipeline/errors.ts';
import type { Figures } from '../../../pipeline/report/figures.ts';
import { page } from '../../../pipeline/report/page.ts';
import { readFigures } from '../../../pipeline/report/read-figures.ts';
import { writeReport } from '../../../pipeline/report/write-report.ts';
import { inSnapshot } from '../../../pipeline/shards/export-shards.ts';
import { createLedger } from '../../test-database.ts';
import { storePairs } from '../shards/stored-pairs.ts';

const place = await mkdtemp(join(tmpdir(), 'sevenllm-report-'));
afterAll(() => rm(place, { recursive: true }));

const { ledger } = await createLedger();
const hostile = '</script><img src=x onerror="alert(1)">\u0001';
let figures: Figures;
let text: string;

beforeAll(async () => {
  const { db } = ledger;
  await storePairs(db, [
    {
      document: 1,
      task: 'key-entity-recognition',
      input: 'APT29 used hxxp://evil[.]example here.',
      output: { People: ['apt29', 'http://evil.example'] },
    },
    {
      document: 2,
      task: 'key-entity-recognition',
      languages: ['en'],
      input: 'Nothing here.',
      output: { People: ['Bob'], x: 'here' },
      publishedAt: null,
    },
    // Severity is a label: no text has to hold it.
    {
      document: 3,
      task: 'vulnerability-information-extraction',
      languages: ['en'],
      source: 'other',
      publishedAt: '2024-05-02',
      input: 'CVE-2024-3094 is bad.',
      output: { Vulnerabilities: [{ 'CVE ID': 'CVE-2024-3094', Severity: 'Critical' }] },
    },
    { document: 4, languages: ['zh'], thought: hostile, input: `${hostile} 文本`, output: hostile },
  ]);
  await db
    .updateTable('document')
    .set({ title: hostile, url: 'javascript:alert(1)' })
    .where('title', '=', 'Report 4')
    .execute();
  await sql`update pair set evidence = '[{"path":"people.0","kind":"quote","start":0,"end":5},{"path":"x\\"y","kind":"label","start":3,"end":9},{"path":"far","kind":"quote","start":900,"end":999}]'
    where input like 'APT29%'`.execute(db);
  await sql`insert into work (stage, record_id, group_id, state) select 'dedupe', id, id, 'kept' from document`.execute(
    db,
  );
  await sql`insert into work (stage, record_id, group_id, state, reason) values ('clean', 'p1', 'p1', 'dropped', 'off-topic'), ('clean', 'p2', 'p2', 'dropped', 'off-topic'), ('validate', 'c1', 'd1', 'dropped', 'ungrounded')`.execute(
    db,
  );
  await sql`insert into judgement (cell_id, model, completion_id, score, criteria, improved)
    select cell_id, 'judge-1', completion_id, 4.3, '{"faithful":{"score":5,"reason":""}}', false from pair limit 3`.execute(
    db,
  );
  await sql`insert into near_duplicate (document_id, of)
    select one.id, other.id from document one, document other where (one.title, other.title) in (('Report 2', 'Report 1'), ('Report 3', 'Report 2'))`.execute(
    db,
  );
  await sql`insert into completion (id, model, purpose, document_id, text, tasks, languages, input_tokens, output_tokens, cost)
    values ('call', 'gpt', 'generate', 'd', '', '{key-entity-recognition}', '{en,zh}', 100, 20, 0.5)`.execute(db);
  const report = await writeReport(ledger, join(place, 'report.html'));
  figures = report.figures;
  text = await readFile(report.path, 'utf8');
});

describe('the figures', () => {
  it('count pairs by task and language', () => {
    const of = (slug: string) => figures.tasks.find(({ task }) => task === slug);
    expect(of('key-entity-recognition')).toMatchObject({ en: 2, zh: 1, kind: 'understanding' });
    expect(of('summary-generation')).toMatchObject({ en: 0, zh: 1, kind: 'generation' });
    expect(figures.tasks).toHaveLength(28);
    expect(figures.curation.exported).toEqual({ en: 3, zh: 2 });
  });

  it('say how much of the extraction answers stands in the inputs, labels apart', () => {
    const zh = { pairs: 1, leaves: 2, verbatim: 1, folded: 2, labels: 0, quotesFolded: 2, whole: 1, wholeQuotes: 1 };
    const en = { pairs: 3, leaves: 6, verbatim: 3, folded: 4, labels: 1, quotesFolded: 4, whole: 1, wholeQuotes: 2 };
    expect(figures.grounding).toEqual([
      { language: 'en', ...en },
      { language: 'zh', ...zh },
    ]);
  });

  it('say how even the spread is, how long the fields are and how many instructions differ', () => {
    const en = figures.spread.find(({ kind, language }) => kind === 'understanding' && language === 'en')!;
    expect(en.normalisedEntropy).toBeCloseTo(
      -((2 / 3) * Math.log(2 / 3) + (1 / 3) * Math.log(1 / 3)) / Math.log(13),
      3,
    );
    expect(en.commonest).toEqual({ task: 'key-entity-recognition', share: 2 / 3 });
    const inputs = figures.lengths.find(
      ({ kind, language, field }) => kind + language + field === 'understandingeninput',
    );
    expect(inputs).toMatchObject({ pairs: 3, percentiles: [13, 21, 21, 38, 38] });
    expect(figures.instructions).toEqual({ records: 5, distinct: 4 });
  });

  it('say where documents come from and when, and what was left out for what', () => {
    expect(figures.timeline.periods).toEqual(['2024-03', '2024-04', '2024-05']);
    expect(figures.timeline.rows).toEqual([
      { source: 'news', documents: [2, 0, 0] },
      { source: 'other', documents: [0, 0, 1] },
    ]);
    expect(figures.timeline.undated).toBe(1);
    expect(figures.drops).toEqual([
      { stage: 'clean', reason: 'off-topic', count: 2 },
      { stage: 'validate', reason: 'ungrounded', count: 1 },
    ]);
  });

  it('hold what judges said, what was spent, and the clusters', () => {
    expect(figures.judges[0]!.scores).toEqual([{ score: 4.5, drafts: 3 }]);
    expect(figures.spend.byModel[0]).toMatchObject({ model: 'gpt', cost: 0.5, input: 100 });
    expect(figures.clusters.sizes).toEqual([{ size: 3, clusters: 1 }]);
    expect(figures.clusters.largest).toMatchObject([{ title: 'Report 1', size: 3 }]);
  });

  it('leave out what exports leave out', async () => {
    await sql`insert into curation (pair_id, reason, detail) select id, 'document-cap', '' from pair where language = 'zh'`.execute(
      ledger.db,
    );
    const left = await inSnapshot(ledger, (transaction) => readFigures(transaction));
    await ledger.db.deleteFrom('curation').execute();
    expect(left.curation.exported).toEqual({ en: 3, zh: 0 });
    expect(left.grounding.map(({ language }) => language)).toEqual(['en']);
    expect(left.tasks.reduce((sum, { zh }) => sum + zh, 0)).toBe(0);
  });

  it('are of a sample where there are more pairs than are read, and the page says so', async () => {
    const sampled = await inSnapshot(ledger, (transaction) => readFigures(transaction, 2));
    expect(sampled.measured).toEqual({ pairs: 2, isSample: true });
    expect(figures.measured).toEqual({ pairs: 5, isSample: false });
    expect(page(sampled, [])).toContain('a sample of 2 pairs');
  });
});

describe('the page', () => {
  it('shows the same numbers as the JSON', () => {
    const again = page(JSON.parse(JSON.stringify(figures)), []);
    expect(text.startsWith(again.slice(0, again.indexOf('<section id="samples">')))).toBe(true);
    expect(text).toContain('3 English pairs and 2 Chinese');
    expect(text).toMatch(/Leaves that stand in the input, folded<\/th>.*?67%.*?53%.*?100%.*?73%/);
    expect(text).toContain('clean: off-topic, records: 2');
    expect(text).toContain('$0.500 for 5 calls');
  });

  it('escapes whatever pages and models wrote', () => {
    expect(text).toContain('&#60;/script&#62;&#60;img src=x onerror=&#34;alert(1)&#34;&#62;\ufffd');
    expect(text).not.toMatch(/<script|<img|href="javascript|\u0001/i);
    const tags = new Set(Array.from(text.matchAll(/<([a-z][a-z0-9]*)/gi), ([, name]) => name!.toLowerCase()));
    for (const tag of ['script', 'img', 'iframe', 'object', 'link', 'image', 'use', 'foreignobject'])
      expect(tags).not.toContain(tag);
    expect(text).not.toMatch(/<[^>]*\son[a-z]+=/i);
  });

  it('loads nothing, and tells the browser so', () => {
    expect(text).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:`,
    );
    expect(text).not.toMatch(/\b(?:src|srcset|xlink:href|action|poster)=(?!x onerror)/i);
    expect(text).not.toMatch(/url\(|@import/);
    // The only addresses are those of articles, as links that a reader may follow.
    const linked = Array.from(text.matchAll(/<a href="(https?:[^"]*)" rel="noreferrer noopener">/g), ([, url]) => url);
    expect(linked.length).toBeGreaterThan(0);
    expect(
      text
        .replace(/<a href="https?:[^"]*" rel="noreferrer noopener">[^<]*<\/a>/g, '')
        .match(/(?:href|xmlns)="https?:/g),
    ).toBeNull();
  });

  it('has every colour in both themes', () => {
    const [, light, dark] =
      /:root\{color-scheme:light dark;([^}]*)\}\s*@media \(prefers-color-scheme:dark\)\{:root\{([^}]*)\}\}/.exec(text)!;
    const names = (theme: string) => Array.from(theme.matchAll(/(--[a-z0-9-]+):/g), ([, name]) => name).sort();
    expect(names(dark!)).toEqual(names(light!));
    for (const [, used] of text.matchAll(/var\((--[a-z0-9-]+)\)/g)) expect(names(light!)).toContain(used);
    const drawn = Array.from(text.matchAll(/(?:fill|stroke)="([^"]*)"/g), ([, colour]) => colour!);
    expect(drawn.length).toBeGreaterThan(50);
    for (const colour of drawn) expect(colour).toMatch(/^(?:none|var\(--[a-z0-9-]+\))$/);
  });

  it('marks the evidence in the input, overlaps once, and links the languages of a pair', () => {
    expect(text).toContain('<mark title="people.0, x&#34;y">APT29 use</mark>d hxxp://evil[.]example here.');
    const [, en, zh] =
      /<div id="(pair_\w+)" class="en"><h4>English <code>\1<\/code> <a href="#(pair_\w+)">Chinese<\/a>/.exec(text)!;
    expect(text).toContain(`<div id="${zh}" class="zh"><h4>Chinese <code>${zh}</code> <a href="#${en}">English</a>`);
  });

  it('is one whole file', async () => {
    expect(await readdir(place)).toEqual(['report.html']);
    expect(text.trimEnd().endsWith('</html>')).toBe(true);
    await expect(writeReport(ledger, join(place, 'report.html', 'below.html'))).rejects.toThrow(SetupError);
    expect(await readdir(place)).toEqual(['report.html']);
  });
});

it('says of an empty ledger that it is empty', async () => {
  const { ledger: empty } = await createLedger();
  const { path, figures: none } = await writeReport(empty, join(place, 'empty', 'report.html'));
  expect(none.measured).toEqual({ pairs: 0, isSample: false });
  const shown = await readFile(path, 'utf8');
  expect(shown).toContain('There are no pairs yet.');
  expect(shown).not.toMatch(/NaN|Infinity|undefined|null/);
});
