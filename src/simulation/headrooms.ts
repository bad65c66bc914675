// GPUs that are kept free, by who keeps them: the policy's headroom, and those of sources with one of their own.

import { headroomOf } from "../scheduling/headroom/fixed.ts";
import type { HeadroomPlan, SourcePlan } from "../workload/plan.ts";
import { ForecastHeadroom } from "./forecast-headroom.ts";
import type { State } from "./state.ts";

export class Headrooms {
  /** those that move with a forecast, one a plan */
  readonly forecasts: ForecastHeadroom[] = [];
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  /** What a source must leave free in each pool: its own headroom, else the policy's for rental that is not preemptible. */
  of(plan: SourcePlan): Float64Array | null {
    if (plan.headroom !== null) return this.byPool(plan.headroom);
    return plan.side === "rental" && !plan.preemptible ? this.state.headroom : null;
  }

  /** GPUs of each pool that a plan keeps free; a forecast's numbers move with it. */
  byPool(plan: HeadroomPlan): Float64Array {
    const { state, forecasts } = this;
    if (plan.kind !== "forecast") {
      return Float64Array.from(state.pools, (pool) => headroomOf(plan, pool.installed));
    }
    const known = forecasts.find((forecast) => forecast.plan === plan);
    if (known !== undefined) return known.gpus;
    const forecast = new ForecastHeadroom(plan, forecasts.length, state);
    forecasts.push(forecast);
    return forecast.gpus;
  }
}
