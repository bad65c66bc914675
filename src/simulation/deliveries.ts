// Nodes that arrive. Those of a delivery are consecutive; until it comes they are absent, and neither work nor failures nor
// maintenance know of them. When it comes does not depend on the work, so it is the same with and without rental.

import { enterService } from "../fleet/enter-service.ts";
import { type DeliveryPlan, firstNodes } from "../fleet/plan.ts";
import { sampleDuration } from "../kernel/law.ts";
import { randomStream } from "../kernel/random-stream.ts";
import { EventKind } from "./event-kinds.ts";
import type { NodeOutages } from "./outages/node-outages.ts";
import { UnitNumbers } from "./outages/unit-numbers.ts";
import type { State } from "./state.ts";

interface Delivery {
  readonly plan: DeliveryPlan;
  readonly pool: number;
  /** the first of its nodes in its pool */
  readonly from: number;
}

export class Deliveries {
  private readonly state: State;
  /** null where no node ever goes out of service */
  private readonly outages: NodeOutages | null;
  private readonly deliveries: readonly Delivery[];
  private readonly nodes: UnitNumbers;
  private readonly gpus: UnitNumbers;

  constructor(state: State, outages: NodeOutages | null, seed: string, replication: number) {
    const { pools } = state.model.fleet;
    this.state = state;
    this.outages = outages;
    this.nodes = new UnitNumbers(pools.map(({ nodes }) => nodes));
    this.gpus = new UnitNumbers(state.pools.map(({ places }) => places));
    this.deliveries = pools.flatMap((plan, pool) => {
      let from = firstNodes(plan);
      return plan.deliveries.map((delivery) => {
        from += delivery.nodes;
        return { plan: delivery, pool, from: from - delivery.nodes };
      });
    });
    const stream = randomStream(seed, `${replication}/fleet/deliveries`);
    this.deliveries.forEach(({ plan: { at, delay } }, number) => {
      const late = delay === null ? 0 : sampleDuration(delay, stream);
      state.events.schedule(at + late, EventKind.delivery, number);
    });
  }

  /** All nodes of a delivery are there from now on. */
  arrive(number: number): void {
    const { plan, pool: index, from } = this.deliveries[number]!;
    const { state } = this;
    const { gpusPerNode } = state.model.fleet.pools[index]!;
    const pool = state.pools[index]!;
    if (pool.nodes === null) pool.arrive(plan.nodes * gpusPerNode);
    else for (let node = from; node < from + plan.nodes; node++) this.install(index, node);
    state.headrooms.follow(index);
    state.ledger.deliver(index, plan.nodes * gpusPerNode, plan.capex, state.now);
  }

  /** A node begins to serve; where single GPUs fail, its GPUs may be the nodes of the pool. */
  private install(index: number, node: number): void {
    const { state, outages } = this;
    const pool = state.pools[index]!;
    const { gpusPerNode } = state.model.fleet.pools[index]!;
    if (outages !== null) {
      const unit = this.nodes.firstOf(index) + node;
      outages.install(unit);
      state.failures?.install(unit);
      return;
    }
    const told = gpusPerNode / pool.gpusPerNode;
    for (let one = node * told; one < (node + 1) * told; one++) enterService(pool, one);
    if (state.failures === null) return;
    const first = this.gpus.firstOf(index) + node * gpusPerNode;
    for (let gpu = first; gpu < first + gpusPerNode; gpu++) state.failures.install(gpu);
  }
}
