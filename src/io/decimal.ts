const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

/** Digits up to which a whole number and its power of ten are exact, so that one division rounds once (Clinger 1990). */
const MOST_DIGITS = 15;

const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * The number that stands in `text` from `start` to `end`, if it is spelt with up to 15 digits, a point among them or not and
 * a minus before them or not: as `Number` reads it, without a string of its own. NaN for anything else, numbers included.
 */
export function decimalAt(text: string, start: number, end: number): number {
  const negative = text.charCodeAt(start) === MINUS;
  let digits = 0;
  let fraction = -1;
  let whole = 0;
  for (let at = negative ? start + 1 : start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digits += 1;
      if (fraction >= 0) fraction += 1;
    } else if (digit === POINT - ZERO && fraction < 0) {
      fraction = 0;
    } else {
      return Number.NaN;
    }
  }
  if (digits === 0 || digits > MOST_DIGITS) return Number.NaN;
  const size = fraction > 0 ? whole / POWERS[fraction]! : whole;
  return negative ? -size : size;
}
