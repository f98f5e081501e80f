import { sha256 } from '../hash.ts';
import type { ExportedPair } from './exported-pair.ts';

export interface Sample {
  size: number;
  seed: string;
}

/**
 * What decides whether a pair is in a sample: pairs are put in an order by hash of seed and id, and the first so many of it
 * are taken. The same seed takes the same pairs, and a larger sample holds the smaller one.
 */
export async function sampleOf(
  batches: AsyncIterable<Pick<ExportedPair, 'id'>[]>,
  { size, seed }: Sample,
): Promise<(pair: Pick<ExportedPair, 'id'>) => boolean> {
  const placeOf = ({ id }: Pick<ExportedPair, 'id'>) =>
    Number.parseInt(sha256(`sample\n${seed}\n${id}`).slice(0, 12), 16);
  let places = new Float64Array(1024);
  let count = 0;
  for await (const pairs of batches)
    for (const pair of pairs) {
      if (count === places.length) {
        const larger = new Float64Array(2 * count);
        larger.set(places);
        places = larger;
      }
      places[count++] = placeOf(pair);
    }
  const last = places.subarray(0, count).sort()[Math.min(size, count) - 1] ?? -1;
  return (pair) => placeOf(pair) <= last;
}
