import { assert } from "../assert.ts";
import type { Law } from "../law.ts";
import { meanOverQuantiles } from "./mean-over-quantiles.ts";

/** Uniform on [low, high). */
export function uniform(low: number, high: number): Law {
  const width = high - low;
  assert(width >= 0 && Number.isFinite(width), `uniform: ${low} to ${high} must be a finite interval`);
  return {
    mean: low + width / 2,
    variance: width ** 2 / 12,
    sample: (stream) => low + width * stream.uniform(),
    meanOf: (value) => meanOverQuantiles((p) => low + width * p, value),
  };
}
