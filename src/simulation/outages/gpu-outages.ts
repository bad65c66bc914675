// Single GPUs that go down. GPUs of a node are not told apart but here: whom a failed one hits follows from its place.

import type { Pool } from "../../fleet/pool.ts";
import { Standing } from "../../fleet/standing.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import { hit } from "../hits.ts";
import type { State } from "../state.ts";
import type { Outages } from "./outages.ts";
import { UnitNumbers } from "./unit-numbers.ts";

export class GpuOutages implements Outages {
  private readonly state: State;
  private readonly numbers: UnitNumbers;
  /** 1 for a GPU that is down */
  private readonly isDown: Uint8Array;

  constructor(state: State) {
    this.state = state;
    this.numbers = new UnitNumbers(state.pools.map(({ places }) => places));
    this.isDown = new Uint8Array(this.numbers.count);
  }

  get units(): number {
    return this.numbers.count;
  }

  isInstalled(unit: number): boolean {
    const [pool, local] = this.placeOf(unit);
    return pool.standingOf(Math.floor(local / pool.gpusPerNode)) !== Standing.absent;
  }

  /** The failed GPU is the one of its place among those of the node that are up; the free ones come first. */
  fell(unit: number): void {
    const { isDown, state } = this;
    const [pool, local] = this.placeOf(unit);
    const node = Math.floor(local / pool.gpusPerNode);
    let place = 0;
    for (let gpu = unit - (local % pool.gpusPerNode); gpu < unit; gpu++) place += 1 - isDown[gpu]!;
    const { free } = pool.nodes!;
    let number = place - free[node]!;
    while (number >= 0 || free[node] === 0) {
      hit(state, pool, pool.segments.holderOf(node, Math.max(0, number)) as JobIndex, node);
      number = -1; // a claim may have taken what came free: then it is hit too
    }
    pool.breakDown(node, 1);
    isDown[unit] = 1;
  }

  rose(unit: number): void {
    const [pool, local] = this.placeOf(unit);
    pool.breakDown(Math.floor(local / pool.gpusPerNode), -1);
    this.isDown[unit] = 0;
  }

  private placeOf(unit: number): [Pool, number] {
    const index = this.numbers.poolOf(unit);
    return [this.state.pools[index]!, unit - this.numbers.firstOf(index)];
  }
}
