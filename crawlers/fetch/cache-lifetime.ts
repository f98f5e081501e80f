/**
 * Milliseconds that a response may be kept by its `Cache-Control` (RFC 9111 section 5.2.2), within the bounds given:
 * `most` where it does not say, `least` where it forbids to keep it or says less.
 */
export function cacheLifetime(cacheControl: string | undefined, least: number, most: number): number {
  const directives = cacheControl?.toLowerCase() ?? '';
  if (/\bno-(store|cache)\b/.test(directives)) return least;
  const seconds = /\bmax-age\s*=\s*"?(\d{1,10})/.exec(directives)?.[1];
  return seconds === undefined ? most : Math.min(most, Math.max(least, Number(seconds) * 1000));
}
