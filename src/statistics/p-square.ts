// A quantile of a stream from five markers, for a display that goes on: Jain and Chlamtac (1985), "The P² algorithm",
// Communications of the ACM 28, 1076. After a few dozen values it can be far off (4.44 for a median of 2.43 in their own
// example), so no table is made of it: tables read `QuantileSketch`.

const MARKERS = 5;

export class PSquare {
  /** heights of the markers, ascending: minimum, p/2, p, (1 + p)/2, maximum; the values themselves while there are fewer */
  readonly markers: number[] = [];
  /** how many values are up to each marker, and how many there should be */
  private readonly positions = [1, 2, 3, 4, 5];
  private readonly desired: number[];
  private readonly increments: readonly number[];

  /** @param probability of the quantile, in (0, 1) */
  constructor(probability: number) {
    if (!(probability > 0 && probability < 1))
      throw new RangeError(`probability ${probability} is not in (0, 1)`);
    this.increments = [0, probability / 2, probability, (1 + probability) / 2, 1];
    this.desired = this.increments.map((increment) => 1 + 4 * increment);
  }

  /** The middle marker; NaN before the fifth value. */
  get quantile(): number {
    return this.markers.length < MARKERS ? Number.NaN : this.markers[2]!;
  }

  add(value: number): void {
    const { markers, positions, desired, increments } = this;
    if (markers.length < MARKERS) {
      markers.push(value);
      markers.sort((a, b) => a - b);
      return;
    }
    markers[0] = Math.min(markers[0]!, value);
    markers[4] = Math.max(markers[4]!, value);
    for (let i = 0; i < MARKERS; i++) {
      if (i === 4 || (i > 0 && value < markers[i]!)) positions[i]!++;
      desired[i]! += increments[i]!;
    }
    for (let i = 1; i < MARKERS - 1; i++) this.adjust(i);
  }

  /** Move a marker by one position towards where it should be, if it is off by one and there is room. */
  private adjust(i: number): void {
    const { markers, positions, desired } = this;
    const off = desired[i]! - positions[i]!;
    const room = off > 0 ? positions[i + 1]! - positions[i]! : positions[i]! - positions[i - 1]!;
    if (Math.abs(off) < 1 || room <= 1) return;
    const step = Math.sign(off);
    const parabolic = this.parabola(i, step);
    const between = markers[i - 1]! < parabolic && parabolic < markers[i + 1]!;
    markers[i] = between ? parabolic : this.line(i, step);
    positions[i]! += step;
  }

  private parabola(i: number, step: number): number {
    const [q, n] = [this.markers, this.positions];
    const up = ((n[i]! - n[i - 1]! + step) * (q[i + 1]! - q[i]!)) / (n[i + 1]! - n[i]!);
    const down = ((n[i + 1]! - n[i]! - step) * (q[i]! - q[i - 1]!)) / (n[i]! - n[i - 1]!);
    return q[i]! + (step / (n[i + 1]! - n[i - 1]!)) * (up + down);
  }

  private line(i: number, step: number): number {
    const [q, n] = [this.markers, this.positions];
    return q[i]! + (step * (q[i + step]! - q[i]!)) / (n[i + step]! - n[i]!);
  }
}
