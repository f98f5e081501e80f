import { messageOf, RetryLaterError } from '../../pipeline/errors.ts';
import { cacheLifetime } from './cache-lifetime.ts';
import { decodeHtml } from './decode.ts';
import { FetchRefusedError } from './fetch-refused-error.ts';
import { type FetchOptions, guardedFetch } from './guarded-fetch.ts';
import { originKey } from './origin-key.ts';
import { parseRobots, type RobotsRules } from './parse-robots.ts';

export { parseRobots, type RobotsRules } from './parse-robots.ts';

// RFC 9309 section 2.5: at least 500 KiB must be read; what follows may be left.
const robotsBytes = 500 * 1024;
/** RFC 9309 section 2.4: no copy is used for longer than a day. */
const keepMs = 24 * 60 * 60 * 1000;
/** Sites that forbid all caching are not asked again for every page either. */
const keepAtLeastMs = 10 * 60 * 1000;
const keepFailureMs = 60 * 1000;
const mostHosts = 2000;

interface Entry {
  rules: Promise<RobotsRules>;
  until: number;
}
interface Read {
  rules: RobotsRules;
  /** Milliseconds that they hold. */
  lifetime: number;
}

/**
 * The robots.txt of every host, asked for once in 24 hours and process, or as often as its `Cache-Control` asks (RFC 9309
 * section 2.4). A file that is refused or missing (4xx) allows all; a host that cannot be asked (429, 5xx, time-out, DNS)
 * allows nothing for now: `rulesFor` throws RetryLaterError, unless an older copy is at hand. The RFC lets a crawler take
 * a file for missing that could not be read for a month; this one does not.
 */
export class RobotsCache {
  readonly #entries = new Map<string, Entry>();
  readonly #lastGood = new Map<string, RobotsRules>();

  /** `fetchPage` makes the one request there is, where it has to be made: behind a gate, say. */
  async rulesFor(url: string, options: FetchOptions, fetchPage = guardedFetch): Promise<RobotsRules> {
    const key = originKey(url, options);
    const known = this.#entries.get(key);
    if (known && known.until > Date.now()) return known.rules;
    const asking = this.#ask(key, `${new URL(url).origin}/robots.txt`, options, fetchPage);
    const entry: Entry = { rules: asking.then(({ rules }) => rules), until: Date.now() + keepMs };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#forgetOldest();
    asking.then(
      ({ lifetime }) => {
        entry.until = Date.now() + lifetime;
      },
      (error: unknown) => {
        // A host that is down is not asked again for every page of it; a caller that gave up spoils nothing for others.
        const wait = error instanceof RetryLaterError ? (error.retryAfterMs ?? keepFailureMs) : 0;
        entry.until = Date.now() + Math.min(wait, keepMs);
      },
    );
    return entry.rules;
  }

  async #ask(key: string, robotsUrl: string, options: FetchOptions, fetchPage: typeof guardedFetch): Promise<Read> {
    try {
      const read = await readRobots(robotsUrl, options, fetchPage);
      this.#lastGood.set(key, read.rules);
      return read;
    } catch (error) {
      const old = this.#lastGood.get(key);
      if (!(error instanceof RetryLaterError)) throw error;
      if (old) return { rules: old, lifetime: keepAtLeastMs };
      // Asked again before that, the cache would only repeat itself.
      const retryAfterMs = error.retryAfterMs ?? keepFailureMs;
      throw new RetryLaterError(`robots.txt cannot be read: ${messageOf(error)}`, { cause: error, retryAfterMs });
    }
  }

  #forgetOldest(): void {
    if (this.#entries.size <= mostHosts) return;
    const oldest = this.#entries.keys().next().value!;
    this.#entries.delete(oldest);
    this.#lastGood.delete(oldest);
  }
}

async function readRobots(robotsUrl: string, options: FetchOptions, fetchPage: typeof guardedFetch): Promise<Read> {
  const { userAgent, signal, connectTo, privateHosts, limits } = options;
  const bounds = { ...limits, bodyBytes: robotsBytes, decodedBytes: robotsBytes, onExcess: 'truncate' } as const;
  const asked = { userAgent, signal, connectTo, privateHosts, limits: bounds, accept: 'any' } as const;
  try {
    const { body, headers } = await fetchPage(robotsUrl, asked);
    // A line cut in two would forbid more than it says.
    const whole = body.length < robotsBytes ? body : body.subarray(0, body.lastIndexOf('\n') + 1);
    const { text } = decodeHtml(whole, 'text/plain; charset=utf-8');
    return {
      rules: parseRobots(robotsUrl, text, userAgent),
      lifetime: cacheLifetime(headers['cache-control'], keepAtLeastMs, keepMs),
    };
  } catch (error) {
    if (error instanceof FetchRefusedError) return { rules: parseRobots(robotsUrl, '', userAgent), lifetime: keepMs };
    throw error;
  }
}
