// How many events a scenario will cost, so that nobody starts a run that never ends.

import type { Instant } from "../kernel/time.ts";
import { arrivalRate } from "./offered-load.ts";
import type { Scenario } from "./scenario.ts";

/** Assumption: at about a million events a second, this is what someone may start without thinking. */
export const MOST_EVENTS = 1e9;

type Counted = Pick<Scenario, "sources" | "services" | "end" | "step" | "replications" | "baseline">;

/** Events of all replications together, the baseline's included: arrivals, ends, resizes and reporting steps. */
export function expectedEvents({ sources, services, end, step, replications, baseline }: Counted): number {
  const length = Number.isFinite(end) ? end : lastEnd(sources);
  const ofSources = (side: "internal" | "rental") =>
    sources
      .filter((source) => source.side === side)
      .reduce((sum, source) => sum + 2 * arrivals(source, length), 0);
  const resizes = services.reduce((sum, plan) => {
    if (plan.demand.kind === "series") return sum + plan.demand.times.length;
    return sum + length / plan.resizeEvery!;
  }, 0);
  const steps = Number.isFinite(end) ? end / step : 0;
  const common = ofSources("internal") + resizes + steps;
  const run = common + ofSources("rental");
  return Math.ceil(replications * (baseline ? run + common : run));
}

/** Without an end of its own a run ends with the last job of its traces, at this instant if nothing ever waits. */
function lastEnd(sources: Counted["sources"]): Instant {
  let last = 0;
  for (const source of sources) {
    if (source.kind !== "trace") continue;
    const { submit, service } = source.jobs;
    for (const [job, arrival] of submit.entries()) last = Math.max(last, arrival + service[job]!);
  }
  return last;
}

function arrivals(source: Counted["sources"][number], end: number): number {
  if (source.kind === "trace") return source.jobs.submit.length;
  return arrivalRate(source) === 0 ? 0 : arrivalRate(source) * end;
}
