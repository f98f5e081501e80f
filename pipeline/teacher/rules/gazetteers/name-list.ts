import type { Term } from '../../../text/term-matcher.ts';

/** One way a name is written, and how careful a match of it has to be. */
export interface Surface extends Term {
  /** Only beside a word that says what kind of thing it is, as in "Snake malware". */
  needsCue: boolean;
}

/** One named thing or labelled phrase: the canonical form, and every surface. */
export interface Name {
  main: string;
  surfaces: readonly Surface[];
}

/**
 * Reads a list of names: one thing a line, its surfaces separated by a comma and a space, the main name first.
 * `=` before a surface asks for its exact case, `~` for the exact case and a cue word beside it; a marked surface equal to
 * the main name puts the mark on the main name. Short names and acronyms ask for their exact case by themselves.
 */
export function parseNames(list: string): Name[] {
  return lines(list).map((line) => {
    const items = line.split(', ');
    return { main: items[0]!.replace(/^[=~]/, ''), surfaces: readSurfaces(items) };
  });
}

/** Reads lines of `label: phrase, phrase`, where the label itself is not a surface. */
export function parseLabels(list: string): Name[] {
  return lines(list).map((line) => {
    const colon = line.indexOf(': ');
    return { main: line.slice(0, colon), surfaces: readSurfaces(line.slice(colon + 2).split(', ')) };
  });
}

const lines = (list: string): string[] =>
  list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function readSurfaces(items: readonly string[]): Surface[] {
  const surfaces = new Map<string, Surface>();
  for (const item of items) {
    const marked = item[0] === '=' || item[0] === '~';
    const text = marked ? item.slice(1) : item;
    surfaces.set(text, { text, exactCase: marked || isShortLatin(text), needsCue: item[0] === '~' });
  }
  return [...surfaces.values()];
}

const isShortLatin = (text: string): boolean =>
  /^[\x20-\x7e]+$/.test(text) && (text.length <= 3 || /^[A-Z]{4}$/.test(text));
