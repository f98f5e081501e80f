import type { Article, Block } from '../../pipeline/records.ts';
import { cleanLine } from './clean-text.ts';
import { flattenCode } from './flatten-code.ts';
import { htmlToBlocks } from './html-to-blocks.ts';
import { bodyBlocks, rescueIndicators } from './indicator-rescue.ts';
import { settleTables } from './layout-tables.ts';
import { mainBlocks } from './main-content.ts';
import { readMetadata } from './metadata.ts';
import { dropNoise } from './noise-lines.ts';
import { parseDate } from './parse-date.ts';
import { parseHtml } from './parse-html.ts';
import { type Selectors, selectAll } from './selectors.ts';
import { stripAsides } from './strip-asides.ts';
import { showHiddenArticle, stripBoilerplate, stripHidden, stripNonText } from './strip-boilerplate.ts';
import { bylineAuthors, trimEdges } from './trim-edges.ts';

/** Containers that hold an article and nothing else, on platforms whose pages are all alike: WeChat, Discuz. */
const knownContainers = ['#js_content', '[id^="postmessage_"]'];

/**
 * Reads the article off a page: its metadata, and its main content as blocks.
 *
 * 1. metadata, while scripts and head are still there
 * 2. code flattened, hidden articles shown, layout tables unwrapped, boilerplate removed
 * 3. the source's `body` selector or a known platform's container, else Readability
 * 4. DOM to blocks, edges trimmed
 * 5. blocks of indicators that the steps before lost are put back
 *
 * Pure and synchronous; on a hostile page it may run for long or exhaust memory, so call it through `ArticleExtractor`.
 * Nothing on the page is run, and nothing is fetched.
 */
export function extractArticle(html: string, url: string, selectors: Selectors = {}): Article {
  const document = parseHtml(html);
  const metadata = readMetadata(document, url, selectors);
  const pageTitle = cleanLine((document.getElementsByTagName('title')[0]?.textContent ?? '').slice(0, 1000));

  stripNonText(document);
  flattenCode(document);
  showHiddenArticle(document);
  const everything = bodyBlocks(document.body);
  const selected = selectAll(document, selectors.body);
  stripHidden(document);
  if (selected.length === 0) {
    stripBoilerplate(document);
    stripAsides(document);
  }
  settleTables(document);

  const content = selected.length > 0 ? selected : knownContent(document);
  const found = content.length > 0 ? content.flatMap((element) => htmlToBlocks(element)) : mainBlocks(document);
  const { blocks, byline } = trimEdges(dropNoise(found), [metadata.title, pageTitle]);
  return {
    ...metadata,
    authors: metadata.authors.length > 0 ? metadata.authors : bylineAuthors(byline),
    publishedAt: metadata.publishedAt ?? parseDate(byline),
    blocks: rescueIndicators(blocks, everything).map(wellFormed),
  };
}

function knownContent(document: Document): Element[] {
  for (const selector of knownContainers) {
    const element = document.querySelector(selector);
    if (element && (element.textContent?.trim().length ?? 0) > 100) return [element];
  }
  return [];
}

const wellFormed = (block: Block): Block => ({ ...block, text: block.text.toWellFormed() });
