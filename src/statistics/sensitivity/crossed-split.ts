// How much of the spread of an answer comes from not knowing the assumptions, and how much from the chance inside a run, where
// the same replication of every draw shares its random numbers: what all draws owe to a lucky replication is no sign of
// their own. The two-way random model without repetition, Searle, Casella and McCulloch, Variance Components (1992), chapter 4.

import { mean } from "simple-statistics";
import type { RandomStream } from "../../kernel/random-stream.ts";
import { bootstrapIntervals } from "./bootstrap.ts";

interface CrossedSplit {
  /** variance of the answer over the assumptions, chance averaged out; 0 where the estimate would be negative */
  readonly assumptions: number;
  /** variance of one replication when the assumptions are known */
  readonly simulation: number;
  /** assumptions/(assumptions + simulation): NaN where nothing varies */
  readonly share: number;
  /** its percentile interval, of draws drawn with replacement */
  readonly low: number;
  readonly high: number;
}

/**
 * With K draws and n replications of each: (MSA − MSE)/n estimates the part of the assumptions, with
 * MSA = n Σ (ȳ_k − ȳ)²/(K − 1) and MSE = Σ Σ (y_kr − ȳ_k − ȳ_r + ȳ)²/((K − 1)(n − 1)); the mean of the variances within
 * the draws estimates that of the simulation.
 * @param answers of each draw, of each of its replications: at least 2 draws, of as many replications, at least 2
 * @throws RangeError when they are too few, or not as many
 */
export function crossedSplit(
  answers: readonly (readonly number[])[],
  { random, resamples = 1000, confidence = 0.95 }: Resampling,
): CrossedSplit {
  const [draws, replications] = [answers.length, answers[0]?.length ?? 0];
  if (draws < 2 || replications < 2 || answers.some(({ length }) => length !== replications))
    throw new RangeError(
      `${draws} draws of ${replications} replications do not tell chance from assumptions`,
    );
  const own = parts(answers);
  const share = (drawn: Int32Array) => {
    const { assumptions, simulation } = parts(Array.from(drawn, (draw) => answers[draw]!));
    return [assumptions / (assumptions + simulation)];
  };
  const [bounds] = bootstrapIntervals(draws, share, random, resamples, confidence);
  return { ...own, share: own.assumptions / (own.assumptions + own.simulation), ...bounds! };
}

/** How the interval is made. */
interface Resampling {
  readonly random: RandomStream;
  readonly resamples?: number;
  readonly confidence?: number;
}

function parts(answers: readonly (readonly number[])[]): Pick<CrossedSplit, "assumptions" | "simulation"> {
  const [draws, replications] = [answers.length, answers[0]!.length];
  const ofDraw = answers.map((row) => mean([...row]));
  const centre = mean(ofDraw);
  const ofReplication = answers[0]!.map((_, run) => mean(answers.map((row) => row[run]!)));
  let [between, within, left] = [0, 0, 0];
  for (const [draw, row] of answers.entries()) {
    between += (ofDraw[draw]! - centre) ** 2;
    for (const [run, y] of row.entries()) {
      within += (y - ofDraw[draw]!) ** 2;
      left += (y - ofDraw[draw]! - ofReplication[run]! + centre) ** 2;
    }
  }
  const meanSquare = (replications * between) / (draws - 1);
  const error = left / ((draws - 1) * (replications - 1));
  return {
    assumptions: Math.max(0, (meanSquare - error) / replications),
    simulation: within / (draws * (replications - 1)),
  };
}
