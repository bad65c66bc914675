// One piece of work on two small pools, so that a test writes nothing else.

import type { Scenario } from "../../../src/scenario/scenario.ts";
import type { JobSourcePlan, ServicePlan, SourcePlan } from "../../../src/workload/plan.ts";
import { complaint, scenarioOf } from "./memory-files.ts";

/** Pool p of 8 × 8 GPUs and pool q of 2 × 8; the internal work that follows is indented by two. */
export const HEAD =
  "name: n\nhorizon: 4w\nfleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}, {name: q, gpu: B200, nodes: 2, gpus_per_node: 8}]}\ninternal:\n";

type Files = Readonly<Record<string, string>>;

/** The scenario whose internal work is `x: text`, under `scheduling`. */
export function scenarioWith(text: string, scheduling = "{}", files: Files = {}): Scenario {
  return scenarioOf(`${HEAD}  x: ${text}\nscheduling: ${scheduling}\n`, [], files);
}

/** What is said of it when it is wrong. */
export function refusalWith(text: string, scheduling = "{}", files: Files = {}): string {
  return complaint(`${HEAD}  x: ${text}\nscheduling: ${scheduling}\n`, [], files);
}

/** Its only source. */
export function sourceWith(text: string, scheduling = "{}"): SourcePlan {
  return scenarioWith(text, scheduling).sources[0]!;
}

/** Its only source of jobs from laws, with one-GPU jobs of an hour beside `text`. */
export function jobsWith(text: string, scheduling = "{}"): JobSourcePlan {
  const plan = sourceWith(`{gpus: 1, service: 1h, ${text}}`, scheduling);
  if (plan.kind !== "jobs") throw new Error("no source of jobs from laws");
  return plan;
}

/** Its only service. */
export function serviceWith(text: string): ServicePlan {
  return scenarioWith(`{kind: service, ${text}}`).services[0]!;
}
