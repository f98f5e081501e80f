import type { Language } from '../../records.ts';
import { shinglePlaces } from './shingles.ts';

/**
 * MinHash with one permutation and optimal densification (Shrivastava 2017): one hash per shingle instead of 128, at the
 * same error. LSH over 13 bands of 5 rows finds pairs of Jaccard similarity 0.8 with a probability of 0.994;
 * each band is one page of a large index to be read and written, and the slots left over are for more of them.
 */
const slots = 128;
const rows = 5;
const bands = 13;
const unset = 0xffffffff;

/** The signature of a set of shingles: 128 unsigned 32-bit integers, equal in the share of places that the sets share. */
export function signatureOf(shingles: Iterable<string>): Uint32Array {
  const signature = new Uint32Array(slots).fill(unset);
  for (const shingle of shingles) enter(signature, murmur3(premixed(shingle), 0, shingle.length));
  return densify(signature);
}

/** The signature of a normalised text's shingles, read off the text itself: the same as that of `shinglesOf`, in less time. */
export function signatureOfText(normalised: string, language: Language): Uint32Array {
  const signature = new Uint32Array(slots).fill(unset);
  const { text, starts, ends } = shinglePlaces(normalised, language);
  const codes = premixed(text);
  for (let at = 0; at < starts.length; at++) enter(signature, murmur3(codes, starts[at]!, ends[at]!));
  return densify(signature);
}

function enter(signature: Uint32Array, hash: number): void {
  const slot = hash % slots;
  const value = mix(hash ^ 0x9e3779b9);
  if (value < (signature[slot] as number)) signature[slot] = value;
}

/** Fills slots that no shingle fell into from slots chosen by a hash that is the same for every set. */
function densify(signature: Uint32Array): Uint32Array {
  if (signature.every((value) => value === unset)) return signature;
  const dense = signature.slice();
  for (let slot = 0; slot < slots; slot++) {
    if (signature[slot] !== unset) continue;
    let from = slot;
    for (let attempt = 1; signature[from] === unset; attempt++) from = mix(slot * 0x01000193 + attempt) % slots;
    dense[slot] = signature[from] as number;
  }
  return dense;
}

/** The band hashes of a signature, one for each of the 13 bands, as signed 64-bit integers for PostgreSQL's bigint. */
export function bandsOf(signature: Uint32Array): bigint[] {
  return Array.from({ length: bands }, (_, band) => {
    let [high, low] = [mix(band + 1), mix(band + 1001)];
    for (let slot = band * rows; slot < (band + 1) * rows; slot++) {
      const value = signature[slot] as number;
      high = mix(Math.imul(high, 31) ^ value);
      low = mix(Math.imul(low, 0x01000193) + value);
    }
    return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
  });
}

/** The share of places in which two signatures agree: about the Jaccard similarity of the sets. */
export function agreement(one: Uint32Array, other: Uint32Array): number {
  let same = 0;
  for (let slot = 0; slot < slots; slot++) if (one[slot] === other[slot]) same++;
  return same / slots;
}

export function signatureToBytes(signature: Uint32Array): Buffer {
  const bytes = Buffer.alloc(signature.length * 4);
  signature.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}

export function signatureFromBytes(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4));
}

/** MurmurHash3's 32-bit variant (Appleby, public domain) over a part of a text's UTF-16 code units, each of them mixed. */
function murmur3(blocks: Int32Array, start: number, end: number): number {
  let hash = 0x5eed;
  for (let index = start; index < end; index++) {
    hash ^= blocks[index] as number;
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  return mix(hash ^ (end - start));
}

/** Each code unit as murmur3 mixes it before it enters the hash: once, though five shingles hold it. */
function premixed(text: string): Int32Array {
  if (premixedBlocks.length < text.length) premixedBlocks = new Int32Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const block = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    premixedBlocks[index] = Math.imul((block << 15) | (block >>> 17), 0x1b873593);
  }
  return premixedBlocks;
}

let premixedBlocks = new Int32Array(16_384);

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
