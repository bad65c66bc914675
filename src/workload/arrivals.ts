import type { RandomStream } from "../kernel/random-stream.ts";
import type { ArrivalProcess } from "./arrivals/arrival-process.ts";
import { ArrivalsAtInstants } from "./arrivals/at-instants.ts";
import { BacklogArrivals } from "./arrivals/backlog.ts";
import { BatchArrivals } from "./arrivals/batch.ts";
import { ClosedArrivals } from "./arrivals/closed.ts";
import { HourOfWeekArrivals } from "./arrivals/hour-of-week.ts";
import { OnOffArrivals } from "./arrivals/on-off.ts";
import { PoissonArrivals } from "./arrivals/poisson.ts";
import { RegularArrivals } from "./arrivals/regular.ts";
import { RenewalArrivals } from "./arrivals/renewal.ts";
import { SeriesArrivals } from "./arrivals/series.ts";
import { SinusoidArrivals } from "./arrivals/sinusoid.ts";
import type { ArrivalPlan } from "./plan.ts";

/**
 * The arrival process that a plan describes, its first arrival drawn.
 * `stream` makes the stream of a purpose: `arrivals`; `noise` for the factors of the hours; `thinning` for what a
 * sinusoid leaves out; `batch` for the sizes of batches; `state` for the states of on-off arrivals.
 */
export function arrivalProcess(plan: ArrivalPlan, stream: (purpose: string) => RandomStream): ArrivalProcess {
  switch (plan.kind) {
    case "poisson":
      return new PoissonArrivals(plan.rate, plan.growth, stream("arrivals"));
    case "hour-of-week":
      return new HourOfWeekArrivals(plan, stream("arrivals"), stream("noise"));
    case "sinusoid":
      return new SinusoidArrivals(plan, stream("arrivals"), stream("thinning"));
    case "series":
      return new SeriesArrivals(plan.times, plan.rates, stream("arrivals"));
    case "renewal":
      return new RenewalArrivals(plan.gap, stream("arrivals"));
    case "every":
      return new RegularArrivals(plan.interval);
    case "batch":
      return new BatchArrivals(plan.rate, plan.size, stream("arrivals"), stream("batch"));
    case "on-off":
      return new OnOffArrivals(plan, stream("arrivals"), stream("state"));
    case "closed":
      return new ClosedArrivals(plan.sources, plan.gap, stream("arrivals"));
    case "backlog":
      return new BacklogArrivals();
    case "at":
      return new ArrivalsAtInstants(plan.instants);
  }
}
