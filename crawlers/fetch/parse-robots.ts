import { type PathPattern, pathOf, pathPattern } from './path-pattern.ts';

export interface RobotsRules {
  /** By RFC 9309 section 2.2.2: the longest matching rule decides, a tie goes to allow. */
  isAllowed(url: string): boolean;
  /** Seconds between two requests, or null where the file does not say (a common extension, not in the RFC). */
  crawlDelay: number | null;
  sitemaps: string[];
}

interface Rule {
  pattern: PathPattern;
  allow: boolean;
}

/** What one or more groups say that name the same agent. */
interface Group {
  rules: Rule[];
  crawlDelay: number | null;
}

/**
 * Reads a robots.txt for the crawler of this user agent. Only its own groups and those for everyone are kept, so that a
 * file of thousands of agents and rules costs no more than its length. `robotsUrl` is where it was asked for. Never throws.
 */
export function parseRobots(robotsUrl: string, text: string, userAgent: string): RobotsRules {
  const own = productToken(userAgent);
  const groups = new Map<string, Group>();
  const sitemaps = new Set<string>();
  let current: Set<Group> = new Set();
  let naming = false;
  for (const { key, value } of linesOf(text)) {
    // Sitemaps stand outside all groups and end none (RFC 9309 section 2.2.4), as do words that nobody knows.
    if (key === 'sitemap' && URL.canParse(value)) sitemaps.add(value);
    if (key === 'user-agent') {
      if (!naming) current = new Set();
      naming = true;
      const agent = value.startsWith('*') ? '*' : productToken(value);
      if (agent === own || agent === '*') current.add(groupOf(groups, agent));
    } else if (key === 'allow' || key === 'disallow') {
      naming = false;
      if (value !== '' && current.size > 0) {
        const rule = { pattern: pathPattern(value), allow: key === 'allow' };
        for (const group of current) group.rules.push(rule);
      }
    } else if (key === 'crawl-delay') {
      naming = false;
      const seconds = value === '' ? Number.NaN : Number(value);
      if (Number.isFinite(seconds) && seconds >= 0) for (const group of current) group.crawlDelay = seconds;
    }
  }
  const { rules, crawlDelay } = groups.get(own) ?? groups.get('*') ?? { rules: [], crawlDelay: null };
  rules.sort((one, other) => other.pattern.length - one.pattern.length || Number(other.allow) - Number(one.allow));
  const { origin } = new URL(robotsUrl);
  const isAllowed = (url: string): boolean => {
    if (rules.length === 0 || new URL(url).origin !== origin) return true;
    const path = pathOf(url);
    return rules.find(({ pattern }) => pattern.matches(path))?.allow ?? true;
  };
  return { isAllowed, crawlDelay, sitemaps: [...sitemaps] };
}

function* linesOf(text: string): Generator<{ key: string; value: string }> {
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const content = line.split('#', 1)[0]!;
    const colon = content.indexOf(':');
    if (colon > 0) yield { key: content.slice(0, colon).trim().toLowerCase(), value: content.slice(colon + 1).trim() };
  }
}

function groupOf(groups: Map<string, Group>, agent: string): Group {
  const group = groups.get(agent) ?? { rules: [], crawlDelay: null };
  groups.set(agent, group);
  return group;
}

/** The name that robots.txt calls a crawler by, lower case: "sevenllm" of "sevenllm/1.0 (+https://…)". */
function productToken(userAgent: string): string {
  const disguised = /^mozilla\/[^(]{0,20}\(compatible;\s*([^\s/;)]+)/i.exec(userAgent)?.[1];
  return (disguised ?? /^[^\s/]*/.exec(userAgent.trim())![0]).toLowerCase();
}
