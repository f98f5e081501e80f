/** A URL as it may be printed and stored: without user, password and query, where people put keys. */
export function shownUrl(url: string): string {
  const shown = new URL(url);
  shown.username = shown.password = shown.search = '';
  return shown.href;
}
