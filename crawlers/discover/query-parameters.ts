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
