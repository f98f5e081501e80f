/**
 * All elements below a root, in document order, as they are now. Several times faster in linkedom than a CSS selector
 * (and its `getElementsByTagName` knows no `*`): passes over the whole page filter this instead.
 */
export function elementsOf(root: Element): Element[] {
  const found: Element[] = [];
  let element: Element | null = root.firstElementChild;
  while (element) {
    found.push(element);
    let next: Element | null = element.firstElementChild;
    while (!next && element && element !== root) {
      next = element.nextElementSibling;
      element = element.parentElement;
    }
    element = next;
  }
  return found;
}

/** The text of an element, or null where it is longer than `most` characters; reads no further than that. */
export function shortText(element: Element, most: number): string | null {
  let text = '';
  const visit = (parent: Node): void => {
    for (let child = parent.firstChild; child && text.length <= most; child = child.nextSibling) {
      if (child.nodeType === 3) text += (child.textContent ?? '').replace(/\s+/g, ' ');
      else if (child.nodeType === 1) visit(child);
    }
  };
  visit(element);
  return text.length > most ? null : text;
}
