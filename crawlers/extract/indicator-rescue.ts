import type { Block } from '../../pipeline/records.ts';
import { isBoilerplate, isCommentSection, linkDensity } from './boilerplate.ts';
import { htmlToBlocks } from './html-to-blocks.ts';
import { listsIndicators } from './indicator-listing.ts';
import { indicatorsIn, mayHoldIndicators } from './indicators.ts';

/** Few pages list more; a page that does is not read for its prose. */
const mostRescued = 200;

/** Every block of the page that holds an indicator, with what introduces it. To be made before extraction changes the DOM. */
export function bodyBlocks(body: Element): Block[] {
  const text = body.textContent ?? '';
  if (!mayHoldIndicators(text) && !maySayIndicators.test(text)) return [];
  return htmlToBlocks(body, (element) => isElsewhere(element));
}

/** A heading over an appendix of indicators: what follows it counts as such even where it looks like any other text. */
const saysIndicators =
  /\bIOCs?\b|indicators? of (?:compromise|attack)|(?:network|host|file|host-based|network-based) indicators|失陷(?:指标|检测)|(?:攻击|威胁|入侵)指标/i;

/** The same, without bounds: a whole page's text runs one element into the next. */
const maySayIndicators = /IOC|indicators|失陷|指标/i;

/** Comments, sidebars, navigation and lists of other stories: their indicators are not the article's. */
function isElsewhere(element: Element): boolean {
  const isComments = isCommentSection(element);
  if (!isComments && element.tagName !== 'NAV' && listsIndicators(element)) return false;
  if (/^(?:NAV|ASIDE)$/.test(element.tagName)) return !element.closest('article,main') || element.tagName === 'NAV';
  if (/^(?:MAIN|ARTICLE|BODY|TABLE|PRE|TD|TR)$/.test(element.tagName)) return false;
  if (
    isBoilerplate(element) ||
    (element.id !== 'respond' && /^(?:OL|UL|DIV|SECTION)$/.test(element.tagName) && isComments)
  )
    return !element.querySelector('h1,article,main');
  return (element.tagName === 'UL' || element.tagName === 'OL') && isHeadlines(element);
}

function isHeadlines(list: Element): boolean {
  const links = list.querySelectorAll('a');
  if (links.length === 0 || linkDensity(list) < 0.6) return false;
  let length = 0;
  for (const link of links) length += link.textContent?.trim().length ?? 0;
  return length / links.length > 25 && !/[0-9a-f]{32}|hxxp|\[\.\]/i.test(list.textContent ?? '');
}

/**
 * Puts back the blocks of indicators that extraction lost (appendices behind the article, hidden tabs, tables taken for
 * layout), each with its heading, after the last block before it that was kept, else at the end.
 */
export function rescueIndicators(main: readonly Block[], body: readonly Block[]): Block[] {
  const kept = new Map(main.map((block, index) => [block.text, index]));
  const known = indicatorsIn(main.map((block) => block.text).join('\n'));
  const additions = new Map<number, Block[]>();
  let anchor = main.length - 1;
  let heading: Block | null = null;
  let rescued = 0;
  let isAppendix = false;
  for (const [index, block] of body.entries()) {
    const place = kept.get(block.text);
    if (place !== undefined) {
      anchor = place;
      if (block.kind === 'heading') {
        heading = null;
        isAppendix = saysIndicators.test(block.text);
      }
      continue;
    }
    if (block.kind === 'heading') {
      heading = block;
      isAppendix = saysIndicators.test(block.text);
    } else if (rescued < mostRescued && (isLost(block, known) || (isAppendix && isListing(block)))) {
      const added = additions.get(anchor) ?? [];
      additions.set(anchor, added);
      if (heading) added.push(heading);
      heading = null;
      const lead = body[index - 1];
      if (lead?.kind === 'paragraph' && lead.text.length <= 120 && !kept.has(lead.text) && !added.includes(lead))
        added.push(lead);
      added.push(block);
      for (const indicator of indicatorsIn(block.text)) known.add(indicator);
      rescued += 1;
    }
  }
  const before = additions.get(-1) ?? [];
  return [...before, ...main.flatMap((block, index) => [block, ...(additions.get(index) ?? [])])];
}

const isListing = (block: Block) => block.kind === 'table' || block.kind === 'list' || block.kind === 'code';

function isLost(block: Block, known: ReadonlySet<string>): boolean {
  const lost = [...indicatorsIn(block.text)].filter((indicator) => !known.has(indicator));
  if (block.kind === 'paragraph' || block.kind === 'quote')
    return lost.some((indicator) => !indicator.startsWith('cve-'));
  // One CVE id in a list may be a headline's; several, or any other indicator, are a table of indicators.
  return lost.length > 1 || lost.some((indicator) => !indicator.startsWith('cve-'));
}
