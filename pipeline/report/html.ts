/** Text that is HTML already; everything else is escaped where it enters a page. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** A piece of HTML with values put in: escaped, unless they are HTML; nothing for null, undefined and false. */
export function html(pieces: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(pieces.map((piece, index) => (index === 0 ? piece : inserted(values[index - 1]) + piece)).join(''));
}

function inserted(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return String(value);
  return typeof value === 'object' ? value.map(inserted).join('') : escaped(String(value));
}

/** Fit for text and for quoted attributes. Characters that HTML has no place for become the replacement character. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
    .replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}
