import type { RandomStream } from "../kernel/random-stream.ts";
import type { ArrivalProcess } from "./arrivals/arrival-process.ts";
import { ClosedArrivals } from "./arrivals/closed.ts";
import { HourOfWeekArrivals } from "./arrivals/hour-of-week.ts";
import { PoissonArrivals } from "./arrivals/poisson.ts";
import type { ArrivalPlan } from "./plan.ts";

/**
 * The arrival process that a plan describes, its first arrival drawn.
 * `stream` makes the stream of a purpose: `arrivals`, or `noise` for the factors of the hours.
 */
export function arrivalProcess(plan: ArrivalPlan, stream: (purpose: string) => RandomStream): ArrivalProcess {
  switch (plan.kind) {
    case "poisson":
      return new PoissonArrivals(plan.rate, stream("arrivals"));
    case "hour-of-week":
      return new HourOfWeekArrivals(plan, stream("arrivals"), stream("noise"));
    case "closed":
      return new ClosedArrivals(plan.sources, plan.gap, stream("arrivals"));
  }
}
