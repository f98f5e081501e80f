// Tokens a record, against the published way: input of several cells a call, the part of it that a cache may hold, output.
//   npm run build && node tests/benchmarks/tokens.mjs
// Counted with the tokenizer of gpt-4o, over prompts built by the code itself. The output's content is the open records of
// the published bench where it is at hand, else what the rules answer of the sample articles.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { textToBlocks } from '../../dist/crawlers/extract/text-to-blocks.js';
import { isRecord, withGaps } from '../../dist/pipeline/checks/shape.js';
import { packageRoot } from '../../dist/pipeline/package-root.js';
import {
  generationSchema,
  severalSchema,
  toStrictJsonSchema,
} from '../../dist/pipeline/teacher/openai/answer-schemas.js';
import { documentMessages, generateMessages, selectMessages } from '../../dist/pipeline/teacher/openai/messages.js';
import { severalMessages } from '../../dist/pipeline/teacher/openai/several-messages.js';
import { answerByRules, rulesTasks } from '../../dist/pipeline/teacher/rules/answers/index.js';
import { extractFacts } from '../../dist/pipeline/teacher/rules/extract/index.js';
import { tokenizerOf } from '../../dist/pipeline/teacher/spend/tokenizer.js';
import { taskBySlug, taskPool } from '../../dist/task-pool/index.js';
import { instructionFor } from '../../dist/task-pool/instruction.js';

/** PUBLISHED.md: a selection call and one call a task, each with its fixed text and the whole document. */
const published = { select: 870, instruct: 1020, document: 1500, tasks: 7, output: 470 };
const publishedInput = published.select + published.tasks * published.instruct + (published.tasks + 1) * 1500;
const asked = { input: 0.25, cacheable: 0.85, output: 0.55 };
const { count } = await tokenizerOf('gpt-4o');
const languages = ['en', 'zh'];

const tokensOf = (messages) => messages.reduce((sum, { content }) => sum + count(content) + 4, 0);
const schemaTokens = (schema) => count(JSON.stringify(toStrictJsonSchema(schema)));
const percent = (share) => `${(100 * share).toFixed(1)}%`;
const verdict = (good) => (good ? 'yes' : 'NO');
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers) => sum(numbers) / numbers.length;

console.log(
  `published way: ${publishedInput} input tokens a document, ${Math.round(publishedInput / published.tasks)} a record`,
);
for (const language of languages) input(documentOf(language), language);
output();

/** The sample articles as one, cut to whole blocks of so many tokens together. */
function documentOf(language) {
  const blocks = [];
  let tokens = 0;
  for (const block of articlesOf(language).flat()) {
    if (tokens + count(block.text) > published.document + 20) break;
    tokens += count(block.text);
    blocks.push(block);
  }
  return { id: `benchmark-${language}`, title: 'A report on several attacks', language, blocks, tokens };
}

function articlesOf(language) {
  const folder = join(packageRoot, 'sample-news', 'articles', language);
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const html = readFileSync(join(folder, name), 'utf8').replace(/<!--[\s\S]*?-->/g, '');
      const text = html.replace(/<\/(p|h[1-6]|pre|ul|ol|table)>/g, '\n\n').replace(/\n(\s*<\/?(li|tr))/g, ' $1');
      return textToBlocks(text.replace(/<[^>]+>/g, ' '));
    });
}

/** Choices of four understanding and three generation tasks, such that all of the pool are counted. */
function* choices() {
  const of = (kind) => taskPool.filter((task) => task.kind === kind);
  for (let first = 0; first < 15; first++) {
    const spread = (pool, some) =>
      Array.from(
        { length: some },
        (_, index) => pool[(first + Math.floor((index * pool.length) / some)) % pool.length],
      );
    const chosen = new Set([...spread(of('understanding'), 4), ...spread(of('generation'), 3)]);
    yield taskPool.filter((task) => chosen.has(task));
  }
}

function callsFor(document, tasks, perCall) {
  const why = {
    en: 'The article names the weakness, who used it against whom, and what it led to; an answer should look at the order of steps and at what the victims did about it.',
    zh: '文章写明了所利用的弱点、攻击者与受害者以及造成的后果；回答时应留意攻击步骤的先后和受害者的应对措施。',
  };
  const chosen = tasks.map((task) => ({
    task,
    assignment: {
      documentId: document.id,
      task: task.slug,
      fit: 1,
      thought: why,
      blocks: [],
      chosen: true,
      reason: null,
    },
  }));
  const calls = [];
  for (let start = 0; start < chosen.length; start += perCall) {
    const some = chosen.slice(start, start + perCall);
    const several = some.length > 1;
    calls.push({
      tokens: tokensOf(
        several
          ? severalMessages(document, some, languages)
          : generateMessages(document, some[0].task, some[0].assignment, languages),
      ),
      schema: schemaTokens(
        several
          ? severalSchema(
              some.map(({ task }) => task),
              languages,
            )
          : generationSchema(some[0].task, languages),
      ),
    });
  }
  return calls;
}

function input(document, language) {
  const whole = { from: 0, to: document.blocks.length };
  const select = tokensOf(selectMessages(document, whole, 10));
  const prefix = tokensOf(documentMessages(document));
  console.log(
    `\n${language}: a document of ${document.tokens} tokens in ${document.blocks.length} blocks; ${prefix} with the instructions and numbers around it, which all calls share`,
  );
  const rows = [1, 2, 4, 7].map((perCall) => {
    const all = [...choices()].map((tasks) => callsFor(document, tasks, perCall));
    const generate = mean(all.map((calls) => sum(calls.map(({ tokens }) => tokens))));
    const schemas = mean(all.map((calls) => sum(calls.map(({ schema }) => schema))));
    return { perCall, calls: all[0].length, generate, schemas, total: select + generate };
  });
  for (const { perCall, calls, total, schemas } of rows) {
    const [pair, task] = [total / 14, total / 7];
    const share = (tokens) => percent(tokens / (publishedInput / published.tasks));
    console.log(
      `  ${perCall} a call: 1 + ${calls} calls, ${Math.round(total)} input tokens; a pair ${Math.round(pair)} (${share(pair)}), a task in both languages ${Math.round(task)} (${share(task)}); with the schemas billed as well ${share((total + schemas) / 14)} and ${share((total + schemas) / 7)}`,
    );
  }
  const best = rows
    .filter(({ perCall }) => perCall > 1)
    .map(({ total }) => total / 14 / (publishedInput / published.tasks));
  console.log(
    `  asked: a pair for at most ${percent(asked.input)} with several cells a call: ${verdict(Math.min(...best) <= asked.input)} (${best.map(percent).join(', ')})`,
  );
  const one = rows[0];
  // OpenAI caches from 1,024 tokens on, in steps of 128.
  const cached = prefix < 1024 ? 0 : Math.floor(prefix / 128) * 128;
  const ofGenerate = (7 * prefix) / one.generate;
  console.log(
    `  asked: of the input of the calls with one cell each at least ${percent(asked.cacheable)} cacheable: ${verdict(ofGenerate >= asked.cacheable)} (${percent(ofGenerate)}; in steps of 128, ${percent((7 * cached) / one.generate)}; the selection's call counted in, ${percent((8 * prefix) / one.total)})`,
  );
  console.log(
    `  uncached, one a call: ${Math.round((one.total - 7 * cached) / 14)} tokens a pair (${percent((one.total - 7 * cached) / 14 / (publishedInput / 7))} of the published)`,
  );
}

function output() {
  const path = resolve(packageRoot, '../shared/data/published/sevenllm-bench.jsonl');
  const has = existsSync(path);
  const records = has ? benchRecords(path) : rulesRecords().map(asPublished);
  console.log(
    has
      ? `\noutput: the content of ${records.length} open records of the published bench, in their form and in ours`
      : '\noutput: the published bench is not at hand; the content is what the rules answer of the sample articles',
  );
  const row = (name, some) => {
    const theirs = sum(
      some.map(({ category, instruction, input, thought, output }) =>
        count(JSON.stringify({ category, instruction, input, thought, output })),
      ),
    );
    const without = sum(some.map(({ input, thought, output }) => count(JSON.stringify({ input, thought, output }))));
    const [alone, several] = [false, true].map((isPart) => sum(some.map((record) => count(ours(record, isPart)))));
    console.log(
      `  ${name}: theirs ${Math.round(theirs / some.length)} a record, ours ${Math.round(alone / some.length)} (${percent(alone / theirs)}), of several a call ${Math.round(several / some.length)} (${percent(several / theirs)}); against theirs without category and instruction ${percent(alone / without)}`,
    );
    return Math.max(alone, several) / theirs;
  };
  const all = row('all', records);
  for (const kind of ['ex', 'gen'])
    for (const language of languages) {
      const some = records.filter(({ task }) => task === `test-${language}-${kind}`);
      if (some.length > 0) row(`${language} ${kind === 'ex' ? 'extraction' : 'generation'}`, some);
    }
  console.log(`  asked: at most ${percent(asked.output)}: ${verdict(all <= asked.output)} (${percent(all)})`);
  emptyFields();
}

/** The same content as a part of our answer: blocks by number, the text in one language. */
function ours({ task, category, input, thought, output }, isPart) {
  const language = task.includes('-zh-') ? 'zh' : 'en';
  const blocks = textToBlocks(input).map((_, number) => number + 10);
  const answer = typeof output === 'string' ? { [language]: output } : output;
  const slug =
    taskPool.find((one) => one.category.toLowerCase() === category.toLowerCase())?.slug ?? 'main-relation-extraction';
  const text = JSON.stringify({ blocks, thought: { [language]: thought }, answer });
  return isPart ? `${JSON.stringify(slug)}:${text},` : text;
}

function benchRecords(path) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ task, thought }) => !task.includes('choice') && thought);
}

function rulesRecords() {
  return languages.flatMap((language) =>
    articlesOf(language).flatMap((blocks, number) => {
      const facts = extractFacts(blocks, language);
      return [...rulesTasks].flatMap((slug) => {
        const answer = answerByRules(slug, facts, { title: '', language, blocks });
        return 'cannot' in answer ? [] : [{ language, slug, blocks, number, answer }];
      });
    }),
  );
}

function asPublished({ language, slug, blocks, number, answer }) {
  const task = taskBySlug(slug);
  const isText = task.kind === 'generation';
  return {
    task: `test-${language}-${isText ? 'gen' : 'ex'}`,
    category: task.category,
    instruction: instructionFor(task, language, String(number)),
    input: answer.blocks.map((block) => blocks[block].text).join('\n\n'),
    thought: answer.thought[language] ?? '',
    output: isText ? (answer.answer[language] ?? '') : answer.answer,
  };
}

/** What a strict schema costs, which has every field written, whether the text says something of it or not. */
function emptyFields() {
  const understanding = rulesRecords().filter(({ slug }) => taskBySlug(slug).kind === 'understanding');
  const strict = sum(
    understanding.map(({ slug, answer }) => count(JSON.stringify(withGaps(taskBySlug(slug).answer, answer.answer)))),
  );
  const sparse = sum(understanding.map(({ answer }) => count(JSON.stringify(filled(answer.answer)))));
  console.log(
    `  fields that hold nothing: ${percent(1 - sparse / strict)} of the answers' tokens where a strict schema has them written (${understanding.length} answers of the rules, ${Math.round(strict / understanding.length)} tokens each); without one they may be left out`,
  );
}

function filled(value) {
  if (Array.isArray(value)) return value.map(filled);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null && !(Array.isArray(item) && item.length === 0));
  return Object.fromEntries(kept.map(([key, item]) => [key, filled(item)]));
}
