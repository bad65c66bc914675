import { assert } from "../assert.ts";
import type { Law } from "../law.ts";
import { standardNormalQuantile } from "../normal-quantile.ts";
import { meanOverQuantiles } from "./mean-over-quantiles.ts";

/** Lognormal of that mean and coefficient of variation: σ² = ln(1 + cv²), μ = ln mean − σ² / 2. */
export function lognormalMeanCv(mean: number, cv: number): Law {
  assert(mean > 0 && Number.isFinite(mean), `lognormal: the mean ${mean} must be positive and finite`);
  assert(
    cv >= 0 && Number.isFinite(cv),
    `lognormal: the coefficient of variation ${cv} must not be negative`,
  );
  const sigma2 = Math.log1p(cv ** 2);
  return lognormal(Math.log(mean) - sigma2 / 2, Math.sqrt(sigma2));
}

/** Lognormal of that median and 90th percentile: μ = ln median, σ = ln(p90 / median) / z₀.₉. */
export function lognormalMedianP90(median: number, p90: number): Law {
  assert(median > 0, `lognormal: the median ${median} must be positive`);
  assert(p90 >= median && Number.isFinite(p90), `lognormal: the p90 ${p90} must not be below ${median}`);
  return lognormal(Math.log(median), Math.log(p90 / median) / standardNormalQuantile(0.9));
}

/** e to the power of a normal of mean `mu` and standard deviation `sigma` (moments: Johnson, Kotz 1994, ch. 14). */
function lognormal(mu: number, sigma: number): Law {
  const mean = Math.exp(mu + sigma ** 2 / 2);
  return {
    mean,
    variance: mean ** 2 * Math.expm1(sigma ** 2),
    sample: (stream) => Math.exp(mu + sigma * stream.normal()),
    meanOf: (value) => meanOverQuantiles((p) => Math.exp(mu + sigma * standardNormalQuantile(p)), value),
  };
}
