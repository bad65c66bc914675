// The domain of the formulas. A value outside it is a mistake of the caller, and the closed form would answer it with
// a plausible number. NaN is outside of every domain.

/** @throws RangeError when the value is not above 0 and finite */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name} ${value} is not positive`);
}

/** @throws RangeError when the value is negative or infinite */
export function requireNotNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${name} ${value} is negative`);
}

/** @throws RangeError when the value is not a whole number from `least` on */
export function requireWhole(name: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new RangeError(`${name} ${value} is not a whole number from ${least} on`);
  }
}

/** @throws RangeError when the value is not strictly between 0 and 1 */
export function requireInsideUnit(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} ${value} is not between 0 and 1`);
}

/** @throws RangeError when a queue without limit would grow without limit: load ≥ capacity */
export function requireStable(load: number, capacity: number): void {
  if (!(load < capacity)) throw new RangeError(`load ${load} is not below the capacity ${capacity}`);
}
