import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Source, sourceSchema } from '../../crawlers/define-source.ts';
import { canonicalUrl } from '../../crawlers/discover/canonical-url.ts';
import { builtInSources } from '../../crawlers/sources/index.ts';
import { packageRoot } from '../../pipeline/package-root.ts';
import { neverArticles, pathsOfSources } from './article-paths.ts';

const folder = join(packageRoot, 'crawlers/sources');
const files = readdirSync(folder).filter((name) => name !== 'index.ts');
const onTheWeb = builtInSources.filter(({ id }) => !id.startsWith('sample-news-'));
const isArticle = ({ article, exclude }: Source, path: string) => article.test(path) && !exclude?.test(path);
const pathOf = (url: string) => new URL(url).pathname + new URL(url).search;

describe('the sources that come with the program', () => {
  it('are one file each, named after the id, and all in the index', async () => {
    const ids = builtInSources.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => `${id}.ts`).sort()).toEqual(files.sort());
    for (const id of ids) {
      const module: Record<string, Source> = await import(`../../crawlers/sources/${id}.ts`);
      expect(Object.values(module).map((source) => source.id)).toEqual([id]);
    }
  });

  it('are at least 17 English and 17 Chinese besides the sample site', () => {
    expect(onTheWeb.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(17);
    expect(onTheWeb.filter(({ language }) => language === 'zh').length).toBeGreaterThanOrEqual(17);
  });

  it('ask politely, reach nothing private, and say who holds the rights', () => {
    for (const source of onTheWeb) {
      expect(source.crawlDelay, source.id).toBeGreaterThanOrEqual(2);
      expect([source.allowPrivate, source.respectReservations, source.connectTo], source.id).toEqual([false, true, {}]);
      expect(source.licence, source.id).toMatch(/©|copyright|public domain|European Union/);
      // A feed on a redirector's host names articles that are not on the source's hosts.
      for (const { url } of source.seeds)
        expect(url, source.id).toMatch(/^https:\/\/(?!feeds?\.feedburner\.|feedproxy\.)/);
    }
  });

  it.each(builtInSources.map((source) => [source.id, source] as const))(
    '%s parses, and tells articles',
    (id, source) => {
      expect(sourceSchema.parse(source)).toEqual(source);
      const { articles, others } = pathsOfSources[id]!;
      for (const path of articles) {
        expect(isArticle(source, path), path).toBe(true);
        // What the crawler compares is the canonical spelling; an example in another would prove nothing.
        const { origin } = new URL(source.seeds[0]!.url);
        expect(canonicalUrl(path, origin)).toBe(origin + path);
        expect(source.listing?.test(path) ?? false, path).toBe(false);
      }
      const { listing } = source;
      if (listing)
        expect(
          others.filter((path) => listing.test(path) && !source.exclude?.test(path)),
          `a listing in the form of ${listing}`,
        ).not.toEqual([]);
      const seeds = source.seeds.map(({ url }) => pathOf(url));
      for (const path of [...others, ...neverArticles, ...seeds]) expect(isArticle(source, path), path).toBe(false);
    },
  );
});

describe('the patterns of the sources', () => {
  const patterns = builtInSources.flatMap(({ id, article, listing, exclude }) =>
    Object.entries({ article, listing, exclude })
      .filter((entry): entry is [string, RegExp] => entry[1] !== undefined)
      .map(([field, pattern]) => ({ id, field, pattern })),
  );

  it('are anchored where it matters, and keep no state between tests', () => {
    for (const { id, field, pattern } of patterns) {
      expect(pattern.flags, `${id} ${field}`).toBe('');
      if (field !== 'exclude') expect(pattern.source, `${id} ${field}`).toMatch(/^\^.*\$$/);
    }
  });

  it.each([
    ['(a+)+', true],
    ['(?:[a-z]+-)*x', true],
    ['(?:(?:a|b+)c){2,}', true],
    ['(?:a{1,9}-)+', false],
    ['(?:ab?)+', false],
    ['[(+*]+(?:a\\+)*', false],
    ['(?:a+-)?b+', false],
  ])('are judged by a rule that sees repetition inside repetition: %s', (pattern, nested) => {
    expect(repeatsRepetition(pattern)).toBe(nested);
  });

  it('repeat nothing that itself repeats without end, so that none takes exponential time', () => {
    for (const { id, field, pattern } of patterns)
      expect(repeatsRepetition(pattern.source), `${id} ${field}`).toBe(false);
  });

  it('take linear time on long paths made to fail', () => {
    expect(slowness(/^\/[a-z0-9-]+[a-z0-9]+\/$/, `/${'a'.repeat(1999)}\u0000`)).toBeGreaterThan(slowest);
    for (const { id, field, pattern } of patterns) {
      const examples = pathsOfSources[id]!.articles;
      for (const path of examples.flatMap(adversarial))
        expect(slowness(pattern, path), `${id} ${field} on ${path.slice(0, 80)}`).toBeLessThan(slowest);
    }
  });
});

/** 2,000 characters squared are four million steps, thousands of times those of one pass. */
const slowest = 200;

/** How many times longer a pattern takes than a single pass over the same path. */
function slowness(pattern: RegExp, path: string): number {
  return fastest(() => pattern.test(path)) / fastest(() => /^[^\n]*\n$/.test(path));
}

/** An example drawn out to 2,000 characters in several ways, with an end that no pattern takes. */
function adversarial(path: string): string[] {
  const drawnOut = ['a', '-', '1', 'a-', '1-', '/a', '%E7'].map((piece) => piece.repeat(2000));
  const cut = path.replace(/[a-z0-9]\/?(\.s?html?)?$/i, '');
  return drawnOut.map((run) => `${(cut + run).slice(0, 2000)}\u0000`);
}

/** Nanoseconds of the quickest of some runs: what else the machine does only ever adds to the others. */
function fastest(run: () => unknown): number {
  const times = Array.from({ length: 7 }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start);
  });
  return Math.max(Math.min(...times), 2000);
}

/** Whether a group that repeats holds a repetition without end (star height over one), as catastrophic patterns do. */
function repeatsRepetition(pattern: string): boolean {
  const tokens = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[()*+?]|[^\\[\](){}*+?]+/g) ?? [];
  /** For each open group: whether it holds a repetition without end. */
  const open = [false];
  let closed = false;
  for (const token of tokens) {
    const endless = token === '*' || token === '+' || /^\{\d+,\}$/.test(token);
    const repeats = endless || /^\{(?!0?,?1\}|1\})/.test(token);
    if (repeats && closed) return true;
    if (token === '(') open.push(false);
    closed = token === ')' && (open.pop() ?? false);
    if (endless || closed) open[open.length - 1] = true;
  }
  return false;
}
