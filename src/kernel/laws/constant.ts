import { assert } from "../assert.ts";
import type { Law } from "../law.ts";

/** Always `value`; takes no draw from the stream. */
export function constant(value: number): Law {
  assert(Number.isFinite(value), `constant: the value ${value} must be finite`);
  return { mean: value, variance: 0, sample: () => value, meanOf: (of) => of(value) };
}
