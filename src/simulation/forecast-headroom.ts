// Headroom that follows a forecast: it looks at internal demand every so often, and keeps free what demand may grow by until
// rental could have left.

import { Holding } from "../fleet/holding.ts";
import type { Forecast } from "../scheduling/headroom/forecast.ts";
import { forecastOf } from "../scheduling/headroom/forecast.ts";
import type { ForecastPlan } from "../workload/plan.ts";
import { EventKind } from "./event-kinds.ts";
import type { State } from "./state.ts";

export class ForecastHeadroom {
  /** GPUs of each pool to be kept free, as of the last look */
  readonly gpus: Float64Array;
  readonly plan: ForecastPlan;
  private readonly state: State;
  private readonly number: number;
  /** looks from now for which it must suffice */
  private readonly ahead: number;
  /** one for each pool */
  private readonly forecasts: readonly Forecast[];

  /** @param number its place among those of the run */
  constructor(plan: ForecastPlan, number: number, state: State) {
    this.plan = plan;
    this.number = number;
    this.state = state;
    this.gpus = new Float64Array(state.pools.length);
    const over = plan.over === "notice" ? longestNotice(state) : plan.over;
    this.ahead = Math.max(1, Math.ceil(over / plan.every));
    this.forecasts = state.pools.map(() => forecastOf(plan.method));
    state.events.schedule(0, EventKind.look, number);
  }

  look(): void {
    const { state, plan, forecasts, gpus } = this;
    for (let index = 0; index < forecasts.length; index++) {
      const pool = state.pools[index]!;
      const demand = pool.held[Holding.internal]! + pool.held[Holding.claimed]! + state.shortfallOf(index);
      forecasts[index]!.observe(demand);
      const growth = Math.ceil(forecasts[index]!.quantile(this.ahead, plan.quantile) - demand);
      gpus[index] = Math.min(pool.installed, Math.max(0, growth));
      pool.changed = true;
    }
    state.events.schedule(state.now + plan.every, EventKind.look, this.number);
  }
}

/** The longest time that preemptible rental takes to leave, ms. */
function longestNotice({ model }: State): number {
  return model.sources.reduce(
    (longest, { side, preemptible, notice }) =>
      side === "rental" && preemptible ? Math.max(longest, notice) : longest,
    0,
  );
}
