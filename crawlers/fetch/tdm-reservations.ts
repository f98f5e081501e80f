import { decodeHtml } from './decode.ts';
import { type FetchOptions, guardedFetch } from './guarded-fetch.ts';
import { originKey } from './origin-key.ts';
import { type PathPattern, pathOf, pathPattern } from './path-pattern.ts';

const keepMs = 24 * 60 * 60 * 1000;
const mostHosts = 2000;
const mostBytes = 1024 * 1024;
const mostRules = 10_000;

interface Rule {
  pattern: PathPattern;
  reserved: boolean;
}
interface Entry {
  rules: Promise<Rule[]>;
  until: number;
}

/**
 * The reservations of text and data mining that sites declare in `/.well-known/tdmrep.json` (W3C TDM Reservation
 * Protocol, section on the file on the origin server), asked for once in 24 hours, host and process. A file that is
 * missing, broken or out of reach reserves nothing.
 */
export class TdmReservations {
  readonly #entries = new Map<string, Entry>();

  /** Whether the first rule that matches the address reserves it. Throws the signal's reason where it is given, else never. */
  async reserved(url: string, options: FetchOptions, fetchPage = guardedFetch): Promise<boolean> {
    const key = originKey(url, options);
    let entry = this.#entries.get(key);
    if (!entry || entry.until <= Date.now()) {
      entry = { rules: readRules(new URL(url).origin, options, fetchPage), until: Date.now() + keepMs };
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      if (this.#entries.size > mostHosts) this.#entries.delete(this.#entries.keys().next().value!);
      const asked = entry;
      // A caller that gave up spoils nothing for others.
      asked.rules.catch(() => {
        asked.until = 0;
      });
    }
    const path = pathOf(url);
    return (await entry.rules).find(({ pattern }) => pattern.matches(path))?.reserved ?? false;
  }
}

async function readRules(origin: string, options: FetchOptions, fetchPage: typeof guardedFetch): Promise<Rule[]> {
  const { userAgent, signal, connectTo, privateHosts, limits } = options;
  const bounds = { ...limits, bodyBytes: mostBytes, decodedBytes: mostBytes };
  const asked = { userAgent, signal, connectTo, privateHosts, limits: bounds, accept: 'any' } as const;
  try {
    const { body } = await fetchPage(`${origin}/.well-known/tdmrep.json`, asked);
    return parseRules(JSON.parse(decodeHtml(body, 'application/json; charset=utf-8').text));
  } catch {
    signal?.throwIfAborted();
    return [];
  }
}

function parseRules(file: unknown): Rule[] {
  if (!Array.isArray(file)) return [];
  return file.slice(0, mostRules).flatMap((rule: unknown) => {
    const { location, 'tdm-reservation': reservation } = (rule ?? {}) as Record<string, unknown>;
    if (typeof location !== 'string' || (Number(reservation) !== 0 && Number(reservation) !== 1)) return [];
    return [{ pattern: pathPattern(location), reserved: Number(reservation) === 1 }];
  });
}
