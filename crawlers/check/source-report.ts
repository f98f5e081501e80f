import type { Source } from '../define-source.ts';

export const warningCodes = [
  'robots-unreadable',
  'everything-disallowed',
  'seed-disallowed',
  'seed-unreachable',
  'seed-off-site',
  'seed-not-tried',
  'links-off-site',
  'drawn-by-script',
  'no-articles',
  'sample-unreachable',
  'sample-unreadable',
  'sample-too-short',
  'redirect-unmatched',
  'reserved',
  'other-language',
  'off-topic',
  'no-date',
  'needs-browser',
] as const;

export interface SourceWarning {
  code: (typeof warningCodes)[number];
  /** One sentence for a person. */
  message: string;
}

export interface RobotsFinding {
  origin: string;
  /** False where the host could not be asked: then nothing is allowed for now. A file that is missing allows all. */
  readable: boolean;
  /** Seconds. */
  crawlDelay: number | null;
  disallowedSeeds: string[];
  detail: string | null;
}

export interface SeedFinding {
  kind: Source['seeds'][number]['kind'];
  url: string;
  outcome: 'read' | 'disallowed' | 'refused' | 'failed' | 'off-site' | 'not-tried';
  status: number | null;
  /** Where redirects led, where they did. */
  finalUrl: string | null;
  /** Addresses that it names, on whatever host, before any pattern is asked. */
  links: number;
  /** Those among them that are on the source's hosts. */
  linksOnSite: number;
  articles: number;
  listings: number;
  /** The latest date that it gives, ISO 8601. */
  newest: string | null;
  /** Whether it has next to no text without its scripts. */
  drawnByScript: boolean;
  detail: string | null;
}

export interface SampleFinding {
  url: string;
  outcome: 'read' | 'dropped' | 'failed' | 'not-tried';
  /** Why a crawl would drop it: a reason of `crawl` or `clean`. */
  reason: string | null;
  title: string | null;
  publishedAt: string | null;
  language: 'en' | 'zh' | 'other' | 'undetermined' | null;
  characters: number;
  blocks: number;
  /** The first 200 characters of its text. */
  opening: string;
  /** Whether a browser drew it. */
  rendered: boolean;
  /** Whether it has next to no text as it came, or as the browser drew it. */
  drawnByScript: boolean;
  /** What it asks of crawlers and text miners. */
  directives: string[];
  detail: string | null;
}

/** What the live trial of a source found; stored as JSON. */
export interface SourceReport {
  source: string;
  /** Whether at least one sample is an article of the declared language that a crawl would keep, its topic aside. */
  passed: boolean;
  /** ISO 8601, UTC. */
  checkedAt: string;
  /** Requests made, those for robots.txt included, redirects and what a browser loads left out. */
  requests: number;
  robots: RobotsFinding[];
  seeds: SeedFinding[];
  samples: SampleFinding[];
  warnings: SourceWarning[];
}
