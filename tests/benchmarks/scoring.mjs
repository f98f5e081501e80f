// Scoring: all deterministic scores of one model on 1,300 records, many models one after the other with intervals, memory,
// and the bit-parallel longest common subsequence against one-row dynamic programming on the same tokens. With a folder
// that holds sevenllm-bench.jsonl and answers-*.jsonl those are scored; without, a bench and answers made up at random.
//   npm run build && node tests/benchmarks/scoring.mjs [FOLDER] [--models 100]
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rougeTokens } from '../../dist/bench/score/google-rouge-l.js';
import { scoreFiles } from '../../dist/bench/score/score-files.js';
import { lcsLength } from '../../dist/pipeline/text/lcs.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { models: { type: 'string', default: '100' } },
});
const work = mkdtempSync(join(tmpdir(), 'scoring-'));
try {
  const { bench, answers } = positionals[0] ? published(positionals[0]) : madeUp(work);
  compareLcs(bench, answers[0]);
  await measure('one model, cold', () => scoreFiles(bench, answers.slice(0, 1)));
  await measure('one model, warm', () => scoreFiles(bench, answers.slice(0, 1)));
  // The same few texts under many names: the scorer keeps nothing of one model for the next.
  const many = Array.from({ length: Number(values.models) }, (_, index) => {
    const file = join(work, `model-${index}.jsonl`);
    writeFileSync(file, readFileSync(answers[index % answers.length]));
    return file;
  });
  await measure(`${many.length} models`, () => scoreFiles(bench, many));
} finally {
  rmSync(work, { recursive: true });
}

async function measure(name, run) {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const cpu = process.cpuUsage();
  const began = performance.now();
  await run();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage.rss());
  console.log(
    `${name}: ${seconds.toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s CPU, ${(peak / 1e6).toFixed(0)} MB at most`,
  );
}

function compareLcs(bench, answers) {
  const outputs = new Map(lines(answers).map(({ id, output }) => [id, String(output)]));
  const symbols = new Map();
  const number = (text, language) =>
    Int32Array.from(rougeTokens(text, language), (token) => {
      if (!symbols.has(token)) symbols.set(token, symbols.size);
      return symbols.get(token);
    });
  const pairs = lines(bench)
    .filter(({ task }) => task.endsWith('-gen'))
    .map(({ id, task, output }) => {
      const language = task.includes('-zh') ? 'zh' : 'en';
      symbols.clear();
      const pair = [number(output, language), number(outputs.get(id) ?? '', language)];
      return [...pair, symbols.size];
    });
  const bits = () => pairs.map(([x, y, size]) => lcsLength(x, y, size));
  const rows = () => pairs.map(([x, y]) => oneRow(x, y));
  if (bits().join() !== rows().join()) throw new Error('The two disagree.');
  const time = { bits: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY };
  // They take turns, and the best of each counts: a busy machine slows all of them alike.
  for (let round = 0; round < 15; round++)
    for (const [name, run] of Object.entries({ bits, rows })) {
      const began = performance.now();
      run();
      time[name] = Math.min(time[name], performance.now() - began);
    }
  console.log(
    `${pairs.length} pairs: bit-parallel ${time.bits.toFixed(2)} ms, one row of dynamic programming ` +
      `${time.rows.toFixed(2)} ms: ${(time.rows / time.bits).toFixed(1)} times`,
  );
}

function oneRow(x, y) {
  const row = new Int32Array(y.length + 1);
  for (let i = 0; i < x.length; i++) {
    let diagonal = 0;
    const symbol = x[i];
    for (let j = 1; j <= y.length; j++) {
      const above = row[j];
      const left = row[j - 1];
      row[j] = y[j - 1] === symbol ? diagonal + 1 : Math.max(above, left);
      diagonal = above;
    }
  }
  return row[y.length];
}

function lines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function published(folder) {
  const answers = readdirSync(folder).filter((name) => /^answers-.*\.jsonl$/.test(name));
  return { bench: join(folder, 'sevenllm-bench.jsonl'), answers: answers.map((name) => join(folder, name)) };
}

/** Texts as long as the published ones: 130 words or 230 characters, from words as common as in a language. */
function madeUp(folder) {
  let state = 7;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const common = (size) => Math.floor(size ** (random(1000) / 1000)) - 1;
  const english = () =>
    Array.from({ length: 130 }, (_, at) => `word${common(3000)}${at % 20 === 19 ? '.' : ''}`).join(' ');
  const han = () => String.fromCharCode(0x4e00 + common(2500));
  const chinese = () => Array.from({ length: 230 }, (_, at) => (at % 40 === 39 ? '。' : han())).join('');
  const output = { ex: (text) => ({ name: text().slice(0, 20), list: [text().slice(0, 30), text().slice(0, 9)] }) };
  output.gen = (text) => text();
  output.choice = () => 'ABCD'[random(4)];
  const kinds = Object.entries({ ex: 300, gen: 300, choice: 50 });
  const rows = kinds.flatMap(([kind, count]) =>
    Object.entries({ en: english, zh: chinese }).flatMap(([language, text]) =>
      Array.from({ length: count }, () => ({
        task: `test-${language}-${kind}`,
        input: text(),
        make: () => output[kind](text),
      })),
    ),
  );
  const write = (name, fields) => {
    const file = join(folder, name);
    writeFileSync(file, rows.map((row, at) => `${JSON.stringify({ id: at + 1, ...fields(row) })}\n`).join(''));
    return file;
  };
  const bench = write('bench.jsonl', ({ task, input, make }) => ({ task, category: 'any', input, output: make() }));
  return { bench, answers: [write('answers.jsonl', ({ make }) => ({ output: make() }))] };
}
