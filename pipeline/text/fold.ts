/** A text made comparable, with the way back: `map[i]` is where the original of `folded[i]` begins. */
export interface Folded {
  folded: string;
  /** One entry more than `folded` has units: the last is the original's length. */
  map: Uint32Array;
}

const defanged =
  /\s?[[({［【]\s?(?:\.|．|dot)\s?[\])}］】]\s?|\s?[[({]\s?(?:@|_?at_?)\s?[\])}]\s?|\[\s?:\s?\/\/\s?\]|\[:\]|\[\/\]|\[\.|\.\]|h[x*]{2}p(?=s?[[(:：\s])/giy;

const single: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '「': '"',
  '」': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '。': '.',
  '、': ',',
  '…': '...',
};

/**
 * Folds case, width (NFKC), defanging (`hxxp`, `[.]`, `[:]`, `[at]`), quotes and dashes, runs of space to one, and drops
 * zero-width characters, so that the same words written differently compare equal.
 */
export function foldWithOffsets(text: string): Folded {
  const out: string[] = [];
  const map: number[] = [];
  const put = (piece: string, at: number) => {
    for (let k = 0; k < piece.length; k++) {
      out.push(piece[k]!);
      map.push(at);
    }
  };
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    const char = text[i]!;
    const wasDefanged = mayBeDefanged(text, i, code) ? matchDefanged(text, i) : '';
    if (wasDefanged) {
      put(refangedForm(wasDefanged), i);
      i += wasDefanged.length;
    } else if (isSpace(code)) {
      if (out.length > 0 && out[out.length - 1] !== ' ') put(' ', i);
      i++;
    } else if (isInvisible(code)) {
      i++;
    } else if (code < 0x80) {
      put(code >= 0x41 && code <= 0x5a ? char.toLowerCase() : char, i);
      i++;
    } else {
      const whole = String.fromCodePoint(text.codePointAt(i)!);
      put(single[whole] ?? foldCharacter(whole), i);
      i += whole.length;
    }
  }
  map.push(text.length);
  return { folded: out.join(''), map: Uint32Array.from(map) };
}

/**
 * Where the needle stands in the original text, compared as folded, or null. A needle of Latin letters or digits at an
 * end must stand as a word there, so that `1.2` is not found in `11.23`.
 */
export function findFolded(haystack: Folded, needle: string): { start: number; end: number } | null {
  const wanted = foldWithOffsets(needle).folded.trim();
  if (wanted === '') return null;
  const { folded, map } = haystack;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (joins(folded, at - 1, at) || joins(folded, end - 1, end)) continue;
    return { start: map[at]!, end: endInOriginal(map, end) };
  }
  return null;
}

/** One original character may fold to several: the end is where the next original character begins. */
function endInOriginal(map: Uint32Array, end: number): number {
  let next = end;
  while (next < map.length - 1 && map[next] === map[end - 1]) next++;
  return map[next]!;
}

function joins(text: string, left: number, right: number): boolean {
  return left >= 0 && right < text.length && isWord(text.charCodeAt(left)) && isWord(text.charCodeAt(right));
}

/** Rules out most places before the pattern has to look. */
function mayBeDefanged(text: string, at: number, code: number): boolean {
  if (code === 0x5b || code === 0x28 || code === 0x7b || code === 0xff3b || code === 0x3010) return true;
  const next = text.charCodeAt(at + 1);
  if (code === 0x20) return next === 0x5b || next === 0x28 || next === 0x7b;
  if (code === 0x2e) return next === 0x5d;
  return (code === 0x68 || code === 0x48) && (next === 0x78 || next === 0x58 || next === 0x2a);
}

function matchDefanged(text: string, at: number): string {
  defanged.lastIndex = at;
  return defanged.exec(text)?.[0] ?? '';
}

function refangedForm(surface: string): string {
  if (/^h/i.test(surface)) return 'http';
  if (/\/\//.test(surface)) return '://';
  if (surface === '[:]') return ':';
  if (surface === '[/]') return '/';
  return /@|at/i.test(surface) ? '@' : '.';
}

function foldCharacter(char: string): string {
  return char.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}

const isWord = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
const isSpace = (code: number): boolean =>
  code === 0x20 ||
  (code >= 0x09 && code <= 0x0d) ||
  code === 0xa0 ||
  code === 0x3000 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x202f ||
  code === 0x2028 ||
  code === 0x2029;
const isInvisible = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2064) ||
  code === 0xfeff ||
  code === 0xad;
