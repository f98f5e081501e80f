const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The text of an XML element: CDATA unwrapped, the five predefined and numeric entities resolved, no other expanded. */
export function xmlText(markup: string): string {
  const section = /^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/.exec(markup);
  if (section) return section[1]!.trim();
  return markup
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/gi, (whole, hexadecimal, decimal, name) => {
      if (name) return named[String(name).toLowerCase()]!;
      const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .trim();
}

/**
 * Whether XML declares entities of its own: no feed or sitemap has a use for them, and expanding them is an attack. Only
 * what stands before the root element counts, for an article about such attacks quotes their declarations.
 */
export function declaresEntities(xml: string): boolean {
  if (!/^\s*</.test(xml)) return false;
  const prologue = /<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<(!ENTITY\s)|<([\w])/gi;
  for (let match = prologue.exec(xml); match; match = prologue.exec(xml)) {
    if (match[1]) return true;
    if (match[2]) return false;
  }
  return false;
}
