/** A pattern of paths as robots.txt (RFC 9309 section 2.2.3) and TDMRep write them: `*` is any text, a final `$` the end. */
export interface PathPattern {
  /** Octets of the pattern in its comparable spelling: the longer one is the more specific. */
  length: number;
  /** Whether a path, as `pathOf` spells it, matches. */
  matches(path: string): boolean;
}

// RFC 9309 section 2.2.2: what needs no escape is compared plain, all else escaped as UTF-8.
function comparablePath(path: string): string {
  return path
    .toWellFormed()
    .replace(/%([0-9a-f]{2})/gi, (escaped, hexadecimal: string) => {
      const character = String.fromCharCode(Number.parseInt(hexadecimal, 16));
      return /[\w.~-]/.test(character) ? character : escaped.toUpperCase();
    })
    .replace(/[^!-~]|["<>\\^`{|}[\]]/gu, encodeURIComponent);
}

/** Path and query of an address, to be matched; what would be a sign in a pattern is escaped, and matches its escape. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return comparablePath(pathname + search)
    .replaceAll('*', '%2A')
    .replaceAll('$', '%24');
}

/** Reads a pattern. Matching looks for one piece after another, so that no pattern takes more than linear time. */
export function pathPattern(text: string): PathPattern {
  const pattern = comparablePath(text).replace(/\*{2,}/g, '*');
  const anchored = pattern.endsWith('$');
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).replaceAll('$', '%24').split('*');
  const [first, ...others] = pieces as [string, ...string[]];
  const last = anchored ? others.pop() : undefined;
  const matches = (path: string): boolean => {
    if (!path.startsWith(first)) return false;
    let at = first.length;
    for (const piece of others) {
      const found = path.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    if (!anchored) return true;
    return last === undefined ? at === path.length : path.length - at >= last.length && path.endsWith(last);
  };
  return { length: pattern.length, matches };
}
