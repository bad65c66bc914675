// A Poisson process whose rate is a sinusoid, by thinning (Lewis & Shedler, Naval Res. Logistics 26 (1979) 403): a
// process of the largest rate proposes instants, and each is kept with probability rate / largest rate. Both are
// multiplied by growth and drivers, which the change of time of the proposals takes care of.

import type { RandomStream } from "../../kernel/random-stream.ts";
import type { ArrivalPlan } from "../plan.ts";
import { OpenArrivals } from "./arrival-process.ts";
import type { RateFactor } from "./rate-factor.ts";

type SinusoidPlan = Extract<ArrivalPlan, { readonly kind: "sinusoid" }>;

/** Arrivals at rate (1 + amplitude sin(2π t / period + phase)) × factor. */
export class SinusoidArrivals extends OpenArrivals {
  private readonly plan: SinusoidPlan;
  /** mean gap of the proposals at instant 0, ms */
  private readonly meanGap: number;
  private readonly factor: RateFactor;
  private readonly stream: RandomStream;
  private readonly thinning: RandomStream;
  /** the last proposal before rounding, ms */
  private clock = 0;

  /** @param thinning one uniform a proposal: another phase moves no proposal */
  constructor(plan: SinusoidPlan, factor: RateFactor, stream: RandomStream, thinning: RandomStream) {
    super();
    this.plan = plan;
    this.meanGap = 1 / (plan.rate * (1 + plan.amplitude));
    this.factor = factor;
    this.stream = stream;
    this.thinning = thinning;
    this.exhausted = plan.rate === 0;
    if (!this.exhausted) this.advance();
  }

  advance(): void {
    const { amplitude, period, phase } = this.plan;
    let { clock } = this;
    let kept = false;
    while (!kept && clock < Number.POSITIVE_INFINITY) {
      clock += this.factor.length(clock, this.meanGap * this.stream.exponential());
      const level = 1 + amplitude * Math.sin(2 * Math.PI * ((clock % period) / period) + phase);
      kept = this.thinning.uniform() * (1 + amplitude) < level;
    }
    this.clock = clock;
    this.next = Math.round(clock);
    this.exhausted = clock === Number.POSITIVE_INFINITY;
  }
}
