/** Words of Latin scripts and single Han characters, lower case: what the public benchmarks of extraction compare. */
function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{N}_])+/gu) ?? [];
}

function shinglesOf(text: string): Map<string, number> {
  const tokens = tokensOf(text);
  const size = Math.min(4, tokens.length);
  const shingles = new Map<string, number>();
  for (let start = 0; start + size <= tokens.length; start += 1) {
    const shingle = tokens.slice(start, start + size).join(' ');
    shingles.set(shingle, (shingles.get(shingle) ?? 0) + 1);
  }
  return shingles;
}

/** Precision, recall and F1 of a text's 4-grams against the expected text's, as multisets. */
export function shingleScore(text: string, expected: string): { precision: number; recall: number; f1: number } {
  const [got, wanted] = [shinglesOf(text), shinglesOf(expected)];
  const size = (shingles: Map<string, number>) => [...shingles.values()].reduce((sum, count) => sum + count, 0);
  let common = 0;
  for (const [shingle, count] of got) common += Math.min(count, wanted.get(shingle) ?? 0);
  const total = size(got) + size(wanted);
  return {
    precision: size(got) ? common / size(got) : 0,
    recall: size(wanted) ? common / size(wanted) : 0,
    f1: total ? (2 * common) / total : 1,
  };
}
