// Looks at a run after every instant and writes down what no policy may do. Everything is counted afresh from the jobs.

import type { Pool } from "../../src/fleet/pool.ts";
import type { GangName } from "../../src/scheduling/plan.ts";
import type { Observer } from "../../src/simulation/observer.ts";
import type { State } from "../../src/simulation/state.ts";
import { type JobIndex, JobState } from "../../src/workload/job-table.ts";

export class PolicyWatch implements Observer {
  readonly mistakes: string[] = [];
  /** jobs that have started for the first time */
  starts = 0;
  private readonly gang: GangName;

  constructor(gang: GangName) {
    this.gang = gang;
  }

  settled(state: State): void {
    const rows = [...state.jobs.rows()];
    const note = (mistake: string) => this.mistakes.push(`${mistake} at ${state.now} ms`);
    const idle = state.pools.every((pool) => pool.free === pool.installed);
    if (idle && state.waiting > 0) note(`${state.waiting} jobs wait on an idle fleet`);
    state.pools.forEach((pool, index) => {
      const running = rows.filter((job) => state.jobs.pool[job] === index && runs(state, job));
      const held = running.reduce((sum, job) => sum + state.jobs.gpus[job]!, 0);
      if (held > pool.installed) note(`pool ${pool.name} is oversubscribed`);
      if (pool.nodes === null) return;
      const onNode = new Array<number>(pool.nodes.count).fill(0);
      for (const job of running) {
        const place = placeOf(pool, job);
        for (const [node, gpus] of place) onNode[node]! += gpus;
        if (!this.isWhole(place, state.jobs.gpus[job]!, pool.gpusPerNode))
          note(`job ${job} is no whole gang`);
      }
      if (onNode.some((gpus) => gpus > pool.gpusPerNode)) note(`a node of ${pool.name} is oversubscribed`);
    });
  }

  started(): void {
    this.starts++;
  }

  left(): void {}

  /** All GPUs of the job; and, unless it is spread, on one node or on as few as can hold it. */
  private isWhole(place: readonly (readonly [number, number])[], gpus: number, size: number): boolean {
    const sum = place.reduce((total, [, some]) => total + some, 0);
    return sum === gpus && (this.gang === "spread" || place.length === Math.ceil(gpus / size));
  }
}

function runs({ jobs }: State, job: JobIndex): boolean {
  return jobs.state[job] === JobState.running || jobs.state[job] === JobState.noticed;
}

function placeOf({ segments }: Pool, job: JobIndex): [number, number][] {
  const place: [number, number][] = [];
  for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
    place.push([segments.node[at]!, segments.gpus[at]!]);
  }
  return place;
}
