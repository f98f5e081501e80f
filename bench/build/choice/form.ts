/** How a text is written: its script, its words, its case, what else it holds. */
interface Form {
  length: number;
  words: number;
  isHan: boolean;
  isLatin: boolean;
  hasDigit: boolean;
  hasMark: boolean;
  capitals: 'none' | 'first' | 'all' | 'mixed';
}

function formOf(text: string): Form {
  const latin = text.match(/[A-Za-z]/g) ?? [];
  const upper = text.match(/[A-Z]/g) ?? [];
  const first = /^[A-Z]/.test(text) && text.split(/[\s-]+/).every((word) => !/[A-Z]/.test(word.slice(1)));
  return {
    length: text.length,
    words: text.trim().split(/\s+/).length,
    isHan: /\p{Script=Han}/u.test(text),
    isLatin: latin.length > 0,
    hasDigit: /\d/.test(text),
    hasMark: /[-./_:\\]/.test(text),
    capitals: upper.length === 0 ? 'none' : upper.length === latin.length ? 'all' : first ? 'first' : 'mixed',
  };
}

/** How far two texts are apart in form: 0 where they are written alike, in characters of difference in length. */
export function formDistance(one: string, other: string): number {
  const [a, b] = [formOf(one), formOf(other)];
  return (
    Math.abs(a.length - b.length) +
    3 * Math.abs(a.words - b.words) +
    (a.hasDigit === b.hasDigit ? 0 : 4) +
    (a.hasMark === b.hasMark ? 0 : 3) +
    (a.capitals === b.capitals ? 0 : 2) +
    (a.isHan === b.isHan && a.isLatin === b.isLatin ? 0 : 20)
  );
}

/** Whether two options are of one script and of about one length, so that neither stands out. */
export function isLikeForm(one: string, other: string): boolean {
  const [a, b] = [formOf(one), formOf(other)];
  const longer = Math.max(a.length, b.length);
  return a.isHan === b.isHan && a.isLatin === b.isLatin && Math.abs(a.length - b.length) <= Math.max(3, 0.45 * longer);
}
