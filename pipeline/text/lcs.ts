/**
 * Length of a longest common subsequence of two sequences of symbols (integers from 0 below `symbols`), by Hyyrö's
 * bit-parallel recurrence: 64 columns of the table at a time from top to bottom, as two words, each row handing its carry
 * from one to the other and to the next 64.
 */
export function lcsLength(x: Int32Array, y: Int32Array, symbols: number): number {
  const rows = x.length;
  if (masks.length < symbols) [masks, upperMasks] = [new Int32Array(2 * symbols), new Int32Array(2 * symbols)];
  if (carries.length < rows) carries = new Int32Array(2 * rows);
  const [mask, upperMask, carry] = [masks, upperMasks, carries];
  carry.fill(0, 0, rows);
  let length = 0;
  for (let begin = 0; begin < y.length; begin += 64) {
    const middle = Math.min(begin + 32, y.length);
    const end = Math.min(begin + 64, y.length);
    for (let place = begin; place < middle; place++) mask[y[place]!]! |= 1 << (place - begin);
    for (let place = middle; place < end; place++) upperMask[y[place]!]! |= 1 << (place - middle);
    let bits = -1;
    let upper = -1;
    for (let row = 0; row < rows; row++) {
      const symbol = x[row]!;
      const matched = bits & mask[symbol]!;
      const sum = (((bits + matched) | 0) + carry[row]!) | 0;
      const handed = (matched | (bits & ~sum)) >>> 31;
      bits = sum | (bits ^ matched);
      const upperMatched = upper & upperMask[symbol]!;
      const upperSum = (((upper + upperMatched) | 0) + handed) | 0;
      carry[row] = (upperMatched | (upper & ~upperSum)) >>> 31;
      upper = upperSum | (upper ^ upperMatched);
    }
    for (let place = begin; place < middle; place++) mask[y[place]!] = 0;
    for (let place = middle; place < end; place++) upperMask[y[place]!] = 0;
    length += zerosIn(bits) + zerosIn(upper);
  }
  return length;
}

/** Kept from call to call: all masks are 0 between them. */
let masks = new Int32Array(1024);
let upperMasks = new Int32Array(1024);
let carries = new Int32Array(1024);

/** A row rises where its bit is 0; the bits beyond the end of a sequence stay 1. */
function zerosIn(bits: number): number {
  let zeros = ~bits;
  zeros -= (zeros >>> 1) & 0x55555555;
  zeros = (zeros & 0x33333333) + ((zeros >>> 2) & 0x33333333);
  return Math.imul((zeros + (zeros >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** 32-bit words of rows that are held while the way back is walked: 16 MB. */
const mostHeld = 4_000_000;

/**
 * The symbols of that longest common subsequence which a walk back from the last cell finds when it takes every match,
 * else goes up where the cell above is greater than the cell to the left, and left where it is not. Last first.
 * Rows are held as bits; of long sequences only every so many, and those between are made again.
 */
export function longestCommonSubsequence(x: Int32Array, y: Int32Array, symbols: number, held = mostHeld): number[] {
  const found: number[] = [];
  if (x.length === 0 || y.length === 0) return found;
  const rows = new Rows(y, symbols);
  const width = rows.bits.length;
  const block = Math.min(x.length, Math.max(Math.ceil(Math.sqrt(x.length)), Math.floor(held / width)));
  const lastBegin = Math.floor((x.length - 1) / block) * block;
  const starts: Int32Array[] = [];
  for (let row = 0; row < lastBegin; row++) {
    if (row % block === 0) starts.push(rows.bits.slice());
    rows.step(x[row]!);
  }
  // The walk takes one block of rows after the other, the last first.
  const kept = new Int32Array(block * width);
  let column = y.length;
  for (let begin = lastBegin; begin >= 0 && column > 0; begin -= block) {
    const end = Math.min(begin + block, x.length);
    if (begin < lastBegin) rows.bits.set(starts[begin / block]!);
    for (let row = begin; row < end; row++) {
      rows.step(x[row]!);
      kept.set(rows.bits, (row - begin) * width);
    }
    for (let row = end - 1; row >= begin && column > 0; ) {
      const at = column - 1;
      if (x[row] === y[at]) {
        found.push(x[row]!);
        row--;
        column--;
      } else if (((kept[(row - begin) * width + (at >>> 5)]! >>> (at & 31)) & 1) === 0) {
        row--;
      } else {
        column--;
      }
    }
  }
  return found;
}

/** One row of the table as bits: 0 where the cell is one more than its left neighbour. */
class Rows {
  readonly bits: Int32Array;
  private readonly matches: Int32Array;
  /** For each symbol its first place in `y`, for each place the next one of the same symbol; -1 where there is none. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;

  constructor(y: Int32Array, symbols: number) {
    this.bits = new Int32Array((y.length + 31) >>> 5).fill(-1);
    this.matches = new Int32Array(this.bits.length);
    this.first = new Int32Array(symbols).fill(-1);
    this.next = new Int32Array(y.length);
    for (let place = y.length - 1; place >= 0; place--) {
      this.next[place] = this.first[y[place]!]!;
      this.first[y[place]!] = place;
    }
  }

  step(symbol: number): void {
    const { bits, matches, next } = this;
    const begin = this.first[symbol]!;
    if (begin < 0) return;
    if (next[begin]! < 0) {
      // Most symbols stand at one place, and most of their steps change nothing.
      const bit = bits[begin >>> 5]! & (1 << (begin & 31));
      if (bit !== 0) this.carryOn(begin >>> 5, bit);
      return;
    }
    let last = begin;
    for (let place = begin; place >= 0; place = next[place]!) {
      matches[place >>> 5]! |= 1 << (place & 31);
      last = place;
    }
    const lastWord = last >>> 5;
    let carry = 0;
    for (let word = begin >>> 5; word < bits.length && (word <= lastWord || carry !== 0); word++) {
      const before = bits[word]!;
      const matched = before & matches[word]!;
      const sum = (((before + matched) | 0) + carry) | 0;
      carry = (matched | (before & ~sum)) >>> 31;
      bits[word] = sum | (before ^ matched);
    }
    for (let place = begin; place >= 0; place = next[place]!) matches[place >>> 5] = 0;
  }

  /** The step for one match: it adds to its word, and the carry to those after it. */
  private carryOn(at: number, bit: number): void {
    const { bits } = this;
    let carry = bit;
    for (let word = at; word < bits.length && carry !== 0; word++) {
      const before = bits[word]!;
      const sum = (before + carry) | 0;
      const matched = word === at ? bit : 0;
      carry = (matched | (before & ~sum)) >>> 31;
      bits[word] = sum | (before ^ matched);
    }
  }
}
