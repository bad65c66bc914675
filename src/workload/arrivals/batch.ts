// Batches at Poisson instants. The jobs of a batch arrive at one instant, one after the other.

import { discrete } from "../../kernel/laws/discrete.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import type { BatchSize } from "../plan.ts";
import { OpenArrivals } from "./arrival-process.ts";
import { PoissonArrivals } from "./poisson.ts";
import type { RateFactor } from "./rate-factor.ts";

/** `rate` × `factor` batches per ms; the instants and the sizes have streams of their own. */
export class BatchArrivals extends OpenArrivals {
  private readonly instants: PoissonArrivals;
  private readonly drawSize: () => number;
  /** jobs of the present batch that are still to come */
  private pending: number;

  constructor(
    rate: number,
    size: BatchSize,
    factor: RateFactor,
    stream: RandomStream,
    sizeStream: RandomStream,
  ) {
    super();
    this.instants = new PoissonArrivals(rate, factor, stream);
    this.drawSize = batchSizes(size, sizeStream);
    this.pending = this.drawSize();
    this.next = this.instants.next;
    this.exhausted = this.instants.exhausted;
  }

  advance(): void {
    this.pending--;
    if (this.pending > 0) return;
    this.instants.advance();
    this.next = this.instants.next;
    this.pending = this.drawSize();
  }
}

/** Draws sizes of at least 1, each from one uniform. */
function batchSizes(size: BatchSize, stream: RandomStream): () => number {
  if (size.kind === "table") {
    const choice = discrete(size.probabilities);
    return () => size.values[choice.sample(stream)];
  }
  // P(N > n) = (1 − 1/mean)^n: the whole part of an exponential (Devroye 1986, § X.2).
  const scale = -Math.log1p(-1 / size.mean);
  return () => 1 + Math.floor(stream.exponential() / scale);
}
