import { assert } from "../assert.ts";
import type { RandomStream } from "../random-stream.ts";

/** A random index into a table: GPU counts, job classes, the parts of a mixture. */
interface Choice {
  /** probability of each index; they sum to 1 */
  readonly probabilities: Float64Array;
  /** One index, from one uniform; a larger uniform never gives a smaller index. */
  sample(stream: RandomStream): number;
}

/**
 * Index i with a probability in proportion to `weights[i]`; an index of weight 0 never comes.
 * Inversion with a guide table (Chen & Asau 1974; Devroye 1986, § III.2.4): at most two comparisons on average,
 * however long the table. The alias method is no faster here and would lose the order that inversion keeps.
 */
export function discrete(weights: ArrayLike<number>): Choice {
  const probabilities = normalised(weights);
  const cumulative = cumulated(probabilities);
  const size = cumulative.length;
  const guide = guideTable(cumulative);
  return {
    probabilities,
    sample: (stream) => {
      const u = stream.uniform();
      let index = guide[Math.floor(u * size)];
      while (cumulative[index] <= u) index++;
      return index;
    },
  };
}

function normalised(weights: ArrayLike<number>): Float64Array {
  const probabilities = Float64Array.from(weights);
  let total = 0;
  for (const weight of probabilities) {
    assert(weight >= 0, `discrete: the weight ${weight} must not be negative`);
    total += weight;
  }
  assert(
    total > 0 && Number.isFinite(total),
    `discrete: the weights sum to ${total}, not to a positive number`,
  );
  return probabilities.map((weight) => weight / total);
}

/** cumulative[i] = P(index ≤ i); exactly 1 from the last possible index on, whatever the rounding. */
function cumulated(probabilities: Float64Array): Float64Array {
  let sum = 0;
  const cumulative = probabilities.map((probability) => {
    sum += probability;
    return sum;
  });
  const last = probabilities.findLastIndex((probability) => probability > 0);
  return cumulative.fill(1, last);
}

/** guide[k] = the first index whose cumulative probability exceeds k / size: where a search from u ≥ k / size begins. */
function guideTable(cumulative: Float64Array): Uint32Array {
  const size = cumulative.length;
  let index = 0;
  return Uint32Array.from(cumulative, (_, k) => {
    while (cumulative[index] <= k / size) index++;
    return index;
  });
}
