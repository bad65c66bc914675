// The one zero of a monotone function, to the last digit of a double.

/**
 * The x between two ends, in either order, where a falling or rising function changes its sign: the bracket is halved
 * until no double lies inside it, about 55 evaluations. Halving needs no derivative and cannot diverge.
 * @throws RangeError when the function has the same sign at both ends
 */
export function zeroBetween(f: (x: number) => number, one: number, other: number): number {
  const sign = Math.sign(f(one));
  if (sign === 0) return one;
  if (Math.sign(f(other)) === sign) throw new RangeError(`no change of sign between ${one} and ${other}`);
  let [left, right] = [one, other];
  for (;;) {
    const middle = left + (right - left) / 2;
    if (middle === left || middle === right) return middle;
    if (Math.sign(f(middle)) === sign) left = middle;
    else right = middle;
  }
}
