// How much of the spread of an answer comes from not knowing the assumptions, and how much from the chance inside a run. The
// law of total variance, V(y) = V(E(y | assumptions)) + E(V(y | assumptions)), estimated from assumptions drawn at random with
// replications nested in each draw: the one-way random model, Searle, Casella and McCulloch, Variance Components (1992),
// sections 3.6 and 3.7 (balanced) and 3.9 (unbalanced); for simulation Sun, Apley and Staum (2011), Operations Research 59, 998.

import { mean } from "simple-statistics";
import { fQuantile } from "../f-law.ts";

interface VarianceSplit {
  /** variance of the answer over the assumptions, chance averaged out; 0 where the estimate would be negative */
  readonly assumptions: number;
  /** variance of one replication when the assumptions are known */
  readonly simulation: number;
  /** assumptions/(assumptions + simulation): NaN where nothing varies */
  readonly share: number;
  /** interval of the share: exact for normal answers and equally many replications, NaN otherwise */
  readonly low: number;
  readonly high: number;
}

/**
 * Split the variance of one replication of an answer. With K draws of n_k replications, N in all: the mean square within,
 * MSW = Σ Σ (y − ȳ_k)²/(N − K), estimates the simulation's part, and (MSB − MSW)/n₀ that of the assumptions, with
 * MSB = Σ n_k (ȳ_k − ȳ)²/(K − 1) and n₀ = (N − Σ n_k²/N)/(K − 1). The interval, with F = MSB/MSW and n = n₀:
 * (F/F_q − 1)/(F/F_q − 1 + n), F_q the quantiles of F(K − 1, N − K).
 * @param answers of each draw of the assumptions, of each of its replications: at least 2 draws, and one with 2 replications
 */
export function varianceSplit(answers: readonly (readonly number[])[], confidence = 0.95): VarianceSplit {
  const draws = answers.length;
  const sizes = answers.map((own) => own.length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (draws < 2 || sizes.some((size) => size < 1) || all <= draws)
    throw new RangeError(`${all} replications of ${draws} draws do not tell chance from assumptions`);
  const means = answers.map((own) => mean(own));
  const centre = mean(answers.flat());
  const within = answers.flatMap((own, draw) => own.map((y) => (y - means[draw]!) ** 2));
  const between = means.map((each, draw) => sizes[draw]! * (each - centre) ** 2);
  const simulation = within.reduce((sum, square) => sum + square, 0) / (all - draws);
  const meanSquare = between.reduce((sum, square) => sum + square, 0) / (draws - 1);
  const perDraw = (all - sizes.reduce((sum, size) => sum + size ** 2, 0) / all) / (draws - 1);
  const assumptions = Math.max(0, (meanSquare - simulation) / perDraw);
  const balanced = sizes.every((size) => size === sizes[0]);
  const bound = (probability: number) => {
    if (!balanced || simulation === 0) return Number.NaN;
    const ratio = meanSquare / simulation / fQuantile(probability, draws - 1, all - draws);
    return Math.max(0, (ratio - 1) / (ratio - 1 + perDraw));
  };
  return {
    assumptions,
    simulation,
    share: assumptions / (assumptions + simulation),
    low: bound((1 + confidence) / 2),
    high: bound((1 - confidence) / 2),
  };
}
