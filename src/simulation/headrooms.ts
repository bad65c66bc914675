// GPUs that are kept free, by who keeps them: the policy's headroom, and those of sources with one of their own.

import { headroomOf } from "../scheduling/headroom/fixed.ts";
import type { HeadroomPlan, SourcePlan } from "../workload/plan.ts";
import { ForecastHeadroom } from "./forecast-headroom.ts";
import type { State } from "./state.ts";

type ShareOrNumber = Parameters<typeof headroomOf>[0];

export class Headrooms {
  /** those that move with a forecast, one a plan */
  readonly forecasts: ForecastHeadroom[] = [];
  /** those that follow the nodes that have arrived */
  private readonly shares: { readonly plan: ShareOrNumber; readonly gpus: Float64Array }[] = [];
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  /** What a source must leave free in each pool: its own headroom, else the policy's for rental that is not preemptible. */
  of(plan: SourcePlan): Float64Array | null {
    if (plan.headroom !== null) return this.byPool(plan.headroom);
    return leavesCommon(plan) ? this.state.headroom : null;
  }

  /** GPUs that a source must leave free in a pool when all its nodes have arrived; none that a forecast could say now. */
  atLast(plan: SourcePlan, pool: number): number {
    const { pools, model } = this.state;
    const headroom = plan.headroom ?? (leavesCommon(plan) ? model.scheduling.headroom : null);
    if (headroom === null || headroom.kind === "forecast") return 0;
    return headroomOf(headroom, pools[pool]!.places);
  }

  /** GPUs of each pool that a plan keeps free; a forecast's numbers move with it. */
  byPool(plan: HeadroomPlan): Float64Array {
    const { state, forecasts } = this;
    if (plan.kind !== "forecast") {
      const gpus = Float64Array.from(state.pools, (pool) => headroomOf(plan, pool.installed));
      this.shares.push({ plan, gpus });
      return gpus;
    }
    const known = forecasts.find((forecast) => forecast.plan === plan);
    if (known !== undefined) return known.gpus;
    const forecast = new ForecastHeadroom(plan, forecasts.length, state);
    forecasts.push(forecast);
    return forecast.gpus;
  }

  /** Nodes of a pool have arrived: a share of it is more GPUs now. */
  follow(pool: number): void {
    const { installed } = this.state.pools[pool]!;
    for (const { plan, gpus } of this.shares) gpus[pool] = headroomOf(plan, installed);
  }
}

/** Whether a source leaves the policy's headroom: rental that is not preemptible, without one of its own. */
function leavesCommon({ side, preemptible }: SourcePlan): boolean {
  return side === "rental" && !preemptible;
}
