import { gammaln } from "simple-statistics";
import { assert } from "../assert.ts";
import type { Law } from "../law.ts";

/**
 * Weibull: P(X > x) = exp(−(x / scale)^shape). A power of an exponential (Devroye 1986, § II.2.1);
 * E Xᵏ = scaleᵏ Γ(1 + k / shape).
 */
export function weibull(shape: number, scale: number): Law {
  assert(shape > 0 && Number.isFinite(shape), `weibull: the shape ${shape} must be positive and finite`);
  assert(scale > 0 && Number.isFinite(scale), `weibull: the scale ${scale} must be positive and finite`);
  const first = gammaln(1 + 1 / shape);
  const second = gammaln(1 + 2 / shape);
  const mean = scale * Math.exp(first);
  return {
    mean,
    // expm1, because the second moment all but equals the squared mean when the shape is large
    variance: mean ** 2 * Math.expm1(second - 2 * first),
    // exp of a logarithm is three times as fast as **
    sample: (stream) => scale * Math.exp(Math.log(stream.exponential()) / shape),
  };
}

/** Weibull of that shape and mean. */
export function weibullMean(shape: number, mean: number): Law {
  return weibull(shape, mean / Math.exp(gammaln(1 + 1 / shape)));
}
