/** A JSON object as it stands in an answer, with what it lacks at its end. */
export interface FoundObject {
  text: string;
  /** Brackets that were never closed, `"` for a string; empty where it is whole. */
  unclosed: string;
}

const closers: Record<string, string> = { '{': '}', '[': ']' };
/** Punctuation of Chinese keyboards in the place of JSON's own. */
const narrow: Record<string, string> = { '：': ':', '，': ',', '｛': '{', '｝': '}', '［': '[', '］': ']', '＂': '"' };
const quotes: Record<string, string> = { '"': '"', '“': '”', "'": "'" };
const beginsValue = new Set(['{', '[', ',', ':']);
const endsValue = /^\s*([,:}\]，：｝］]|$)/;

/**
 * The objects at the top level of a text, in order: whatever stands before, between and after them is prose. Full-width
 * punctuation and Chinese quotes become JSON's where they structure the object, and stay as they are within strings.
 */
export function findObjects(text: string): FoundObject[] {
  const found: FoundObject[] = [];
  let written = '';
  const open: string[] = [];
  let before = '';
  for (let at = 0; at < text.length; at++) {
    const raw = text[at]!;
    const char = narrow[raw] ?? raw;
    if (open.length === 0 && char !== '{') continue;
    const closing = char in quotes && (char === '"' || beginsValue.has(before)) ? quotes[char]! : null;
    if (closing !== null) {
      const end = endOfString(text, at + 1, closing);
      written += char === '“' ? quoted(text.slice(at + 1, end)) : char + text.slice(at + 1, end + 1);
      if (end >= text.length) return [...found, { text: written, unclosed: `"${unclosedOf(open)}` }];
      at = end;
      before = '"';
      continue;
    }
    written += char;
    if (char in closers) open.push(char);
    // A bracket of the wrong kind closes nothing, as a repair would have it.
    else if (char === closers[open.at(-1) ?? '']) open.pop();
    if (char.trim()) before = char;
    if (open.length > 0) continue;
    found.push({ text: written, unclosed: '' });
    written = before = '';
  }
  return open.length > 0 ? [...found, { text: written, unclosed: unclosedOf(open) }] : found;
}

/** Where a string ends: at its first quote that is not escaped; one of another kind only where a value can end. */
function endOfString(text: string, from: number, closing: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === closing && (closing === '"' || endsValue.test(text.slice(at + 1, at + 40)))) return at;
  }
  return text.length;
}

const quoted = (text: string) => `"${text.replace(/\\?"/g, '\\"')}"`;

const unclosedOf = (open: readonly string[]) =>
  open
    .toReversed()
    .map((bracket) => closers[bracket])
    .join('');
