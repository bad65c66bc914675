import type { NaiveFate, NaiveScenario } from "./naive-scenario.ts";

/** What the order of a scenario goes by: the least first. */
export function naiveKey(order: NaiveScenario["order"], fate: NaiveFate, now: number): number {
  const { estimate, gpus, service } = fate.job;
  const done = service - fate.remaining + (fate.state === "running" ? now - fate.start : 0);
  const remaining = Math.max(0, estimate - done);
  switch (order) {
    case "fcfs":
      return 0; // as they came
    case "shortest-first":
      return estimate;
    case "smallest-first":
      return gpus;
    case "largest-first":
      return -gpus;
    case "shortest-remaining":
      return remaining;
    case "shortest-remaining-gpu-time":
      return remaining * gpus;
  }
}
