/**
 * The one-to-one assignment of rows to columns with the greatest sum of credits (none below 0), as the column of each row
 * or -1: the Hungarian method with potentials, in O(rows² × columns).
 */
export function bestAssignment(credits: readonly Float64Array[]): Int32Array {
  const rows = credits.length;
  const columns = credits[0]?.length ?? 0;
  if (rows > columns) return transposedBack(bestAssignment(transposed(credits, columns)), rows);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  // Place 0 stands for "none": rows and columns count from 1.
  const rowOf = new Int32Array(columns + 1);
  const came = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(columns + 1);
    rowOf[0] = row;
    let column = 0;
    do {
      used[column] = 1;
      const at = rowOf[column]!;
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let other = 1; other <= columns; other++) {
        if (used[other]) continue;
        const cost = -credits[at - 1]![other - 1]! - rowPotential[at]! - columnPotential[other]!;
        if (cost < slack[other]!) {
          slack[other] = cost;
          came[other] = column;
        }
        if (slack[other]! < least) {
          least = slack[other]!;
          next = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (used[other]) {
          rowPotential[rowOf[other]!]! += least;
          columnPotential[other]! -= least;
        } else slack[other]! -= least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[came[column]!]!;
      column = came[column]!;
    }
  }
  const columnOf = new Int32Array(rows).fill(-1);
  for (let column = 1; column <= columns; column++) if (rowOf[column]) columnOf[rowOf[column]! - 1] = column - 1;
  return columnOf;
}

const transposed = (credits: readonly Float64Array[], columns: number): Float64Array[] =>
  Array.from({ length: columns }, (_, column) => Float64Array.from(credits, (row) => row[column]!));

function transposedBack(rowOf: Int32Array, rows: number): Int32Array {
  const columnOf = new Int32Array(rows).fill(-1);
  for (const [column, row] of rowOf.entries()) if (row >= 0) columnOf[row] = column;
  return columnOf;
}
