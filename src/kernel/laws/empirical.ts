import { assert } from "../assert.ts";
import type { Law } from "../law.ts";
import { discrete } from "./discrete.ts";

/**
 * The observed `values`, drawn with replacement: all alike, or in proportion to `weights`.
 * `mean` and `variance` are those of the table itself (divided by n, not by n − 1).
 */
export function empirical(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): Law {
  const table = Float64Array.from(values);
  assert(table.length > 0, "empirical: no values");
  assert(table.every(Number.isFinite), "empirical: every value must be finite");
  return weights === null ? unweighted(table) : weighted(table, weights);
}

function unweighted(table: Float64Array): Law {
  const equal = new Float64Array(table.length).fill(1 / table.length);
  const mean = expectation(table, equal);
  const variance = expectation(squaredDeviations(table, mean), equal);
  return { mean, variance, sample: (stream) => table[stream.index(table.length)] };
}

function weighted(table: Float64Array, weights: ArrayLike<number>): Law {
  assert(weights.length === table.length, `empirical: ${table.length} values but ${weights.length} weights`);
  const choice = discrete(weights);
  const mean = expectation(table, choice.probabilities);
  const variance = expectation(squaredDeviations(table, mean), choice.probabilities);
  return { mean, variance, sample: (stream) => table[choice.sample(stream)] };
}

function expectation(table: Float64Array, probabilities: Float64Array): number {
  return table.reduce((sum, value, i) => sum + probabilities[i] * value, 0);
}

function squaredDeviations(table: Float64Array, mean: number): Float64Array {
  return table.map((value) => (value - mean) ** 2);
}
