// Numbers as the bytes of their shortest digits, without a string for each: most numbers of a table are whole, or whole
// milliseconds that are told in seconds.

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

/** Bytes of "-2147483647.999" and a separator. */
const LONGEST = 16;

/** 32-bit whole numbers are divided fastest. */
const LARGEST_INT32 = 2 ** 31 - 1;

/**
 * Write `value` into `bytes` from `at` on, as `String` would, if it is a number of thousandths below 2^31.
 *
 * Such a decimal has at most 13 digits. Decimals of up to 15 digits all read back as different doubles (IEEE 754), so its
 * digits, less trailing zeros, are the shortest that read back to `value`.
 * @returns the end of what was written, or -1 when `value` is another number or none, or `bytes` has no room
 */
export function putThousandths(bytes: Uint8Array, at: number, value: number): number {
  if (at + LONGEST > bytes.length) return -1;
  const size = Math.abs(value);
  const thousandths = Math.floor(size * 1000 + 0.5);
  const whole = Math.floor(size);
  if (thousandths / 1000 !== size || whole > LARGEST_INT32) return -1;
  let end = at;
  if (value < 0) bytes[end++] = MINUS;
  end = putWhole(bytes, end, whole | 0);
  const rest = (thousandths - whole * 1000) | 0;
  return rest === 0 ? end : putFraction(bytes, end, rest);
}

/** The digits of a whole number from 0 to 2^31 − 1. */
function putWhole(bytes: Uint8Array, at: number, whole: number): number {
  let end = at + 1;
  for (let left = whole; left >= 10; left = (left / 10) | 0) end++;
  let left = whole;
  for (let place = end - 1; place >= at; place--) {
    const tenth = (left / 10) | 0;
    bytes[place] = ZERO + left - tenth * 10;
    left = tenth;
  }
  return end;
}

/** A point and up to three digits, from 1 to 999 thousandths. */
function putFraction(bytes: Uint8Array, at: number, thousandths: number): number {
  const tenths = (thousandths / 100) | 0;
  const hundredths = ((thousandths / 10) | 0) % 10;
  const last = thousandths % 10;
  bytes[at] = POINT;
  bytes[at + 1] = ZERO + tenths;
  bytes[at + 2] = ZERO + hundredths;
  bytes[at + 3] = ZERO + last;
  if (last !== 0) return at + 4;
  return hundredths !== 0 ? at + 3 : at + 2;
}
