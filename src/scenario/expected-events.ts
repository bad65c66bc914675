// How many events a scenario will cost, so that nobody starts a run that never ends.

import { arrivalRate } from "./offered-load.ts";
import type { Scenario } from "./scenario.ts";

/** Assumption: at about a million events a second, this is what someone may start without thinking. */
export const MOST_EVENTS = 1e9;

type Counted = Pick<Scenario, "sources" | "services" | "end" | "step" | "replications" | "baseline">;

/** Events of all replications together, the baseline's included: arrivals, ends, resizes and reporting steps. */
export function expectedEvents({ sources, services, end, step, replications, baseline }: Counted): number {
  const ofSources = (side: "internal" | "rental") =>
    sources
      .filter((source) => source.side === side)
      .reduce((sum, source) => sum + 2 * arrivals(source, end), 0);
  const resizes = services.reduce((sum, plan) => {
    if (plan.demand.kind === "series") return sum + plan.demand.times.length;
    return sum + (Number.isFinite(end) ? end / plan.resizeEvery! : 0);
  }, 0);
  const steps = Number.isFinite(end) ? end / step : 0;
  const common = ofSources("internal") + resizes + steps;
  const run = common + ofSources("rental");
  return Math.ceil(replications * (baseline ? run + common : run));
}

function arrivals(source: Counted["sources"][number], end: number): number {
  if (source.kind === "trace") return source.jobs.submit.length;
  return arrivalRate(source) === 0 ? 0 : arrivalRate(source) * end;
}
