// The correlation of two series, pair by pair, without keeping them: sums of squares about the running means (Welford,
// Technometrics 4 (1962) 419, for two).

export class Correlation {
  private count = 0;
  private meanX = 0;
  private meanY = 0;
  private squaresX = 0;
  private squaresY = 0;
  private products = 0;

  add(x: number, y: number): void {
    this.count++;
    const fromX = x - this.meanX;
    const fromY = y - this.meanY;
    this.meanX += fromX / this.count;
    this.meanY += fromY / this.count;
    this.squaresX += fromX * (x - this.meanX);
    this.squaresY += fromY * (y - this.meanY);
    this.products += fromX * (y - this.meanY);
  }

  /** Pearson's, −1 to 1; NaN while one of the two has not varied. */
  get value(): number {
    return this.products / Math.sqrt(this.squaresX * this.squaresY);
  }
}
