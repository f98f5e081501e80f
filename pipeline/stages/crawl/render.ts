import { isDrawnByScript } from '../../../crawlers/discover/drawn-by-script.ts';
import type { CrawlDependencies } from './crawl.ts';
import { fetchOptions } from './politely.ts';

/** The page after its scripts ran, where its HTML holds nothing of itself and the source allows a browser; else null. */
export async function render(
  url: string,
  html: string,
  dependencies: CrawlDependencies,
  waitFor?: string,
): Promise<string | null> {
  const { source } = dependencies;
  const wanted = source.render === 'browser' || (source.render === 'auto' && isDrawnByScript(html));
  if (!wanted) return null;
  const renderer = await dependencies.renderer();
  if (!renderer) return null;
  return (await renderer.render(url, { ...fetchOptions(dependencies), waitFor })).html;
}
