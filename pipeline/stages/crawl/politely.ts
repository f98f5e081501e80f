import type { Source } from '../../../crawlers/define-source.ts';
import { type FetchedPage, type FetchOptions, guardedFetch } from '../../../crawlers/fetch/guarded-fetch.ts';
import type { HostGate, TurnResult } from '../../../crawlers/fetch/politeness.ts';
import type { RobotsCache } from '../../../crawlers/fetch/robots.ts';
import { privateHostsOf } from '../../../crawlers/private-hosts.ts';
import { FailRecordError, messageOf, RetryLaterError } from '../../errors.ts';
import { longestHoldMs } from '../../ledger/hosts.ts';
import { type Dropped, drop } from '../stage.ts';

export interface PoliteDependencies {
  source: Source;
  userAgent: string;
  robots: RobotsCache;
  gate: HostGate;
  limits?: FetchOptions['limits'];
  signal: AbortSignal;
}

export interface Answer {
  fetched: FetchedPage;
  /** From the moment it was our turn to the last byte. */
  milliseconds: number;
}

/** Seconds; a site that asks for more between two requests is asked as seldom as this. */
const longestDelay = 300;

/** What every request for a source's pages carries. */
export function fetchOptions({ source, userAgent, limits, signal }: PoliteDependencies): FetchOptions {
  return { userAgent, limits, signal, connectTo: source.connectTo, privateHosts: privateHostsOf(source) };
}

/** Asks robots.txt, waits for its turn at the host, fetches. A drop where robots.txt forbids it. */
export async function politely(
  url: string,
  dependencies: PoliteDependencies,
  options: Pick<FetchOptions, 'accept' | 'etag' | 'lastModified'>,
): Promise<Answer | Dropped<'crawl'>> {
  const { source, robots } = dependencies;
  const common = fetchOptions(dependencies);
  const rules = await robots.rulesFor(url, common, fetchAtTurn(dependencies));
  if (!rules.isAllowed(url)) return drop('robots-disallowed', 'robots.txt forbids it.');
  const delaySeconds = Math.min(longestDelay, Math.max(source.crawlDelay, rules.crawlDelay ?? 0));
  return atTurn(url, dependencies, delaySeconds, { ...common, ...options });
}

/** Fetches what belongs to a site rather than to a page, such as its robots.txt, when its host's turn has come. */
export const fetchAtTurn =
  (dependencies: PoliteDependencies): typeof guardedFetch =>
  async (url, options) =>
    (await atTurn(url, dependencies, dependencies.source.crawlDelay, options)).fetched;

/** Waits for its turn at the host, fetches, and tells how the host did. */
async function atTurn(
  url: string,
  { source, gate, signal }: PoliteDependencies,
  delaySeconds: number,
  options: FetchOptions,
): Promise<Answer> {
  const turn = await gate.enter(new URL(url).host, { delaySeconds, concurrency: source.concurrency, signal });
  const began = performance.now();
  const result = (rest: Partial<TurnResult>): TurnResult => ({
    ...{ ok: true, milliseconds: performance.now() - began },
    ...rest,
  });
  try {
    const fetched = await guardedFetch(url, options);
    turn.done(result({ status: fetched.status }));
    return { fetched, milliseconds: Math.round(performance.now() - began) };
  } catch (error) {
    const trouble = error instanceof RetryLaterError;
    const retryAfterMs = trouble ? error.retryAfterMs : undefined;
    // One that we gave up says nothing of the site; what it refuses for good is no trouble, what it may do later is.
    if (signal.aborted) turn.done();
    else turn.done(result({ ok: !trouble, error: messageOf(error), ...(retryAfterMs && { retryAfterMs }) }));
    // Longer than a run is worth waiting for: the page fails for this time, and the gate keeps the next crawl away.
    if (retryAfterMs && retryAfterMs > longestHoldMs)
      throw new FailRecordError(
        `${messageOf(error)}, and asks for ${Math.round(retryAfterMs / 60_000)} minutes of patience.`,
      );
    throw error;
  }
}
