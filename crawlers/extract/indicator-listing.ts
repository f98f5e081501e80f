const mayList = /[0-9a-f]{32}|\[\.\]|hxxp/i;
const item = /^(?:[^\S\n]|[-*•"'])*(?:[0-9a-f]{32,128}|hxxps?:\S+|\S+\[\.\]\S+)(?:[^\S\n]|["',;])*$/im;
const cells = 'td,li,p,dd,pre,code,[data-block]';

/**
 * Whether an element lists indicators: a cell, an item, a paragraph or a line of code that is a hash or a defanged
 * address and nothing else. Menus, teasers and share buttons have none, though ids like hashes abound in them.
 */
export function listsIndicators(element: Element): boolean {
  if (!mayList.test(element.textContent ?? '')) return false;
  for (const cell of element.querySelectorAll(cells)) if (item.test(cell.textContent ?? '')) return true;
  return /^(?:TD|LI|P|DD|PRE|CODE)$/.test(element.tagName) && item.test(element.textContent ?? '');
}

/** Whether a text, such as that of a form's field, has a line that is an indicator and nothing else. */
export const isListing = (text: string) => mayList.test(text) && item.test(text);
