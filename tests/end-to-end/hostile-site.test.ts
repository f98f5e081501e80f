import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../crawlers/fetch/find-chromium.ts';
import { urlOf } from '../hostile-site/hostile-page.ts';
import { startHostileSite } from '../hostile-site/server.ts';
import { createDatabase } from '../test-database.ts';
import { type CommandResult, runCommand, startCommand } from './cli.ts';
import { temporaryFolder } from './corpus.ts';

const hasBrowser = findChromium() !== null;
if (!hasBrowser) {
  if (process.env.CI === 'true') throw new Error('CI needs a Chromium, and there is none');
  console.warn('\n*** No Chromium was found: the pages drawn by script are not checked. ***\n');
}

const site = await startHostileSite();
afterAll(() => site.close());
const folder = await temporaryFolder();
const databaseUrl = await createDatabase();
const environment = {
  DATABASE_URL: databaseUrl,
  SEVENLLM_SOURCES: join(folder, 'sources'),
  SEVENLLM_TEACHER: 'rules',
  // One try and little time, or the pages that drip would be waited for five times half a minute each.
  SEVENLLM_MAX_ATTEMPTS: '1',
  SEVENLLM_FETCH_TIMEOUT: '20',
};

let result: CommandResult;
let peakMegabytes = 0;
let pages: Map<string, { state: string; reason: string | null; detail: string | null }>;
let documents: Map<string, string>;

beforeAll(async () => {
  await mkdir(environment.SEVENLLM_SOURCES);
  const { seeds, connectTo } = site;
  const declared = JSON.stringify({ seeds, connectTo, crawlDelay: 0, licence: 'Written for this project, Apache-2.0' });
  await writeFile(
    join(environment.SEVENLLM_SOURCES, 'hostile.mjs'),
    `export default { id: 'hostile', name: 'Hostile site', language: 'mixed', article: /^\\/article\\//, ...${declared} };`,
  );
  const command = startCommand(folder, ['run', '--source', 'hostile', '--no-export'], environment);
  const timer = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(command.process.pid!));
  }, 200);
  result = await command.ended.finally(() => clearInterval(timer));
  ({ pages, documents } = await readLedger());
}, 240_000);

/** Peak memory of a process in megabytes, 0 where it cannot be told. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function readLedger() {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // What a page came to: the first stage where it, or its document, was not kept.
    const came = await client.query(
      `select page.url, work.stage, work.state, work.reason, work.detail from page
       left join document on document.page_id = page.id
       join work on work.record_id in (page.id, document.id) and work.stage in ('crawl', 'clean', 'dedupe')
       order by work.state = 'kept'`,
    );
    const texts = await client.query('select url, blocks from document');
    return {
      pages: new Map(came.rows.toReversed().map((row) => [row.url as string, row])),
      documents: new Map(
        texts.rows.map(({ url, blocks }) => [
          url as string,
          (blocks as { text: string }[]).map(({ text }) => text).join('\n'),
        ]),
      ),
    };
  } finally {
    await client.end();
  }
}

/** Processes that were started by the command and still run; they carry its folder in their environment. */
function leftRunning(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/environ`, 'utf8').includes(environment.SEVENLLM_SOURCES);
      } catch {
        return false;
      }
    });
}

describe('the hostile site', () => {
  const checked = site.pages.filter(({ path }) => hasBrowser || !path.startsWith('/article/script'));

  it.each(checked.map((page) => [urlOf(page), page.becomes, page] as const))('%s: %s', (url, becomes, page) => {
    const came = pages.get(url);
    const document = documents.get(url);
    const kept = document === undefined ? 'discovery' : 'document';
    const outcome = came?.state === 'kept' ? kept : came?.state === 'dropped' ? came.reason : came?.state;
    expect([becomes].flat(), came?.detail ?? 'it has no detail').toContain(outcome);
    if (outcome !== 'document' && outcome !== 'discovery') expect(came?.detail).toBeTruthy();
    if (page.holds && outcome === 'document') expect(document).toContain(page.holds);
    if (page.hides) for (const text of documents.values()) expect(text).not.toContain(page.hides);
  });

  it('leads to no page that is not expected', () => {
    const expected = new Set(site.pages.map(urlOf));
    expect([...pages.keys()].filter((url) => !expected.has(url))).toEqual([]);
  });

  it('reaches no other server of the machine, and leaves no cookie', () => {
    expect(site.secretConnections).toBe(0);
    expect(site.cookies).toEqual([]);
  });

  it('ends the run well, with some pages failed and nothing pending', async () => {
    expect(result.code, result.stderr).toBe(1);
    expect(result.stderr).not.toMatch(/^\s+at .+:\d+/m);
    const audited = await runCommand(folder, ['audit', '--json'], environment);
    expect(audited.code, audited.stdout).toBe(0);
    const { balanced, stages } = JSON.parse(audited.stdout);
    expect(balanced).toBe(true);
    expect(stages.filter(({ pending }: { pending: number }) => pending > 0)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('keeps its memory flat, and leaves nothing running', () => {
    console.log(`peak memory of the crawling process: ${Math.round(peakMegabytes)} MB`);
    expect(peakMegabytes).toBeGreaterThan(0);
    expect(peakMegabytes).toBeLessThan(600);
    expect(leftRunning()).toEqual([]);
  });
});
