import { assert } from "../assert.ts";
import type { Law } from "../law.ts";
import type { RandomStream } from "../random-stream.ts";

/** Gamma of that shape and mean: scale = mean / shape, variance = mean² / shape, cv = 1 / √shape. */
export function gamma(shape: number, mean: number): Law {
  assert(shape > 0 && Number.isFinite(shape), `gamma: the shape ${shape} must be positive and finite`);
  assert(mean > 0 && Number.isFinite(mean), `gamma: the mean ${mean} must be positive and finite`);
  const scale = mean / shape;
  const unit = shape >= 1 ? unitGamma(shape) : smallUnitGamma(shape);
  return { mean, variance: mean ** 2 / shape, sample: (stream) => scale * unit(stream) };
}

type Sampler = (stream: RandomStream) => number;

/**
 * Gamma of shape ≥ 1 and scale 1: Marsaglia & Tsang (2000), "A simple method for generating gamma variables",
 * ACM TOMS 26. The cube of a normal is accepted with probability above 0.95, mostly without a logarithm.
 */
function unitGamma(shape: number): Sampler {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return (stream) => {
    for (;;) {
      const x = stream.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = 1 - stream.uniform();
      const xx = x * x;
      if (u < 1 - 0.0331 * xx * xx) return d * v;
      if (Math.log(u) < xx / 2 + d * (1 - v + Math.log(v))) return d * v;
    }
  };
}

/** Gamma of shape below 1: one of shape + 1 times a uniform to the power 1 / shape (same paper, § 6). */
function smallUnitGamma(shape: number): Sampler {
  const larger = unitGamma(shape + 1);
  return (stream) => larger(stream) * Math.exp(-stream.exponential() / shape);
}
