// Nodes that leave for good, the first of a pool first: they take no new work from the begin of their drain on, and at its end
// what still runs there is sent away as before a maintenance. The plan asks nothing of the work.

import type { RetirementPlan } from "../../fleet/plan.ts";
import { EventKind } from "../event-kinds.ts";
import type { State } from "../state.ts";
import type { NodeOutages } from "./node-outages.ts";
import { UnitNumbers } from "./unit-numbers.ts";

interface Retirement {
  readonly plan: RetirementPlan;
  readonly pool: number;
  /** its first node, and the first after it, counted over all pools */
  readonly from: number;
  readonly to: number;
  drains: boolean;
}

export class Retirements {
  private readonly state: State;
  private readonly outages: NodeOutages;
  private readonly retirements: readonly Retirement[];

  constructor(state: State, outages: NodeOutages) {
    const { pools } = state.model.fleet;
    this.state = state;
    this.outages = outages;
    const numbers = new UnitNumbers(pools.map(({ nodes }) => nodes));
    this.retirements = pools.flatMap(({ retirements }, pool) => {
      let to = numbers.firstOf(pool);
      return retirements.map((plan) => {
        to += plan.nodes;
        return { plan, pool, from: to - plan.nodes, to, drains: false };
      });
    });
    this.retirements.forEach(({ plan: { at, drain } }, number) => {
      state.events.schedule(at - drain, EventKind.retirement, number);
    });
  }

  /** The nodes of a retirement begin to drain, or are gone. */
  proceed(number: number): void {
    const { state, outages } = this;
    const retirement = this.retirements[number]!;
    const { plan, pool, from, to, drains } = retirement;
    if (!drains) {
      for (let node = from; node < to; node++) outages.beginDrain(node);
      retirement.drains = true;
      state.events.schedule(plan.at, EventKind.retirement, number);
      return;
    }
    for (let node = from; node < to; node++) {
      outages.retire(node);
      state.failures?.retire(node);
    }
    state.headrooms.follow(pool);
    state.ledger.retire(pool, plan.nodes * state.model.fleet.pools[pool]!.gpusPerNode, state.now);
  }
}
