// How a figure went over time, coarsely: means over equal stretches, few enough to draw in a line of text. When there are too
// many, two become one, so that nobody has to know beforehand how long it will go on.

const MOST = 64;

export class Course {
  /** of each stretch: the integral of the figure, and the time that it covers */
  private sums: { area: number; time: number }[] = [];
  /** length of a stretch, in additions */
  private width = 1;
  private added = 0;

  /** The figure was `value` for so long. */
  add(value: number, time: number): void {
    if (this.added % this.width === 0) {
      if (this.sums.length === MOST) this.halve();
      this.sums.push({ area: 0, time: 0 });
    }
    const stretch = this.sums[this.sums.length - 1]!;
    stretch.area += value * time;
    stretch.time += time;
    this.added++;
  }

  /** Mean of each stretch, in order; the last may be short. */
  get means(): number[] {
    return this.sums.map(({ area, time }) => area / time);
  }

  private halve(): void {
    const { sums } = this;
    this.sums = sums
      .filter((_, place) => place % 2 === 0)
      .map((first, pair) => {
        const second = sums[2 * pair + 1]!;
        return { area: first.area + second.area, time: first.time + second.time };
      });
    this.width *= 2;
  }
}
