import { isBoilerplate, isCommentSection, linkDensity, otherStories } from './boilerplate.ts';
import { cleanCode } from './clean-text.ts';
import { elementsOf, shortText } from './elements.ts';
import { freezeBlock } from './frozen-block.ts';
import { isListing, listsIndicators } from './indicator-listing.ts';
import { proseLengths } from './prose.ts';

const neverText = new Set(
  (
    'SCRIPT STYLE TEMPLATE NOSCRIPT IFRAME SVG CANVAS OBJECT EMBED APPLET BUTTON SELECT INPUT TEXTAREA DATALIST DIALOG LINK META ' +
    'AUDIO VIDEO MAP RT RP'
  ).split(' '),
);

/** Removes what holds no text of the page whatever its place: scripts, styles, frames, form controls. */
export function stripNonText(document: Document): void {
  for (const element of elementsOf(document.body)) {
    const tag = element.tagName.toUpperCase();
    if (tag === 'BUTTON' && /^H[1-6]$/.test(element.parentElement?.tagName ?? '')) {
      // The accordion pattern puts a section's heading into a button.
      element.replaceWith(element.textContent ?? '');
    } else if (neverText.has(tag)) {
      if (offersIndicators(element, tag)) showIndicators(element, tag);
      else element.remove();
    } else if (tag === 'A' && isInHeading(element) && isPermalink(element)) element.remove();
  }
}

/** Whether an element shows or offers indicators: in a field to copy from, on a button, in a part that a script would show. */
function offersIndicators(element: Element, tag: string): boolean {
  if (tag === 'INPUT') return element.hasAttribute('readonly') && isListing(element.getAttribute('value') ?? '');
  if (tag === 'TEXTAREA' || tag === 'BUTTON') return isListing(element.textContent ?? '');
  return (tag === 'NOSCRIPT' || tag === 'TEMPLATE') && listsIndicators(element);
}

function showIndicators(element: Element, tag: string): void {
  if (tag === 'NOSCRIPT' || tag === 'TEMPLATE') element.replaceWith(...element.childNodes);
  else {
    const text = (tag === 'INPUT' ? element.getAttribute('value') : element.textContent) ?? '';
    element.replaceWith(freezeBlock(element.ownerDocument, 'code', cleanCode(text)));
  }
}

const isInHeading = (link: Element) =>
  /^H[1-6]$/.test(link.parentElement?.tagName ?? '') ||
  /^H[1-6]$/.test(link.parentElement?.parentElement?.tagName ?? '');
const isPermalink = (link: Element) => /^[\s#¶§🔗]*$/u.test(link.textContent ?? '') && !link.firstElementChild;

/**
 * Shows what a script of the page would have shown: WeChat's `#js_content`, a body hidden until its styles are there,
 * and any hidden element that holds more than half of the page's text.
 */
export function showHiddenArticle(document: Document): void {
  const { body } = document;
  const reveal = (element: Element) => {
    for (const name of ['style', 'hidden', 'aria-hidden']) element.removeAttribute(name);
  };
  reveal(body);
  for (const element of [body.querySelector('#js_article'), body.querySelector('#js_content')])
    if (element) reveal(element);
  const hidden = elementsOf(body).filter(isHidden);
  if (hidden.length === 0) return;
  const half = (body.textContent?.length ?? 0) / 2;
  for (const element of hidden) {
    const length = element.textContent?.length ?? 0;
    if (length > 250 && length > half) reveal(element);
  }
}

/** Removes what a reader does not see. */
export function stripHidden(document: Document): void {
  for (const element of elementsOf(document.body)) if (isHidden(element)) element.remove();
}

export function isHidden(element: Element): boolean {
  const hidden = element.getAttribute('hidden');
  if (hidden !== null && hidden !== 'until-found') return true;
  if (element.getAttribute('aria-hidden') === 'true') return true;
  const style = element.getAttribute('style');
  return style !== null && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style.slice(0, 2000));
}

/** Removes navigation, comments, related stories, sharing, cookie notices; never what holds the bulk of the text. */
export function stripBoilerplate(document: Document): void {
  const { body } = document;
  const total = body.textContent?.length ?? 0;
  const prose = proseLengths(body);
  const mostProse = 0.4 * (prose.get(body) ?? 0);
  for (const element of elementsOf(body)) {
    if (!element.parentNode || !(element.tagName === 'NAV' || isBoilerplate(element))) continue;
    if (isInProse(element) || element.querySelector('h1,article,main')) continue;
    const isComments = isCommentSection(element);
    if (!isComments && listsIndicators(element)) continue;
    // `article-body pagination-first`, `sidebar-fixed article-segment`: a name may speak of the layout after all.
    if (!isComments && (prose.get(element) ?? 0) > mostProse) continue;
    const most = total * (isComments ? 0.8 : 0.3);
    if ((element.textContent?.length ?? 0) <= most) element.remove();
  }
  stripOtherStories(body);
}

/** Part of a sentence, whatever its class: a link or a span beside text in a paragraph. */
function isInProse(element: Element): boolean {
  if (!/^(?:A|ABBR|B|CITE|EM|I|MARK|SPAN|STRONG|SUP|SUB)$/.test(element.tagName)) return false;
  const around = element.parentElement;
  return around?.tagName === 'P' && (around.textContent?.length ?? 0) > 2 * (element.textContent?.length ?? 0);
}

const titleTags = /^(?:H[2-6]|P|STRONG|B|DT|DIV|SPAN)$/;

/** A title such as "Related articles" goes together with the lists of links that follow it. */
function stripOtherStories(body: Element): void {
  for (const title of elementsOf(body)) {
    if (!titleTags.test(title.tagName) || !title.parentNode || title.childNodes.length > 4) continue;
    const text = shortText(title, 60);
    if (!text || !otherStories.test(text)) continue;
    let holder: Element = title;
    // The title may be wrapped with nothing beside it: the links then follow the wrapper.
    while (
      holder.parentElement &&
      holder.parentElement !== body &&
      holder.parentElement.textContent?.trim() === text.trim()
    )
      holder = holder.parentElement;
    let next = holder.nextElementSibling;
    let stripped = 0;
    while (next && isLinks(next)) {
      const following: Element | null = next.nextElementSibling;
      next.remove();
      stripped += 1;
      next = following;
    }
    if (stripped > 0 || !next) holder.remove();
  }
}

function isLinks(element: Element): boolean {
  if (/^H[1-6]$/.test(element.tagName)) return false;
  const length = element.textContent?.trim().length ?? 0;
  return length === 0 || (length < 5000 && linkDensity(element) > 0.5);
}
