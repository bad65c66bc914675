// Counts of whole numbers in bins that grow with the numbers: the geometry of the HDR histogram (Tene, HdrHistogram, with
// three significant digits). Numbers below 2,048 have a bin each; above, every power of two is cut into 1,024 bins.
//
//   bin   0 … 2047 │ 2048 … 3071         │ 3072 … 4095          │ …
//         1 wide   │ 2 wide: 2048 … 4095 │ 4 wide: 4096 … 8191  │

/** Bins of a power of two. */
const PER_OCTAVE = 1024;
/** Powers of two below 2^32, where whole numbers are quick to cut. */
const BITS = 32;
const TWO_32 = 2 ** BITS;

export class LogHistogram {
  /** numbers counted */
  total = 0;
  private counts = new Int32Array(2 * PER_OCTAVE);

  /** Count a whole number from 0 to 2^52. */
  record(value: number): void {
    const bin = binOf(value);
    if (bin >= this.counts.length) this.makeRoom(bin);
    this.counts[bin]!++;
    this.total++;
  }

  /** Count all that another has counted. */
  add(other: LogHistogram): void {
    if (other.counts.length > this.counts.length) this.makeRoom(other.counts.length - 1);
    for (let bin = 0; bin < other.counts.length; bin++) this.counts[bin]! += other.counts[bin]!;
    this.total += other.total;
  }

  /** The middle of the bin of the number with this rank, from 0, in ascending order. */
  ranked(rank: number): number {
    let below = 0;
    let bin = 0;
    while (below + this.counts[bin]! <= rank) below += this.counts[bin++]!;
    const octave = Math.max(0, Math.floor(bin / PER_OCTAVE) - 1);
    const width = 2 ** octave;
    return (bin - octave * PER_OCTAVE) * width + Math.floor(width / 2);
  }

  private makeRoom(bin: number): void {
    const counts = new Int32Array((Math.floor(bin / PER_OCTAVE) + 1) * PER_OCTAVE);
    counts.set(this.counts);
    this.counts = counts;
  }
}

function binOf(value: number): number {
  if (value < 2 * PER_OCTAVE) return value;
  if (value >= TWO_32) return (BITS - 10) * PER_OCTAVE + binOf(Math.floor(value / 2 ** (BITS - 10)));
  const octave = 21 - Math.clz32(value);
  return octave * PER_OCTAVE + (value >>> octave);
}
