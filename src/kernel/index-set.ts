// A set of small whole numbers as a tree of bits: 32 members to a word, 32 words to a word above it, up to one root.
//
//   level 2        [                 1 word                  ]
//   level 1   [word][word] … a bit says: the word below is not empty
//   level 0   [word][word][word][word] … a bit says: this number is a member
//
// Every operation touches one word a level: four levels hold a million numbers.

/** Numbers from 0 to `capacity` − 1; all operations in O(log₃₂ capacity). */
export class IndexSet {
  private readonly words: Int32Array;
  /** where each level begins in `words` */
  private readonly offsets: number[] = [];
  private readonly depth: number;
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
    let length = 0;
    let words = capacity;
    do {
      words = Math.max(1, Math.ceil(words / 32));
      this.offsets.push(length);
      length += words;
    } while (words > 1);
    this.depth = this.offsets.length;
    this.words = new Int32Array(length);
  }

  has(member: number): boolean {
    return (this.words[member >>> 5]! & (1 << (member & 31))) !== 0;
  }

  add(member: number): void {
    const { words } = this;
    const index = member >>> 5;
    const before = words[index]!;
    words[index] = before | (1 << (member & 31));
    if (before === 0) this.addAbove(index);
  }

  remove(member: number): void {
    const { words } = this;
    const index = member >>> 5;
    const after = words[index]! & ~(1 << (member & 31));
    words[index] = after;
    if (after === 0) this.removeAbove(index);
  }

  /** The word `below` of level 0 has got its first member. */
  private addAbove(below: number): void {
    const { words, offsets, depth } = this;
    let index = below;
    for (let level = 1; level < depth; level++) {
      const at = offsets[level]! + (index >>> 5);
      const before = words[at]!;
      words[at] = before | (1 << (index & 31));
      if (before !== 0) return;
      index >>>= 5;
    }
  }

  /** The word `below` of level 0 has lost its last member. */
  private removeAbove(below: number): void {
    const { words, offsets, depth } = this;
    let index = below;
    for (let level = 1; level < depth; level++) {
      const at = offsets[level]! + (index >>> 5);
      words[at] = words[at]! & ~(1 << (index & 31));
      if (words[at] !== 0) return;
      index >>>= 5;
    }
  }

  /** The least member ≥ `from`, or −1. */
  next(from: number): number {
    const { words } = this;
    if (from >= this.capacity) return -1;
    const here = words[from >>> 5]! & (-1 << (from & 31));
    return here !== 0 ? (from & ~31) | lowestBit(here) : this.nextAbove((from >>> 5) + 1);
  }

  /** The least member of the words of level 0 from `word` on, or −1. */
  private nextAbove(word: number): number {
    const { words, offsets, depth } = this;
    let index = word;
    for (let level = 1; level < depth; level++) {
      const at = offsets[level]! + (index >>> 5);
      if (at >= (level + 1 < depth ? offsets[level + 1]! : words.length)) return -1;
      const above = words[at]! & (-1 << (index & 31));
      if (above !== 0) {
        index = (index & ~31) | lowestBit(above);
        while (--level >= 0) index = (index << 5) | lowestBit(words[offsets[level]! + index]!);
        return index;
      }
      index = (index >>> 5) + 1;
    }
    return -1;
  }

  /** The greatest member, or −1. */
  last(): number {
    const { words, offsets, depth } = this;
    let index = 0;
    for (let level = depth - 1; level >= 0; level--) {
      const word = words[offsets[level]! + index]!;
      if (word === 0) return -1;
      index = (index << 5) | (31 - Math.clz32(word));
    }
    return index;
  }
}

/** Position of the lowest set bit of a word that is not 0. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
