/**
 * MinHash with one permutation and optimal densification (Shrivastava 2017): one hash per shingle instead of 128, at the
 * same error. LSH over 16 bands of 8 rows finds pairs of Jaccard similarity 0.8 with a probability above 0.99.
 */
const slots = 128;
const rows = 8;
const unset = 0xffffffff;

/** The signature of a set of shingles: 128 unsigned 32-bit integers, equal in the share of places that the sets share. */
export function signatureOf(shingles: Iterable<string>): Uint32Array {
  const signature = new Uint32Array(slots).fill(unset);
  for (const shingle of shingles) {
    const hash = murmur3(shingle, 0x5eed);
    const slot = hash % slots;
    const value = mix(hash ^ 0x9e3779b9);
    if (value < (signature[slot] as number)) signature[slot] = value;
  }
  return densify(signature);
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

/** The band hashes of a signature, one for each of the 16 bands, as signed 64-bit integers for PostgreSQL's bigint. */
export function bandsOf(signature: Uint32Array): bigint[] {
  return Array.from({ length: slots / rows }, (_, band) => {
    const part = Array.from(signature.subarray(band * rows, (band + 1) * rows)).join(',');
    return BigInt.asIntN(64, (BigInt(murmur3(part, band)) << 32n) | BigInt(murmur3(part, band + 1000)));
  });
}

export function signatureToBytes(signature: Uint32Array): Buffer {
  const bytes = Buffer.alloc(signature.length * 4);
  signature.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}

/** MurmurHash3's 32-bit variant (Appleby, public domain) over UTF-16 code units. */
function murmur3(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) {
    let block = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    block = (block << 15) | (block >>> 17);
    hash ^= Math.imul(block, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  return mix(hash ^ text.length);
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
