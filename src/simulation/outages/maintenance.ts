// Planned maintenance: batch after batch of consecutive nodes drains, is down, and comes back, in a plan that asks nothing
// of the work. The batches of a pool begin at even distances, and each again after the same time.
//
//   batch 1   drain ┊ down │ in service ……………………………………………… │ drain ┊ down │
//   batch 2                  drain ┊ down │ in service …………………………………………

import type { MaintenancePlan } from "../../fleet/plan.ts";
import { EventKind } from "../event-kinds.ts";
import type { State } from "../state.ts";
import type { NodeOutages } from "./node-outages.ts";

interface Batch {
  /** its first node, and the first after it, counted over all pools */
  readonly from: number;
  readonly to: number;
  phase: "in service" | "draining" | "down";
}

export class Maintenance {
  private readonly state: State;
  private readonly plan: MaintenancePlan;
  private readonly outages: NodeOutages;
  private readonly batches: Batch[] = [];

  constructor(plan: MaintenancePlan, state: State, outages: NodeOutages) {
    this.plan = plan;
    this.state = state;
    this.outages = outages;
    let first = 0;
    for (const { nodes } of state.model.fleet.pools) {
      this.addBatches(first, nodes);
      first += nodes;
    }
  }

  /** A batch goes on to its next phase. */
  proceed(number: number): void {
    const { plan, outages } = this;
    const batch = this.batches[number]!;
    if (batch.phase === "in service") {
      for (let node = batch.from; node < batch.to; node++) outages.beginDrain(node);
      batch.phase = "draining";
      this.schedule(number, plan.drain);
    } else if (batch.phase === "draining") {
      for (let node = batch.from; node < batch.to; node++) outages.endDrain(node);
      batch.phase = "down";
      this.schedule(number, plan.duration);
    } else {
      for (let node = batch.from; node < batch.to; node++) outages.rose(node);
      batch.phase = "in service";
      this.schedule(number, plan.every - plan.drain - plan.duration);
    }
  }

  private addBatches(first: number, nodes: number): void {
    const { batchNodes, every } = this.plan;
    const count = Math.ceil(nodes / batchNodes);
    for (let place = 0; place < count; place++) {
      const from = first + place * batchNodes;
      const to = first + Math.min(nodes, (place + 1) * batchNodes);
      const number = this.batches.push({ from, to, phase: "in service" }) - 1;
      this.schedule(number, Math.round((place * every) / count));
    }
  }

  private schedule(batch: number, after: number): void {
    this.state.events.schedule(this.state.now + after, EventKind.maintenance, batch);
  }
}
