/** Running text of an element: characters that stand in its blocks of prose, a Han character counted as two and a half. */
export type ProseLengths = ReadonlyMap<Element, number>;

const inline = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DFN EM FONT I INS KBD MARK Q S SAMP SMALL SPAN STRONG SUB SUP TIME TT U VAR'.split(
    ' ',
  ),
);
const apart = /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|PRE|NAV|FOOTER|FIGCAPTION)$/;
/** Shorter passages are as likely to be labels, teasers and buttons. */
const shortest = 80;

/**
 * Measures where the prose of a page is: for each element that holds any, how much, in one walk. Text in links does not
 * count, nor does a passage under 80 characters, nor what stands in navigation, footers, captions and code.
 */
export function proseLengths(root: Element): ProseLengths {
  const passages = new Map<Element, number>();
  const visit = (node: Node, block: Element): void => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) {
        const length = weight(child.textContent ?? '');
        if (length > 0) passages.set(block, (passages.get(block) ?? 0) + length);
      } else if (child.nodeType === 1) {
        const element = child as Element;
        if (element.tagName === 'A' || apart.test(element.tagName)) continue;
        visit(element, inline.has(element.tagName) ? block : element);
      }
    }
  };
  visit(root, root);
  const lengths = new Map<Element, number>();
  for (const [passage, length] of passages) {
    if (length < shortest) continue;
    for (let element: Element | null = passage; element; element = element === root ? null : element.parentElement)
      lengths.set(element, (lengths.get(element) ?? 0) + length);
  }
  return lengths;
}

const han = /\p{sc=Han}/gu;

function weight(text: string): number {
  const trimmed = text.trim();
  if (trimmed.length === 0) return 0;
  return trimmed.length + Math.round(1.5 * (trimmed.match(han)?.length ?? 0));
}
