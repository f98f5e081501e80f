// Characters no reader sees: C0/C1 controls but tab and newline, soft hyphen, zero-width characters, bidirectional
// controls (they reorder what a person reads) and the tag block, which is used to smuggle instructions past people.
const invisible =
  /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
const lineBreaks = /\r\n?|[\u000B\u000C\u2028\u2029]/g;
const spaces = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;

// Where a source line breaks inside Chinese text, browsers' space there is an accident of the markup.
const breakInsideHan =
  /([\p{sc=Han}\u3001-\u3020\uFF01-\uFF65])[^\S\n]*\n\s*(?=[\p{sc=Han}\u3001-\u3020\uFF01-\uFF65])/gu;

/** Well-formed text without NUL, controls or invisible characters, with `\n` as the only line break. Spaces are kept as they are. */
export function cleanCharacters(text: string): string {
  return text.toWellFormed().replace(lineBreaks, '\n').replace(invisible, '');
}

/** Cleans characters of code: also turns every exotic space into a plain one, which is what the author typed. */
export function cleanCode(text: string): string {
  return cleanCharacters(text)
    .replace(spaces, ' ')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')
    .replace(/\n{4,}/g, '\n\n\n');
}

/** One line of prose: characters cleaned, every run of white space one space, trimmed. */
export function cleanLine(text: string): string {
  return cleanCharacters(text).replace(breakInsideHan, '$1').replace(/\s+/g, ' ').trim();
}
