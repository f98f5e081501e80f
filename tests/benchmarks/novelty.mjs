// All pairs of instructions that are near each other (ROUGE-L F ≥ 0.7): exact, on all cores, against one-row dynamic
// programming over the same length-pruned pairs, on a sample of them in the same run. The instructions are generated;
// a file of JSON lines with `instruction` is taken instead, each reworded until there are enough.
//   npm run build && node tests/benchmarks/novelty.mjs [90000] [--file FILE]
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { nearTexts } from '../../dist/pipeline/curation/novelty.js';
import { TokenNumbers } from '../../dist/pipeline/curation/token-numbers.js';

const threshold = 0.7;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { file: { type: 'string' } } });
const count = Number(positionals[0] ?? 90_000);
let state = 42;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const tokens = new TokenNumbers();
const texts = (values.file ? reworded(values.file) : generated()).map((text) => tokens.of(text));
const mean = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
console.log(`${count} instructions of ${mean.toFixed(1)} tokens, ${tokens.size} different tokens`);

const threads = Math.min(2, availableParallelism());
const cpu = process.cpuUsage();
const began = performance.now();
const near = await nearTexts(texts, threshold, { vocabulary: tokens.size, threads });
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
const ours = (user + system) / 1e6;
console.log(
  `all pairs: ${near.scores.length} near, ${seconds.toFixed(1)} s on ${threads} threads, ${ours.toFixed(1)} s of CPU`,
);

const plain = plainSeconds();
console.log(
  `one-row dynamic programming: ${plain.toFixed(0)} s of CPU for the same (by sample), ${(plain / ours).toFixed(1)} times as much`,
);

/** CPU of comparing all pairs whose lengths allow the threshold, reckoned from a sample; and checks the sample's results. */
function plainSeconds() {
  const lengths = new Map();
  for (const { length } of texts) lengths.set(length, (lengths.get(length) ?? 0) + 1);
  let pairs = 0;
  for (const [a, ofA] of lengths)
    for (const [b, ofB] of lengths) if (a <= b && allows(a, b)) pairs += a === b ? (ofA * (ofA - 1)) / 2 : ofA * ofB;
  const known = new Set([...near.first].map((first, at) => keyOf(first, near.second[at])));
  const longest = Math.max(...texts.map(({ length }) => length));
  const row = new Uint16Array(longest + 1);
  const sample = [];
  while (sample.length < 400_000) {
    const [a, b] = [random(count), random(count)];
    if (a !== b && allows(...[texts[a].length, texts[b].length].sort((x, y) => x - y))) sample.push([a, b]);
  }
  const start = process.cpuUsage();
  const found = sample.map(
    ([a, b]) => (2 * plainLength(texts[a], texts[b], row)) / (texts[a].length + texts[b].length),
  );
  const used = process.cpuUsage(start);
  for (const [at, [a, b]] of sample.entries())
    if (found[at] >= threshold - 1e-9 !== known.has(keyOf(a, b)))
      throw new Error(`Pair ${a}, ${b} is judged differently.`);
  console.log(`${pairs} pairs of ${(count * (count - 1)) / 2} are left by length; sample of ${sample.length} agrees`);
  return (((used.user + used.system) / 1e6) * pairs) / sample.length;
}

function allows(shorter, longer) {
  return shorter > 0 && (2 * shorter) / (shorter + longer) >= threshold;
}

function keyOf(a, b) {
  return Math.min(a, b) * count + Math.max(a, b);
}

function plainLength(a, b, row) {
  const { length } = b;
  row.fill(0, 0, length + 1);
  for (const token of a) {
    let diagonal = 0;
    let left = 0;
    for (let at = 0; at < length; at++) {
      const above = row[at + 1];
      if (token === b[at]) left = diagonal + 1;
      else if (above > left) left = above;
      row[at + 1] = left;
      diagonal = above;
    }
  }
  return row[length];
}

function generated() {
  const words = Array.from({ length: 4000 }, (_, at) => `word${at}`);
  // Common words are common: ranks are drawn with a weight of about 1/rank.
  const word = () => words[Math.floor(4000 ** (random(1e6) / 1e6)) - 1];
  const bases = Array.from({ length: count / 5 }, () => Array.from({ length: 12 + random(30) }, word));
  return Array.from({ length: count }, () => reword(bases[random(bases.length)], word).join(' '));
}

function reword(base, word) {
  const rate = 2 + random(20);
  return base.flatMap((one) => (random(rate) > 0 ? [one] : random(2) ? [word()] : []));
}

function reworded(file) {
  const prefix = /^(?:Execute the following.*? format: |执行如下.*?：)/;
  const bases = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).instruction)
    .filter((text) => typeof text === 'string')
    .map((text) => text.replace(prefix, '').match(/\p{sc=Han}|[^\s\p{sc=Han}]+/gu));
  const all = bases.flat();
  const word = () => all[random(all.length)];
  return Array.from({ length: count }, (_, at) =>
    at < bases.length ? bases[at].join(' ') : reword(bases[random(bases.length)], word).join(' '),
  );
}
