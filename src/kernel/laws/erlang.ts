import { assert } from "../assert.ts";
import type { Law } from "../law.ts";
import { gamma } from "./gamma.ts";

/** Beyond so many phases gamma's rejection is faster, and a product of uniforms nears the smallest double. */
const MOST_PHASES_MULTIPLIED = 16;

/**
 * The sum of `phases` independent exponentials of equal mean, so that the sum has mean `mean`.
 * Minus the logarithm of a product of uniforms (Devroye 1986, § IX.3.1): one logarithm, however many phases.
 */
export function erlang(phases: number, mean: number): Law {
  assert(Number.isInteger(phases) && phases >= 1, `erlang: ${phases} phases must be a whole number from 1`);
  assert(mean > 0 && Number.isFinite(mean), `erlang: the mean ${mean} must be positive and finite`);
  if (phases > MOST_PHASES_MULTIPLIED) return gamma(phases, mean);

  const phaseMean = mean / phases;
  return {
    mean,
    variance: mean ** 2 / phases,
    sample: (stream) => {
      let product = 1;
      for (let phase = 0; phase < phases; phase++) product *= 1 - stream.uniform();
      return -phaseMean * Math.log(product);
    },
  };
}
