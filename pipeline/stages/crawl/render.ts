import { isDrawnByScript } from '../../../crawlers/discover/drawn-by-script.ts';
import { FetchRefusedError } from '../../../crawlers/fetch/fetch-refused-error.ts';
import type { FetchedPage } from '../../../crawlers/fetch/guarded-fetch.ts';
import { hostsOf } from '../../../crawlers/page-for.ts';
import type { CrawlDependencies } from './crawl.ts';
import { fetchOptions } from './politely.ts';

/**
 * The page after its scripts ran, where its HTML holds nothing of itself and the source allows a browser; else null.
 * Throws FetchRefusedError `off-site` where they lead to another site.
 */
export async function render(
  fetched: FetchedPage,
  html: string,
  dependencies: CrawlDependencies,
  waitFor?: string,
): Promise<{ html: string; finalUrl: string } | null> {
  const { source } = dependencies;
  const wanted = source.render === 'browser' || (source.render === 'auto' && isDrawnByScript(html));
  if (!wanted) return null;
  const renderer = await dependencies.renderer();
  if (!renderer) return null;
  const rendered = await renderer.render(fetched.url, { ...fetchOptions(dependencies), fetched, waitFor });
  if (hostsOf(source).has(new URL(rendered.finalUrl).host)) return rendered;
  throw new FetchRefusedError('off-site', `Its scripts lead to ${rendered.finalUrl}, which is not of this source`);
}
