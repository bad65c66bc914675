import { assert } from "../assert.ts";
import type { Law } from "../law.ts";
import { meanOverQuantiles } from "./mean-over-quantiles.ts";

/** Exponential of that mean, by inversion (Devroye 1986, § II.2.1). */
export function exponential(mean: number): Law {
  assert(mean > 0 && Number.isFinite(mean), `exponential: the mean ${mean} must be positive and finite`);
  return {
    mean,
    variance: mean ** 2,
    sample: (stream) => mean * stream.exponential(),
    meanOf: (value) => meanOverQuantiles((p) => -mean * Math.log1p(-p), value),
  };
}
