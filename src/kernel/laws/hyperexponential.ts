import type { Law } from "../law.ts";
import { exponential } from "./exponential.ts";
import { mixture } from "./mixture.ts";

/** An exponential whose mean is `means[i]` with a probability in proportion to `weights[i]`. */
export function hyperexponential(weights: readonly number[], means: readonly number[]): Law {
  return mixture(means.map(exponential), weights);
}
