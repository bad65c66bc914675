// Nodes that go down, drain and stand by. A node is down as long as any cause has it down: its own failure, that of its
// domain, its maintenance. None of this asks what runs on it. That a node is still to come, or gone, is a cause like these.

import type { Pool } from "../../fleet/pool.ts";
import { Standing } from "../../fleet/standing.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import { clear, drain, hit } from "../hits.ts";
import type { State } from "../state.ts";
import type { Outages } from "./outages.ts";
import { Roster } from "./roster.ts";
import { UnitNumbers } from "./unit-numbers.ts";

export class NodeOutages implements Outages {
  private readonly state: State;
  private readonly numbers: UnitNumbers;
  /** how many causes have each node down */
  private readonly causes: Uint8Array;
  /** how many reasons each node has to drain: its maintenance, its retirement */
  private readonly drains: Uint8Array;
  private readonly rosters: readonly Roster[];

  constructor(state: State) {
    this.state = state;
    const { pools } = state.model.fleet;
    this.numbers = new UnitNumbers(pools.map(({ nodes }) => nodes));
    this.causes = new Uint8Array(this.numbers.count);
    this.drains = new Uint8Array(this.numbers.count);
    this.rosters = pools.map((plan, index) => new Roster(plan, state.pools[index]!));
    for (let unit = 0; unit < this.units; unit++) if (!this.isInstalled(unit)) this.causes[unit] = 1;
  }

  get units(): number {
    return this.numbers.count;
  }

  isInstalled(unit: number): boolean {
    const { pool, node } = this.placeOf(unit);
    return pool.standingOf(node) !== Standing.absent;
  }

  /** A node arrives. It serves, unless its domain is down or its maintenance near or under way. */
  install(unit: number): void {
    const { pool, node, roster } = this.placeOf(unit);
    roster.enter(node);
    if (--this.causes[unit]! > 0) {
      this.abandonTurnover(unit, node);
      pool.setStanding(node, Standing.down);
      roster.lose(node);
    } else if (this.drains[unit]! > 0) {
      this.abandonTurnover(unit, node);
      pool.setStanding(node, Standing.draining);
      roster.withhold(node);
    }
  }

  fell(unit: number): void {
    if (this.causes[unit]!++ > 0) return;
    const { pool, node, roster } = this.placeOf(unit);
    this.abandonTurnover(unit, node);
    for (let job = pool.segments.anyOn(node); job !== -1; job = pool.segments.anyOn(node)) {
      hit(this.state, pool, job as JobIndex, node);
    }
    pool.setStanding(node, Standing.down);
    roster.lose(node);
  }

  rose(unit: number): void {
    if (--this.causes[unit]! > 0) return;
    const { pool, node, roster } = this.placeOf(unit);
    if (this.drains[unit]! > 0) pool.setStanding(node, Standing.draining);
    else roster.gain(node);
  }

  /** A node takes no new work from now on. */
  beginDrain(unit: number): void {
    if (this.drains[unit]!++ > 0 || this.causes[unit]! > 0) return;
    const { pool, node, roster } = this.placeOf(unit);
    this.abandonTurnover(unit, node);
    drain(this.state, pool, node);
    pool.setStanding(node, Standing.draining);
    roster.withhold(node);
  }

  /** What still runs on a draining node is sent away, and its maintenance has it down. */
  endDrain(unit: number): void {
    this.drains[unit]!--;
    const { pool, node } = this.placeOf(unit);
    clear(this.state, pool, node);
    this.fell(unit);
  }

  /** A node whose drain is over leaves for good: what still runs there is sent away, and no end of another cause brings it back. */
  retire(unit: number): void {
    this.drains[unit]!--;
    this.causes[unit]!++;
    const { pool, node, roster } = this.placeOf(unit);
    clear(this.state, pool, node);
    pool.setStanding(node, Standing.absent);
    roster.leave(node);
  }

  /** A node out of service is not wiped on. */
  private abandonTurnover(unit: number, node: number): void {
    const { turnovers } = this.state;
    if (turnovers !== null) turnovers.abandon(this.numbers.poolOf(unit), node);
  }

  private placeOf(unit: number): { readonly pool: Pool; readonly node: number; readonly roster: Roster } {
    const index = this.numbers.poolOf(unit);
    const node = unit - this.numbers.firstOf(index);
    return { pool: this.state.pools[index]!, node, roster: this.rosters[index]! };
  }
}
