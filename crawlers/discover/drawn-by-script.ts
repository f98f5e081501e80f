/** Elements whose text is no part of an article. */
const left = new Set(['head', 'script', 'style', 'noscript', 'template', 'nav', 'header', 'footer', 'aside']);
const leastText = 400;

/**
 * Whether a page has scripts and next to no text of its own, so that a browser would have to draw it. One pass in linear
 * time: pages are written by strangers, and a pattern that backtracks would stop everything else.
 */
export function isDrawnByScript(html: string): boolean {
  const lower = html.toLowerCase();
  if (!lower.includes('<script')) return false;
  /** Elements that are closed nowhere further on: not looked for again. */
  const unclosed = new Set<string>();
  let length = 0;
  for (let at = 0; at < html.length && length < leastText; ) {
    const open = html.indexOf('<', at);
    length += visibleLength(html.slice(at, open < 0 ? undefined : open));
    if (open < 0) break;
    const name = /^[a-z]+/.exec(lower.slice(open + 1, open + 12))?.[0] ?? '';
    const closing = left.has(name) && !unclosed.has(name) ? lower.indexOf(`</${name}`, open) : -1;
    if (closing < 0 && left.has(name)) unclosed.add(name);
    const end = html.indexOf('>', Math.max(open, closing));
    if (end < 0) break;
    at = end + 1;
  }
  return length < leastText;
}

const visibleLength = (text: string): number => text.slice(0, 10_000).replace(/\s+/g, ' ').trim().length;
