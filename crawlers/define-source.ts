import { z } from 'zod';
import { languageSchema } from '../pipeline/records.ts';

const seedSchema = z.object({ kind: z.enum(['feed', 'sitemap', 'listing']), url: z.url({ protocol: /^https?$/ }) });
// A pattern with either remembers where it stopped, and then misses what it should match.
const pattern = z.instanceof(RegExp).refine(({ global, sticky }) => !global && !sticky, 'leave the flags g and y out');
const cssSelector = z.string().min(1);

/** A site that articles come from. One declarative file in `crawlers/sources/`, one line in its index. */
export const sourceSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  language: z.union([languageSchema, z.literal('mixed')]),
  seeds: z.array(seedSchema).min(1),
  /** Paths (with query) of article pages. */
  article: pattern,
  /** Paths (with query) of further listing pages to follow, such as an archive's pagination. */
  listing: pattern.optional(),
  /** Seconds between two requests to one host; a longer `Crawl-delay` in robots.txt wins. */
  crawlDelay: z.number().min(0).max(300).default(2),
  /** `auto` fetches over HTTP first and renders only where the HTML holds no article. */
  render: z.enum(['auto', 'http', 'browser']).default('auto'),
  selectors: z.strictObject({ title: cssSelector, date: cssSelector, body: cssSelector }).partial().default({}),
  /** Licence or terms, one sentence. */
  licence: z.string().min(1),
  maxPages: z.number().int().positive().default(5000),
  /** Links followed from a seed; deeper pages are dropped as a trap. */
  maxDepth: z.number().int().positive().default(50),
  /** Paths (with query) that are never followed, whatever else matches. */
  exclude: pattern.optional(),
  /** Requests under way at one host at a time, over all workers. */
  concurrency: z.number().int().min(1).max(16).default(4),
  /** Whether `noindex`, `noarchive`, `noai` and a reservation of text and data mining keep a page out. */
  respectReservations: z.boolean().default(true),
  /** Lets the crawler reach the seeds' own hosts and ports where their addresses are private; no others. */
  allowPrivate: z.boolean().default(false),
  /**
   * Where to connect for a host name, as `{ "news.example": "127.0.0.1:8080" }` (like curl's --connect-to): for tests,
   * mirrors and the sample site. Besides `allowPrivate`, the only way the crawler reaches a private address.
   */
  connectTo: z.record(z.string(), z.string().regex(/^[^\s:]+:\d+$/)).default({}),
});
export type Source = z.infer<typeof sourceSchema>;

/** Declares a source; throws a ZodError that names the field where the declaration is wrong. */
export function defineSource(source: z.input<typeof sourceSchema>): Source {
  return Object.freeze(sourceSchema.parse(source));
}
