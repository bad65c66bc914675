import { assert } from "../assert.ts";
import type { Law } from "../law.ts";

/**
 * Pareto of the first kind: P(X > x) = (scale / x)^shape for x ≥ scale. `scale` times e to the power of an
 * exponential of mean 1 / shape (Devroye 1986, § II.2.1). The mean is infinite up to shape 1, the variance up to 2.
 */
export function pareto(shape: number, scale: number): Law {
  assert(shape > 0 && Number.isFinite(shape), `pareto: the shape ${shape} must be positive and finite`);
  assert(scale > 0 && Number.isFinite(scale), `pareto: the scale ${scale} must be positive and finite`);
  return {
    mean: shape > 1 ? (shape * scale) / (shape - 1) : Number.POSITIVE_INFINITY,
    variance: shape > 2 ? (shape * scale ** 2) / ((shape - 1) ** 2 * (shape - 2)) : Number.POSITIVE_INFINITY,
    sample: (stream) => scale * Math.exp(stream.exponential() / shape),
  };
}
