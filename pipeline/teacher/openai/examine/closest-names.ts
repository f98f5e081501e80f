/** The names most like this one, the likest first; none where nothing is like it. */
export function closestNames(name: string, names: readonly string[], most = 3): string[] {
  const wanted = name.toLowerCase();
  return names
    .map((known) => {
      const candidate = known.toLowerCase();
      const isPart = candidate.includes(wanted) || wanted.includes(candidate);
      return { known, distance: isPart ? 0.5 : distance(wanted, candidate) };
    })
    .filter(({ known, distance }) => distance <= Math.max(2, 0.4 * Math.max(name.length, known.length)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ known }) => known);
}

/** Levenshtein's: letters to change, add or leave out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? a.length;
}
