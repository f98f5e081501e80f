/** The ways reports write a dot, a colon and an at sign so that nothing becomes a live link. Sources of patterns. */
export const DOT = String.raw`(?:\.|\s?\[\s?\.\s?\]\s?|\(\.\)|\{\.\}|\[\.|\.\]|\[dot\]|\(dot\)|\{dot\}|\[DOT\]|\(DOT\)|［[.．]］|【\.】|\\\.)`;
export const AT = String.raw`(?:@|\[@\]|\(@\)|\[at\]|\(at\)|\{at\}|\[AT\]| \[at\] | \(at\) |\(_at_\))`;

const dots = /\s?[[({［【]\s?(?:\.|dot|．)\s?[\])}］】]\s?|\[\.|\.\]|\\\./gi;
const ats = /\s?[[({](?:@|_?at_?)[\])}]\s?/gi;
const colons = /\[\s?:\s?\/\/\s?\]|\[:\/\/|\[:\]\/\/|\[:\]\[\/\]\[\/\]|：\/\/|\[:\]\/(?!\/)|^([a-z+]+):\/(?!\/)/gi;

/** Writes an indicator as it was before it was defanged. */
export function refang(surface: string): string {
  return surface
    .replace(dots, '.')
    .replace(ats, '@')
    .replace(colons, (_, scheme: string | undefined) => `${scheme ?? ''}://`)
    .replace(/\[:\]/g, ':')
    .replace(/\[\/\]/g, '/')
    .replace(/^h[xt*]{2}p/i, 'http')
    .replace(/^fxp/i, 'ftp');
}

/** True where the writer took care that the indicator is no link: then it is one, whatever its ending. */
export const isDefanged = (surface: string): boolean =>
  /[[({［【\\]\s?(?:\.|dot|@|:|at)|\.\]|^h[x*]{2}p/i.test(surface);
