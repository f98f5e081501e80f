/** No honest page nests deeper; Readability and our own walks recurse, and would exhaust the stack on a hostile one. */
const deepest = 200;
const inline = new Set(['A', 'ABBR', 'B', 'CODE', 'EM', 'FONT', 'I', 'SMALL', 'SPAN', 'STRONG', 'SUB', 'SUP', 'U']);

/** Takes apart the elements nested deeper than 200, keeping their text and a line break where a block began. */
export function limitDepth(root: Element): void {
  let depth = 0;
  let node: Node | null = root.firstChild;
  while (node) {
    if (node.nodeType === 1 && depth >= deepest && node.firstChild) {
      node = takeApart(node as Element);
      continue;
    }
    if (node.firstChild) {
      node = node.firstChild;
      depth += 1;
      continue;
    }
    while (node && !node.nextSibling) {
      node = node.parentNode === root ? null : node.parentNode;
      depth -= 1;
    }
    node = node?.nextSibling ?? null;
  }
}

/** Puts an element's children in its place; returns the first of them. */
function takeApart(element: Element): Node | null {
  const parent = element.parentNode as Node;
  const first = element.firstChild;
  const isAfterBreak = (element.previousSibling as Element | null)?.tagName === 'BR';
  if (!isAfterBreak && !inline.has(element.tagName))
    parent.insertBefore(element.ownerDocument.createElement('br'), element);
  while (element.firstChild) parent.insertBefore(element.firstChild, element);
  element.remove();
  return first;
}
