import { type RunTotals, SECOND } from "../../src/index.ts";
import type { Sample } from "../sample.ts";

type Counted = Omit<Sample, "cpu" | "wall" | "peak">;

/** What some runs have simulated, together. */
export function sumUp(runs: readonly RunTotals[]): Counted {
  const sources = runs.flatMap(({ outcomes }) => outcomes);
  const gpuTime = runs.flatMap((run) => run.gpuTime);
  const waits = runs.flatMap((run) => run.waits).filter(({ size }) => size === "all");
  const jobs = sum(sources, ({ arrivals }) => arrivals);
  const completed = sum(sources, ({ byOutcome }) => byOutcome.completed);
  const preemptions = sum(
    runs.flatMap(({ held }) => held),
    (holder) => holder.preemptions,
  );
  const started = sum(waits, ({ count }) => count);
  return {
    jobs,
    events: jobs + completed + preemptions,
    utilisation:
      sum(gpuTime, (time) => time.allocatedInternal + time.allocatedRental) /
      sum(gpuTime, ({ installed }) => installed),
    preempted: preemptions / jobs,
    meanWait: sum(waits, ({ count, mean }) => (count === 0 ? 0 : count * mean)) / started / SECOND,
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
