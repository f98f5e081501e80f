import { datesIn } from '../../pipeline/checks/values/dates-in.ts';
import { foldWithOffsets } from '../../pipeline/text/fold.ts';
import { bestAssignment } from './assignment.ts';
import { isObject, pythonString } from './python-text.ts';

/** A leaf of an extraction answer, made comparable. */
export interface AlignedLeaf {
  text: string;
  /** Case, width, defanging, dates and punctuation folded. */
  value: string;
  tokens: readonly string[];
  key: string;
  keyTokens: readonly string[];
}

/** Below this F1 of its tokens a value earns nothing. */
const leastLikeness = 0.5;
/** What a value earns that stands under a key of another name. */
const otherKey = 0.5;
/** Pairs of leaves beyond which only equal values are matched: one answer may hold 100,000 of them. */
const mostPairs = 250_000;

/**
 * F1 of the leaves of an extraction answer, ours: the best one-to-one assignment of answered to expected leaves. Values
 * that are equal when folded earn 1, others the F1 of their tokens where it is 0.5 or more; half of it under a key of
 * another name (names are the same when folded, or at a token F1 of 0.5). Two answers without leaves are alike.
 */
export function alignedF1(expected: readonly AlignedLeaf[], given: readonly AlignedLeaf[]): number {
  if (expected.length === 0 && given.length === 0) return 1;
  if (expected.length === 0 || given.length === 0) return 0;
  const credit =
    expected.length * given.length > mostPairs ? equalCredit(expected, given) : bestCredit(expected, given);
  return (2 * credit) / (expected.length + given.length);
}

function bestCredit(expected: readonly AlignedLeaf[], given: readonly AlignedLeaf[]): number {
  const credits = expected.map((one) => Float64Array.from(given, (other) => creditOf(one, other)));
  let sum = 0;
  for (const [row, column] of bestAssignment(credits).entries()) if (column >= 0) sum += credits[row]![column]!;
  return sum;
}

function creditOf(one: AlignedLeaf, other: AlignedLeaf): number {
  const likeness = one.value === other.value ? 1 : tokenF1(one.tokens, other.tokens);
  if (likeness < leastLikeness) return 0;
  return one.key === other.key || tokenF1(one.keyTokens, other.keyTokens) >= 0.5 ? likeness : likeness * otherKey;
}

function equalCredit(expected: readonly AlignedLeaf[], given: readonly AlignedLeaf[]): number {
  const keys = new Map<string, string[]>();
  for (const { value, key } of expected) keys.set(value, [...(keys.get(value) ?? []).slice(-999), key]);
  let sum = 0;
  for (const { value, key } of given) {
    const left = keys.get(value);
    if (!left || left.length === 0) continue;
    const same = left.indexOf(key);
    left.splice(Math.max(same, 0), 1);
    sum += same >= 0 ? 1 : otherKey;
  }
  return sum;
}

/** F1 of two multisets of tokens, sorted. */
function tokenF1(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  // No more than the shorter can be common, so most pairs are out at a glance.
  if ((2 * Math.min(one.length, other.length)) / (one.length + other.length) < leastLikeness) return 0;
  let common = 0;
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      common++;
      i++;
      j++;
    } else if (one[i]! < other[j]!) i++;
    else j++;
  }
  return (2 * common) / (one.length + other.length);
}

/** The leaves of an answer with their keys; empty ones are left out. */
export function alignedLeaves(output: unknown): AlignedLeaf[] {
  const leaves: AlignedLeaf[] = [];
  const open: { value: unknown; keys: readonly string[] }[] = [{ value: output, keys: [] }];
  while (open.length > 0) {
    const { value, keys } = open.pop()!;
    if (Array.isArray(value)) for (const item of value) open.push({ value: item, keys });
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) open.push({ value: item, keys: [...keys.slice(-3), key] });
    else if (value !== null && value !== undefined) {
      const leaf = leafOf(pythonString(value), keys);
      if (leaf.value !== '') leaves.push(leaf);
    }
  }
  return leaves;
}

function leafOf(text: string, keys: readonly string[]): AlignedLeaf {
  const folded = foldWithOffsets(withPlainDates(text)).folded;
  const value = withoutOuterPunctuation(folded).replace(/(?<=\p{sc=Han})\s+|\s+(?=\p{sc=Han})/gu, '');
  return {
    ...{ text, value, tokens: tokensOf(folded) },
    key: foldWithOffsets(keys.at(-1) ?? '').folded.replace(/[\s_-]+/g, ''),
    keyTokens: tokensOf(foldWithOffsets(keys.join(' ').replaceAll('_', ' ')).folded).map((token) =>
      token.replace(/s$/, ''),
    ),
  };
}

/** Without punctuation at the ends, but for signs that belong to a value: 30%, C++. Step by step, as ends may be long. */
function withoutOuterPunctuation(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && !/[\p{L}\p{N}\p{Cs}]/u.test(text[start]!)) start++;
  while (end > start && !/[\p{L}\p{N}\p{Cs}%+#]/u.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** Han characters, and words with the points, colons and dashes within them. */
const tokensOf = (folded: string): string[] =>
  (
    folded.match(/\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{N}])+(?:[-._:/@](?:(?!\p{sc=Han})[\p{L}\p{N}])+)*/gu) ?? []
  ).sort();

/** "12 May 2017" and 「2017年5月12日」 become 2017-05-12. */
function withPlainDates(text: string): string {
  if (text.length > 2000 || !/\d/.test(text)) return text;
  let plain = text;
  for (const { text: said, year, month, day } of datesIn(text)) {
    if (year === null || month === null) continue;
    const parts = [year, month, ...(day === null ? [] : [day])];
    plain = plain.replace(said, parts.map((part) => String(part).padStart(2, '0')).join('-'));
  }
  return plain;
}
