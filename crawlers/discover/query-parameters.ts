/** The parameters of a query that begins with "?", names in lower case, values as they are written. */
export function parametersOf(search: string): [name: string, value: string][] {
  return search
    .slice(1)
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair.toLowerCase(), ''] : [pair.slice(0, equals).toLowerCase(), pair.slice(equals + 1)];
    });
}

/** Whether a pattern speaks of a parameter: then who wrote the pattern wants it. */
export function isNamedIn(pattern: RegExp | undefined, name: string): boolean {
  const text = pattern?.source.toLowerCase() ?? '';
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[a-z_]/.test(text[at - 1] ?? '') && !/[a-z_]/.test(text[at + name.length] ?? '')) return true;
  return false;
}
