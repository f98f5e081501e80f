import robotsParserModule from 'robots-parser';
import { messageOf, RetryLaterError } from '../../pipeline/errors.ts';
import { decodeHtml } from './decode.ts';
import { FetchRefusedError } from './fetch-refused-error.ts';
import { type FetchOptions, guardedFetch } from './guarded-fetch.ts';

// Its types describe an ES module, what it exports is the function itself.
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default;

export interface RobotsRules {
  /** By RFC 9309 section 2.2.2: the longest matching rule decides, a tie goes to allow. */
  isAllowed(url: string): boolean;
  /** Seconds between two requests, or null where the file does not say (a common extension, not in the RFC). */
  crawlDelay: number | null;
  sitemaps: string[];
}

/** Reads a robots.txt for the crawler of this user agent; `robotsUrl` is where it was asked for. Never throws. */
export function parseRobots(robotsUrl: string, text: string, userAgent: string): RobotsRules {
  const robots = robotsParser(robotsUrl, text.replace(/^\ufeff/, ''));
  const delay = robots.getCrawlDelay(userAgent);
  return {
    isAllowed: (url) => robots.isAllowed(url, userAgent) ?? true,
    crawlDelay: delay === undefined || !Number.isFinite(delay) || delay < 0 ? null : delay,
    sitemaps: robots.getSitemaps().filter((sitemap) => URL.canParse(sitemap)),
  };
}

// RFC 9309 section 2.5: at least 500 KiB must be read; what follows may be left.
const robotsBytes = 500 * 1024;
const keepMs = 24 * 60 * 60 * 1000;
const keepFailureMs = 60 * 1000;
const mostHosts = 2000;

interface Entry {
  rules: Promise<RobotsRules>;
  until: number;
}

/**
 * The robots.txt of every host, asked for once in 24 hours and process (RFC 9309 section 2.4). A file that is refused
 * or missing (4xx) allows all; a host that cannot be asked (429, 5xx, time-out, DNS) allows nothing for now: `rulesFor`
 * throws RetryLaterError, unless an older copy is at hand.
 */
export class RobotsCache {
  readonly #entries = new Map<string, Entry>();
  readonly #lastGood = new Map<string, RobotsRules>();

  async rulesFor(url: string, options: FetchOptions): Promise<RobotsRules> {
    const { origin, hostname } = new URL(url);
    const key = `${origin} ${options.connectTo?.[hostname] ?? ''} ${options.userAgent}`;
    const known = this.#entries.get(key);
    if (known && known.until > Date.now()) return known.rules;
    const entry: Entry = { rules: this.#ask(key, `${origin}/robots.txt`, options), until: Date.now() + keepMs };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#forgetOldest();
    entry.rules.catch((error: unknown) => {
      // A host that is down is not asked again for every page of it; a caller that gave up spoils nothing for others.
      const wait = error instanceof RetryLaterError ? (error.retryAfterMs ?? keepFailureMs) : 0;
      entry.until = Date.now() + Math.min(wait, keepMs);
    });
    return entry.rules;
  }

  async #ask(key: string, robotsUrl: string, options: FetchOptions): Promise<RobotsRules> {
    try {
      const rules = await fetchRobots(robotsUrl, options);
      this.#lastGood.set(key, rules);
      return rules;
    } catch (error) {
      const old = this.#lastGood.get(key);
      if (!(error instanceof RetryLaterError)) throw error;
      if (old) return old;
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

async function fetchRobots(robotsUrl: string, options: FetchOptions): Promise<RobotsRules> {
  const { userAgent, signal, connectTo, limits } = options;
  const bounds = { ...limits, bodyBytes: robotsBytes, decodedBytes: robotsBytes, onExcess: 'truncate' } as const;
  try {
    const page = await guardedFetch(robotsUrl, { userAgent, signal, connectTo, limits: bounds, accept: 'any' });
    const { text } = decodeHtml(page.body, 'text/plain; charset=utf-8');
    return parseRobots(robotsUrl, text, userAgent);
  } catch (error) {
    if (error instanceof FetchRefusedError) return parseRobots(robotsUrl, '', userAgent);
    throw error;
  }
}
