// One run of jobs that are given one by one: what became of each, and when it held its GPUs.

import { HOUR } from "../../kernel/time.ts";
import type { JobRecord, Outcome, RunTotals } from "../../ledger/rows.ts";
import type { Observer } from "../../simulation/observer.ts";
import { Simulation } from "../../simulation/simulation.ts";
import type { State } from "../../simulation/state.ts";
import { type JobIndex, JobState } from "../../workload/job-table.ts";
import { scenarioOf } from "../setting/load-setting.ts";

/** Hours from its start to its end. */
type Segment = readonly [number, number];

export interface ListedRun {
  readonly records: readonly JobRecord[];
  readonly totals: RunTotals;
  /** when each source held GPUs, without a break; sources hold one job each where this is asked for */
  readonly segments: ReadonlyMap<string, readonly Segment[]>;
  /** sources whose jobs were killed by the scheduler, in the order of their going */
  readonly killed: readonly string[];
}

/** Run a scenario until its last job has ended. */
export function runListed(tree: Readonly<Record<string, unknown>>): ListedRun {
  const scenario = scenarioOf(
    {
      name: "case",
      horizon: "all",
      step: "1d",
      replications: 1,
      baseline: false,
      outputs: { jobs: true },
      ...tree,
    },
    "case",
  );
  const watch = new SegmentWatch();
  const simulation = new Simulation(scenario, scenario.seed, 0, true, watch);
  simulation.advance(Infinity);
  const totals = simulation.finish();
  return { records: simulation.drain().jobs, totals, segments: watch.segments, killed: watch.killed };
}

class SegmentWatch implements Observer {
  readonly segments = new Map<string, Segment[]>();
  readonly killed: string[] = [];
  /** start of the run under way of each source, hours */
  private readonly open = new Map<string, number>();

  settled(state: State): void {
    const running = new Map<string, number>();
    for (const job of state.jobs.rows()) {
      if (state.jobs.state[job] === JobState.running || state.jobs.state[job] === JobState.noticed)
        running.set(nameOf(state, job), state.jobs.start[job]! / HOUR);
    }
    for (const [source, start] of this.open) {
      if (running.get(source) === start) continue;
      this.segments.set(source, [...(this.segments.get(source) ?? []), [start, state.now / HOUR]]);
      this.open.delete(source);
    }
    for (const [source, start] of running) this.open.set(source, start);
  }

  started(): void {}

  left(state: State, job: JobIndex, outcome: Outcome): void {
    if (outcome === "preempted") this.killed.push(nameOf(state, job));
  }
}

function nameOf(state: State, job: JobIndex): string {
  return state.model.sources[state.jobs.source[job]!]!.name;
}

/** Jobs of the neutral vocabulary as a scenario lists them. */
export interface ListedJob {
  readonly id: string;
  readonly submit: number;
  readonly gpus: number;
  readonly work: number;
  readonly estimate: number;
  /** 0 is the highest */
  readonly priority: number;
}

/** A priority above all that a case gives. */
export const HIGHEST = 100_000;

export function listedJobTree(job: ListedJob): Readonly<Record<string, unknown>> {
  return {
    id: job.id,
    submit: `${job.submit}h`,
    gpus: job.gpus,
    service: `${job.work}h`,
    estimate: `${job.estimate}h`,
    priority: HIGHEST - job.priority,
  };
}

/** Pools of a scenario. */
export function poolTrees(pools: readonly { readonly nodes: number; readonly gpusPerNode: number }[]) {
  return pools.map(({ nodes, gpusPerNode }, place) => ({
    name: `pool-${place}`,
    gpu: "GPU",
    nodes,
    gpus_per_node: gpusPerNode,
  }));
}
