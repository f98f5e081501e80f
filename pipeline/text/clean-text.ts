const notStorable = /\0/g;

/** Text that PostgreSQL, JSON and UTF-8 can hold: no NUL, no lone surrogates. Applied wherever text enters the system. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(notStorable, '');
}
