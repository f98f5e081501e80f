// Extraction: pages a second and CPU a page against plain Readability on linkedom and against all text of the body, and
// precision, recall and F1 on 4-gram shingles. Without a folder our own fixtures are read; a folder holds a benchmark as
// scrapinghub's article-extraction-benchmark lays it out: ground-truth.json, and html/<id>.html.gz or .html.
//   npm run build && node tests/benchmarks/extraction.mjs [FOLDER] [--rounds 3] [--worst 10]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { load } from 'cheerio';
import { parseHTML } from 'linkedom';
import { extractArticle } from '../../dist/crawlers/extract/extract-article.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, worst: { type: 'string', default: '0' } },
});
const extractors = {
  ours: (html, url) =>
    extractArticle(html, url)
      .blocks.map((block) => block.text)
      .join('\n'),
  'plain readability': (html) => {
    const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`);
    return new Readability(document).parse()?.textContent ?? '';
  },
  'all body text': (html) => {
    const page = load(html);
    page('script,style,noscript,template').remove();
    return page('body').text();
  },
};

const pages = positionals[0] ? benchmarkPages(positionals[0]) : fixturePages();
const runs = Object.fromEntries(Object.keys(extractors).map((name) => [name, { cpu: 0, seconds: 0, texts: [] }]));
// The first round warms up; then they take turns, so that a busy machine slows all of them alike.
for (let round = 0; round <= Number(values.rounds); round += 1)
  for (const [name, extract] of Object.entries(extractors)) measure(runs[name], extract, round > 0);

console.log(`${pages.length} pages, ${values.rounds} rounds`);
for (const [name, run] of Object.entries(runs)) report(name, run);
const scored = pages.map((page, index) => ({ id: page.id, ...shingleScore(runs.ours.texts[index], page.expected) }));
scored.sort((a, b) => a.f1 - b.f1);
for (const { id, precision, recall, f1 } of scored.slice(0, Number(values.worst)))
  console.log(`  ${id}: F1 ${f1.toFixed(3)}, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);

function measure(run, extract, counts) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  run.texts = pages.map(({ html, url }) => extract(html, url));
  if (!counts) return;
  const used = process.cpuUsage(cpu);
  run.cpu += (used.user + used.system) / 1000;
  run.seconds += (performance.now() - began) / 1000;
}

/** F1 as the benchmark has it: of the mean precision and the mean recall over pages. */
function report(name, run) {
  const read = pages.length * Number(values.rounds);
  const scores = pages.map((page, index) => shingleScore(run.texts[index], page.expected));
  const mean = (key) => scores.reduce((sum, score) => sum + score[key], 0) / scores.length;
  const [precision, recall] = [mean('precision'), mean('recall')];
  const speed = (other) => (runs[other].cpu / run.cpu).toFixed(2);
  console.log(
    `${name}: ${(read / run.seconds).toFixed(0)} pages/s, ${(run.cpu / read).toFixed(1)} ms CPU a page, ` +
      `speed ${speed('plain readability')} of plain readability, ${speed('all body text')} of all body text; ` +
      `F1 ${((2 * precision * recall) / (precision + recall)).toFixed(4)}, precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
  );
}

function shingleScore(text, expected) {
  const [got, wanted] = [shinglesOf(text), shinglesOf(expected)];
  const size = (shingles) => [...shingles.values()].reduce((sum, count) => sum + count, 0);
  let common = 0;
  for (const [shingle, count] of got) common += Math.min(count, wanted.get(shingle) ?? 0);
  const precision = size(got) ? common / size(got) : Number(size(wanted) === 0);
  const recall = size(wanted) ? common / size(wanted) : 1;
  return { precision, recall, f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0 };
}

/** Words as the benchmark takes them, but a token for each Han character: it would take a sentence for one word. */
function shinglesOf(text) {
  const tokens = text.match(/\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{N}_])+/gu) ?? [];
  const shingles = new Map();
  for (let start = 0; tokens.length > 0 && start < Math.max(1, tokens.length - 3); start += 1) {
    const shingle = tokens.slice(start, start + 4).join(' ');
    shingles.set(shingle, (shingles.get(shingle) ?? 0) + 1);
  }
  return shingles;
}

function benchmarkPages(folder) {
  const truth = JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8'));
  return Object.entries(truth).map(([id, { articleBody, url }]) => {
    const packed = join(folder, 'html', `${id}.html.gz`);
    const html = existsSync(packed)
      ? gunzipSync(readFileSync(packed)).toString('utf8')
      : readFileSync(join(folder, 'html', `${id}.html`), 'utf8');
    return { id, html, url: url ?? 'https://page.example/', expected: articleBody };
  });
}

function fixturePages() {
  const folder = fileURLToPath(new URL('../fixtures/extract/', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith('.html'));
  return names.map((name) => ({
    id: name,
    url: `https://news.example/${name}`,
    html: readFileSync(join(folder, name), 'utf8'),
    expected: readFileSync(join(folder, name.replace('.html', '.txt')), 'utf8'),
  }));
}
