// The whole path with the rules teacher: documents a second and peak memory, against the teacher's own work alone.
//   npm run benchmark [-- corpus.jsonl text-field]
// Without a corpus: the open records of the published bench where it is at hand, else the sample articles by section.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { textToBlocks } from '../../dist/crawlers/extract/text-to-blocks.js';
import { packageRoot } from '../../dist/pipeline/package-root.js';
import { answerByRules, rulesTasks } from '../../dist/pipeline/teacher/rules/answers/index.js';
import { extractFacts } from '../../dist/pipeline/teacher/rules/extract/index.js';
import { detectLanguage } from '../../dist/pipeline/text/detect-language.js';

const folder = mkdtempSync(join(tmpdir(), 'sevenllm-benchmark-'));
const [given, field = 'text'] = process.argv.slice(2);
const published = resolve(packageRoot, '../shared/data/published/sevenllm-bench.jsonl');
const texts = given ? textsOf(given, field) : existsSync(published) ? openRecords() : sampleSections();
const corpus = join(folder, 'corpus.jsonl');
writeFileSync(corpus, texts.map((text, id) => JSON.stringify({ id, text })).join('\n'));

console.log(`${texts.length} documents, ${Math.round(texts.join('').length / texts.length)} characters each`);
const baseline = teacherAlone();
console.log(`baseline, the teacher's own work in one process: ${baseline.toFixed(0)} documents/s`);
const first = await run(['run', '--input', corpus, '--id-field', 'id', '--json']);
const rate = texts.length / first.seconds;
console.log(
  `whole path: ${rate.toFixed(1)} documents/s (${first.seconds.toFixed(1)} s), ratio ${(rate / baseline).toFixed(3)}`,
);
console.log(`peak memory of Node: ${first.peakMb.toFixed(0)} MB`);
const { pairs, work } = JSON.parse(first.stdout).status;
console.log(
  `pairs: ${pairs.en} English, ${pairs.zh} Chinese; failed: ${work.filter(({ state }) => state === 'failed').length}`,
);
const second = await run(['run', '--input', corpus, '--id-field', 'id', '--json']);
console.log(
  `second run, nothing to do: ${second.seconds.toFixed(1)} s, ratio ${(second.seconds / first.seconds).toFixed(3)}`,
);
rmSync(folder, { recursive: true, force: true });

function openRecords() {
  return textsOf(published, 'input', (record) => !record.task.includes('choice'));
}

function textsOf(path, name, wanted = () => true) {
  const records = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return records.filter(wanted).map((record) => record[name]);
}

function sampleSections() {
  const articles = join(packageRoot, 'sample-news', 'articles');
  return ['en', 'zh'].flatMap((language) =>
    readdirSync(join(articles, language)).flatMap((name) =>
      readFileSync(join(articles, language, name), 'utf8')
        .split(/<h[23]>/)
        .map((section) => section.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]+>/g, ' ')),
    ),
  );
}

function teacherAlone() {
  const began = process.hrtime.bigint();
  for (const text of texts) {
    const blocks = textToBlocks(text);
    const language = detectLanguage(text) === 'zh' ? 'zh' : 'en';
    const facts = extractFacts(blocks, language);
    for (const slug of rulesTasks) answerByRules(slug, facts, { title: '', language, blocks });
  }
  return texts.length / (Number(process.hrtime.bigint() - began) / 1e9);
}

async function run(args) {
  const began = Date.now();
  const child = spawn(process.execPath, [join(packageRoot, 'dist', 'cli', 'main.js'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  let peakMb = 0;
  const timer = setInterval(() => {
    const status = existsSync(`/proc/${child.pid}/status`) ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : '';
    peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 50);
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`The run ended with ${code}`);
  return { seconds: (Date.now() - began) / 1000, peakMb, stdout };
}
