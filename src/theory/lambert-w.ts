// The principal branch of Lambert's W on its negative side, which the optimal checkpoint interval needs.
// Corless, Gonnet, Hare, Jeffrey and Knuth (1996), "On the Lambert W function".

/**
 * 1 + W₀(−e^{−1−d}) for d ≥ 0: the y in [0, 1) with y + ln(1 − y) = −d. Asking for it in d, and not for W of a number
 * near −1/e, keeps all digits when d is small, as the share of a short checkpoint in a long time between failures is.
 * Newton's method from the smaller of √(2d) and 1 − e^{−1−d}, both above the root: there the function
 * −y − ln(1 − y) − d rises and is convex, so it comes down to the root and cannot pass it.
 * @throws RangeError when d is negative
 */
export function lambertWDistance(d: number): number {
  if (!(d >= 0)) throw new RangeError(`distance ${d} is negative`);
  let y = Math.min(Math.sqrt(2 * d), -Math.expm1(-1 - d));
  for (let step = 0; step < 50 && y > 0 && y < 1; step++) {
    const next = y + ((1 - y) * (d - excess(y))) / y;
    if (Math.abs(next - y) <= 2 * Number.EPSILON * y) return next;
    y = next;
  }
  return y;
}

/** −y − ln(1 − y), below 0.1 by its series y²/2 + y³/3 + …, as the difference would cancel. */
function excess(y: number): number {
  if (y > 0.1) return -y - Math.log1p(-y);
  let [sum, power] = [0, y];
  for (let n = 2; n <= 20; n++) {
    power *= y;
    sum += power / n;
  }
  return sum;
}
