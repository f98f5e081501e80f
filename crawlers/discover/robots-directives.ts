/** Directives that may be followed by a colon themselves, and so are no crawler's name. */
const withValue = /^(unavailable_after|max-snippet|max-image-preview|max-video-preview)$/;

/**
 * The directives of an `X-Robots-Tag` header that are for everyone or for this crawler, lower case: `noindex`, `noai`…
 * A name before a colon limits the directives after it to the crawler of that name. `TDM-Reservation: 1` (W3C TDMRep)
 * becomes `tdm-reservation`.
 */
export function headerDirectives(headers: Readonly<Record<string, string>>, crawlerName: string): string[] {
  const directives = new Set<string>();
  let ours = true;
  for (const part of (headers['x-robots-tag'] ?? '').toLowerCase().split(',')) {
    const colon = part.indexOf(':');
    const name = colon < 0 ? '' : part.slice(0, colon).trim();
    const named = name !== '' && !withValue.test(name);
    if (named) ours = name === crawlerName.toLowerCase();
    const directive = (named ? part.slice(colon + 1) : part).trim();
    if (ours && directive !== '') directives.add(directive);
  }
  if (headers['tdm-reservation']?.trim() === '1') directives.add('tdm-reservation');
  return [...directives];
}

/** The directives of the content of one `<meta name="robots">`, lower case. */
export function metaDirectives(content: string): string[] {
  return content
    .toLowerCase()
    .split(/[,;]/)
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '');
}

/** By these a page asks to be left out of an index, an archive or training data. */
const reserving = new Set(['noindex', 'noarchive', 'noai', 'none', 'tdm-reservation']);

/** The directive by which a page asks not to be used, or undefined. */
export function reservationIn(directives: readonly string[]): string | undefined {
  return directives.find((directive) => reserving.has(directive));
}
