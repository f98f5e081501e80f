import { messageOf, RetryLaterError } from '../pipeline/errors.ts';
import { fetchAtTurn, fetchOptions } from '../pipeline/stages/crawl/politely.ts';
import { LimitedGate } from './check/limited-gate.ts';
import type { RobotsFinding, SampleFinding, SeedFinding, SourceReport } from './check/source-report.ts';
import type { Trial } from './check/trial.ts';
import { trySample } from './check/try-sample.ts';
import { trySeed } from './check/try-seed.ts';
import { isUsable, warningsOf } from './check/warnings-of.ts';
import type { Source } from './define-source.ts';
import type { HostGate } from './fetch/politeness.ts';

export interface CheckDependencies
  extends Pick<Trial, 'extractor' | 'robots' | 'reservations' | 'userAgent' | 'renderer' | 'signal'> {
  gate: HostGate;
  /** Told what was found, a sentence at a time. */
  log(line: string): void;
}

const mostRequests = 8;
const mostSamples = 2;

/**
 * A small polite trial of a source on the live site: robots.txt, the seeds, and one or two articles through the stages
 * that a crawl takes them through, at the source's delay and in at most eight requests. Throws the signal's reason; what
 * the site does is in the report.
 */
export async function checkSource(source: Source, dependencies: CheckDependencies): Promise<SourceReport> {
  const { log } = dependencies;
  const origins = [...new Set(source.seeds.map(({ url }) => new URL(url).origin))];
  const gate = new LimitedGate(dependencies.gate, mostRequests);
  const trial: Trial = {
    ...{ ...dependencies, source, gate, keptForSamples: mostSamples },
    ...{ crawlId: '', since: null, entered: new Set<string>() },
  };
  const robots: RobotsFinding[] = [];
  for (const origin of origins) robots.push(await readRobots(origin, trial));
  for (const finding of robots) log(sentenceOfRobots(finding));

  const seeds: SeedFinding[] = [];
  const articles = new Set<string>();
  for (const seed of source.seeds) {
    const tried = await trySeed(seed, trial);
    seeds.push(tried.finding);
    for (const url of tried.articles) articles.add(url);
    log(sentenceOfSeed(tried.finding));
  }

  const samples: SampleFinding[] = [];
  for (const url of await chooseSamples([...articles], trial)) {
    const sample = await trySample(url, trial);
    samples.push(sample);
    log(sentenceOfSample(sample));
  }
  return {
    ...{ source: source.id, passed: samples.some((sample) => isUsable(sample, source)) },
    ...{ checkedAt: new Date().toISOString(), requests: gate.entered },
    ...{ robots, seeds, samples, warnings: warningsOf(source, { robots, seeds, samples }) },
  };
}

async function readRobots(origin: string, trial: Trial): Promise<RobotsFinding> {
  const seeds = trial.source.seeds.map(({ url }) => url).filter((url) => new URL(url).origin === origin);
  try {
    const { crawlDelay, isAllowed } = await trial.robots.rulesFor(origin, fetchOptions(trial), fetchAtTurn(trial));
    const disallowedSeeds = seeds.filter((url) => !isAllowed(url));
    return { origin, readable: true, crawlDelay, disallowedSeeds, detail: null };
  } catch (error) {
    if (!(error instanceof RetryLaterError) || trial.signal.aborted) throw error;
    return { origin, readable: false, crawlDelay: null, disallowedSeeds: seeds, detail: messageOf(error) };
  }
}

/** The first article and one from the middle, which on most sites is older; those that robots.txt forbids left out. */
async function chooseSamples(articles: readonly string[], trial: Trial): Promise<string[]> {
  const order = [0, Math.floor(articles.length / 2), 1, articles.length - 1].map((index) => articles[index]);
  const chosen = new Set<string>();
  for (const url of order) {
    if (!url || chosen.size === mostSamples) continue;
    const rules = await trial.robots.rulesFor(url, fetchOptions(trial)).catch(() => null);
    if (rules?.isAllowed(url)) chosen.add(url);
  }
  return [...chosen];
}

function sentenceOfRobots({ origin, readable, crawlDelay, disallowedSeeds, detail }: RobotsFinding): string {
  if (!readable) return `robots.txt of ${origin} cannot be read: ${detail}`;
  const delay = crawlDelay === null ? '' : `, and asks for ${crawlDelay} s between requests`;
  return `robots.txt of ${origin} forbids ${disallowedSeeds.length} seeds${delay}.`;
}

function sentenceOfSeed({ kind, url, outcome, status, links, articles, detail }: SeedFinding): string {
  const came = outcome === 'read' ? `${status}, ${links} addresses, ${articles} articles.` : outcome;
  return [`${kind} ${url}: ${came}`, detail].filter(Boolean).join(' ');
}

function sentenceOfSample({ url, outcome, reason, language, characters, title, detail }: SampleFinding): string {
  const came = characters > 0 ? `“${title}”, ${language}, ${characters} characters.` : (reason ?? outcome);
  return [`article ${url}: ${came}`, detail].filter(Boolean).join(' ');
}
