// Crawling a loopback site: CPU a page against a bare undici + cheerio loop, peak memory, and a second crawl of the same.
//   npm run build && node tests/benchmarks/crawl.mjs [2000] [20000]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'cheerio';
import { pino } from 'pino';
import { request } from 'undici';
import { defineSource } from '../../dist/crawlers/define-source.js';
import { loadConfig } from '../../dist/pipeline/config.js';
import { runUntilSettled } from '../../dist/pipeline/run.js';
import { Session } from '../../dist/pipeline/session.js';

const [role, port, home] = process.argv.slice(2);
if (role === 'bare') await measured(() => bareLoop(Number(port)));
else if (role === 'crawl') await crawlOnce(Number(port), home);
else for (const pages of process.argv.length > 2 ? process.argv.slice(2) : ['2000']) await compare(Number(pages));

async function compare(pages) {
  const site = spawn(process.execPath, [fileURLToPath(new URL('news-site.mjs', import.meta.url)), String(pages)]);
  const sitePort = Number(String(await new Promise((resolve) => site.stdout.once('data', resolve))).trim());
  const folder = mkdtempSync(join(tmpdir(), 'sevenllm-crawl-'));
  try {
    const bare = await child('bare', sitePort);
    const first = await child('crawl', sitePort, folder);
    const second = await child('crawl', sitePort, folder);
    const perPage = (run) => (run.cpu / run.pages).toFixed(2);
    console.log(`${pages} articles`);
    console.log(`  bare undici + cheerio: ${perPage(bare)} ms CPU a page, ${bare.pages} pages, peak ${bare.peak} MB`);
    console.log(
      `  first crawl: ${perPage(first)} ms, ratio ${(first.cpu / first.pages / (bare.cpu / bare.pages)).toFixed(2)}; ${first.pages} pages in ${first.seconds} s, peak ${first.peak} MB`,
    );
    console.log(
      `  second crawl: ${perPage(second)} ms, ${(second.cpu / first.cpu).toFixed(2)} of the first; ${JSON.stringify(second.visited)}, peak ${second.peak} MB`,
    );
  } finally {
    site.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function child(...args) {
  const process_ = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  process_.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => process_.once('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return JSON.parse(text);
}

/** CPU of this process in milliseconds, without that of starting it. */
async function measured(work) {
  const before = process.cpuUsage();
  const began = Date.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ ...result, cpu: (user + system) / 1000, peak, seconds: (Date.now() - began) / 1000 }));
}

async function bareLoop(sitePort) {
  const seen = new Set(['/archive/0']);
  const waiting = [...seen];
  let pages = 0;
  const take = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const { body } = await request(`http://127.0.0.1:${sitePort}${path}`);
      const page = load(await body.text());
      for (const link of page('a[href]')) {
        const href = page(link).attr('href');
        if (!/^\/(news|archive)\/\d+$/.test(href) || seen.has(href)) continue;
        seen.add(href);
        waiting.push(href);
      }
      pages++;
    }
  };
  await take();
  return { pages };
}

async function crawlOnce(sitePort, home_) {
  const source = defineSource({
    id: 'bench',
    name: 'Benchmark',
    language: 'en',
    seeds: [{ kind: 'listing', url: 'http://bench.example/archive/0' }],
    article: /^\/news\/\d+$/,
    listing: /^\/archive\/\d+$/,
    crawlDelay: 0,
    render: 'http',
    licence: 'None',
    maxPages: 1_000_000,
    maxDepth: 1_000_000,
    connectTo: { 'bench.example': `127.0.0.1:${sitePort}` },
  });
  const session = await Session.open({
    config: loadConfig({ home: home_, teacher: 'rules' }, {}),
    command: 'benchmark',
    sources: new Map([[source.id, source]]),
    log: pino({ level: 'error' }),
  });
  // Loaded at a worker's first crawl: part of starting it, as undici and cheerio are of the bare loop.
  await import('@crawlee/basic');
  await measured(async () => {
    await session.crawl(source, { recheck: 'all' });
    const outcome = await runUntilSettled(session, AbortSignal.timeout(3_600_000), ['crawl']);
    if (outcome !== 'settled') throw new Error(JSON.stringify(outcome));
    const { rows } = await session.ledger.pool.query('select outcome, count(*) from page group by 1');
    const visited = Object.fromEntries(rows.map(({ outcome: what, count }) => [what, count]));
    return { visited, pages: rows.reduce((sum, { count }) => sum + count, 0) };
  });
  await session.close('ended');
}
