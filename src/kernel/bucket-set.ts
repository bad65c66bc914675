// Which of the 1,024 buckets of a wheel hold an event: a word of bits for every 32 buckets, and one word above them.
//
//   summary   [ 1 word ]                  a bit says: the word below is not empty
//   words     [word][word] … 32 of them   a bit says: this bucket is not empty

/** Buckets of a wheel. */
const FAN = 1024;

/** Numbers from 0 to `FAN` − 1; every operation touches two words. */
export class BucketSet {
  private readonly words = new Int32Array(FAN / 32);
  private summary = 0;

  add(bucket: number): void {
    this.words[bucket >>> 5]! |= 1 << (bucket & 31);
    this.summary |= 1 << (bucket >>> 5);
  }

  remove(bucket: number): void {
    const word = this.words[bucket >>> 5]! & ~(1 << (bucket & 31));
    this.words[bucket >>> 5] = word;
    if (word === 0) this.summary &= ~(1 << (bucket >>> 5));
  }

  /** The least member ≥ `from`, or −1. @param from 0 to `FAN` */
  next(from: number): number {
    if (from >= FAN) return -1;
    const index = from >>> 5;
    const here = this.words[index]! & (-1 << (from & 31));
    if (here !== 0) return (from & ~31) | lowestBit(here);
    const above = index === 31 ? 0 : this.summary & (-1 << (index + 1));
    if (above === 0) return -1;
    const word = lowestBit(above);
    return (word << 5) | lowestBit(this.words[word]!);
  }
}

/** Position of the lowest set bit of a word that is not 0. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
