/**
 * Words with their frequencies as a trie in flat arrays: a lookup walks a text character by character and makes no
 * strings. Read from lines of `word frequency tag`; characters beyond the basic plane are none of jieba's.
 */
export class WordDictionary {
  readonly root = 0;
  /** Logarithm of the sum of all frequencies, `extra` included. */
  readonly logTotal: number;
  private size = 1;
  private readonly frequencies: Int32Array;
  /** An open hash table from node and character to the next node; -1 marks a free slot. */
  private readonly parents: Int32Array;
  private readonly characters: Uint16Array;
  private readonly children: Int32Array;

  constructor(lines: string, extra = 0) {
    // No more nodes than characters; jieba's words share half of theirs.
    const slots = 2 ** Math.ceil(Math.log2(lines.length / 3 + 16));
    this.parents = new Int32Array(slots).fill(-1);
    this.characters = new Uint16Array(slots);
    this.children = new Int32Array(slots);
    this.frequencies = new Int32Array(slots);
    let total = extra;
    for (let at = 0; at < lines.length; ) {
      let node = this.root;
      for (; lines.charCodeAt(at) !== 0x20 && at < lines.length; at++) node = this.add(node, lines.charCodeAt(at));
      let frequency = 0;
      for (at++; lines.charCodeAt(at) >= 0x30 && lines.charCodeAt(at) <= 0x39; at++)
        frequency = frequency * 10 + lines.charCodeAt(at) - 0x30;
      this.frequencies[node] = frequency;
      total += frequency;
      const end = lines.indexOf('\n', at);
      at = end < 0 ? lines.length : end + 1;
    }
    this.logTotal = Math.log(total);
  }

  /** The node for the words that go on with a character, or -1 where none does. */
  next(node: number, character: number): number {
    const slot = this.slotOf(node, character);
    return this.parents[slot] === -1 ? -1 : this.children[slot]!;
  }

  /** The frequency of the word that ends at a node; 0 where none does. */
  frequency(node: number): number {
    return this.frequencies[node]!;
  }

  has(word: string): boolean {
    let node = this.root;
    for (let at = 0; at < word.length && node >= 0; at++) node = this.next(node, word.charCodeAt(at));
    return node >= 0 && this.frequencies[node]! > 0;
  }

  private add(node: number, character: number): number {
    const slot = this.slotOf(node, character);
    if (this.parents[slot] === -1) {
      this.parents[slot] = node;
      this.characters[slot] = character;
      this.children[slot] = this.size++;
    }
    return this.children[slot]!;
  }

  private slotOf(node: number, character: number): number {
    const mask = this.parents.length - 1;
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(character, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.parents[slot] !== -1 && !(this.parents[slot] === node && this.characters[slot] === character))
      slot = (slot + 1) & mask;
    return slot;
  }
}
