// What every policy must keep, whatever its choices: the suite runs over every combination of registered names, so a new
// registry line is covered by itself. `commit` throws when a policy starts a job that does not wait, decides about one
// twice, or takes GPUs that are not free; the watch below looks at what came of it.

import { describe, expect, test } from "vitest";
import { randomStream } from "../../src/kernel/random-stream.ts";
import { MINUTE } from "../../src/kernel/time.ts";
import {
  BACKFILLS,
  GANGS,
  HEADS_OF_LINE,
  ORDERS,
  PLACEMENTS,
  PREEMPTIONS,
  type SchedulingPlan,
  VICTIMS,
} from "../../src/scheduling/plan.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { modelOf, productOf, SPOT, scheduling, type TraceRow, traceSource } from "../models.ts";
import { PolicyWatch } from "./policy-watch.ts";

const choices = ORDERS.flatMap((order) => PREEMPTIONS.map((rule) => ({ order, rule })));

/** Every policy with this order and this preemption rule. */
function policiesOf({ order, rule }: (typeof choices)[number]): SchedulingPlan[] {
  return HEADS_OF_LINE.flatMap((headOfLine) =>
    PLACEMENTS.flatMap((placement) =>
      GANGS.flatMap((gang) =>
        VICTIMS.map((victims) => ({
          ...scheduling({ order, headOfLine, placement, gang }),
          preemption: { rule, victims, protect: 0 },
        })),
      ),
    ),
  );
}

/** Twenty-seven jobs of three sources, which come faster than two small pools can take them; of slices, if there are any. */
function modelFor(policy: SchedulingPlan, slicesPerGpu: number): Model {
  const stream = randomStream("conformance", "jobs");
  const upTo = (most: number) => 1 + Math.floor(stream.uniform() * most);
  const sizeOf = (gpus: number) => (gpus < slicesPerGpu ? gpus / slicesPerGpu : gpus);
  const rows = (name: string): TraceRow[] =>
    Array.from({ length: 9 }, (_, job) => ({
      id: `${name}-${job}`,
      submit: upTo(40) * MINUTE,
      service: upTo(20) * MINUTE,
      estimate: upTo(20) * MINUTE,
      gpus: sizeOf(upTo(8)),
    }));
  const pools = [0, 1];
  return modelOf({
    fleet: {
      pools: [
        {
          name: "large",
          gpu: "H100",
          nodes: 3,
          gpusPerNode: 4,
          nodesPerDomain: null,
          spares: 0,
          deliveries: [],
          retirements: [],
          slicesPerGpu,
        },
        {
          name: "small",
          gpu: "H100",
          nodes: 2,
          gpusPerNode: 2,
          nodesPerDomain: null,
          spares: 0,
          deliveries: [],
          retirements: [],
          slicesPerGpu,
        },
      ],
      failures: null,
      maintenance: null,
      tenancy: null,
    },
    sources: [
      traceSource("urgent", rows("urgent"), { pools, priority: 20 }),
      traceSource("patient", rows("patient"), { pools, preemptible: true }),
      traceSource("spot", rows("spot"), { ...SPOT, pools, notice: 2 * MINUTE }),
    ],
    products: [productOf(2)],
    scheduling: policy,
  });
}

function watched(policy: SchedulingPlan, slicesPerGpu = 1) {
  const model = modelFor(policy, slicesPerGpu);
  const watch = new PolicyWatch(policy.gang);
  const simulation = new Simulation(model, "conformance", 0, true, watch);
  simulation.advance(model.end);
  simulation.finish();
  return { jobs: simulation.drain().jobs, watch };
}

/** Every backfill under an order and a preemption rule; victims are chosen as without one. */
function backfillsOf({ order, rule }: (typeof choices)[number]): SchedulingPlan[] {
  return BACKFILLS.flatMap((kind) =>
    PLACEMENTS.flatMap((placement) =>
      GANGS.map((gang) => ({
        ...scheduling({ order, backfill: { kind, depth: Number.POSITIVE_INFINITY }, placement, gang }),
        preemption: { rule, victims: "youngest", protect: 0 } as const,
      })),
    ),
  );
}

/** What goes with divided GPUs. */
function dividedOf(choice: (typeof choices)[number]): SchedulingPlan[] {
  if (choice.rule === "free") return [];
  return policiesOf(choice).filter(({ placement, gang }) => placement !== "pool" && gang === "whole-nodes");
}

function nameOf({ headOfLine, backfill, placement, gang, preemption }: SchedulingPlan): string {
  const filled = backfill === "none" ? backfill : backfill.kind;
  return [headOfLine, filled, placement, gang, preemption.victims].join("/");
}

describe.each(choices)("under $order and $rule, with any other choice,", (choice) => {
  test.each([
    ["without backfill", policiesOf, 1],
    ["with each backfill", backfillsOf, 1],
    ["on GPUs of four slices", dividedOf, 4],
  ])(
    "nothing is oversubscribed, gangs are whole, no fitting job waits on an idle fleet, all jobs end, twice alike, %s",
    (_, policies, slices) => {
      for (const policy of policies(choice)) {
        const { jobs, watch } = watched(policy, slices);
        const name = nameOf(policy);
        expect(watch.mistakes, name).toEqual([]);
        expect(watch.starts, name).toBe(27);
        expect(jobs.filter(({ outcome }) => outcome === "completed").length, name).toBe(27);
        expect(watched(policy, slices).jobs, name).toEqual(jobs);
      }
    },
  );
});
