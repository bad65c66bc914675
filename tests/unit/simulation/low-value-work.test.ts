// A replication with low-value work in place of rental.

import { expect, test } from "vitest";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { exponential } from "../../../src/kernel/laws/exponential.ts";
import { DAY, HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { withLowValueWork, withoutRental } from "../../../src/simulation/model.ts";
import {
  fleetOf,
  lawSource,
  modelOf,
  ON_DEMAND,
  productOf,
  runOf,
  SPOT,
  scheduling,
  traceSource,
} from "../../models.ts";

const LOW = { ...SPOT, priority: -1 } as const;

test("a job that takes GPUs back costs low-value work what it has done, its notice passes first, and nobody pays for any of it", () => {
  const one = { values: [1], probabilities: [1] };
  const low = lawSource("low", 0, {
    ...LOW,
    arrivals: { kind: "backlog" },
    classes: [{ share: 1, gpus: one, service: constant(4 * HOUR) }],
    notice: 30 * MINUTE,
    onPreemption: "restart",
  });
  const work = traceSource("work", [{ id: "1", submit: HOUR, service: 2 * HOUR, gpus: 1 }]);
  const model = modelOf({
    end: 10 * HOUR,
    fleet: fleetOf(1, 2),
    sources: [work, lawSource("customers", 3, SPOT)],
    products: [productOf(1)],
    scheduling: scheduling({ preemption: "internal-first" }),
  });
  const { totals, jobs } = runOf(withLowValueWork(model, low));
  // One GPU is taken back at 1:30 and given away again at 3:30; the hour and a half that it had worked is lost.
  expect(jobs.find(({ source }) => source === "work")).toMatchObject({
    firstStart: 1.5 * HOUR,
    end: 3.5 * HOUR,
  });
  const { allocatedRental, lostRental, idleNotice } = totals.gpuTime[0]!;
  expect([allocatedRental, lostRental, idleNotice]).toEqual([18 * HOUR, 1.5 * HOUR, 0]);
  expect(totals.sales).toEqual([]);
});

test("tenancy has nothing to tell apart without customers: internal work fares alike with it and without, and low-value work wipes no node", () => {
  const sizes = { values: [1, 4, 12], probabilities: [0.6, 0.3, 0.1] };
  const classes = [{ share: 1, gpus: sizes, service: exponential(3 * HOUR) }];
  const tenancy = { turnover: constant(HOUR), customers: "same", unit: "node" } as const;
  const model = modelOf({
    end: 10 * DAY,
    fleet: fleetOf(6, 4, { tenancy }),
    sources: [lawSource("work", 2, { classes }), lawSource("customers", 2, ON_DEMAND)],
    products: [productOf(1)],
    scheduling: scheduling({ preemption: "internal-first", placement: "best-fit", headOfLine: "skip" }),
  });
  const alone = withoutRental(model);
  const apart = runOf(alone);
  const together = runOf({ ...alone, fleet: fleetOf(6, 4) });
  expect(apart.jobs.length).toBeGreaterThan(300);
  expect(together.jobs).toEqual(apart.jobs);
  const low = withLowValueWork(model, lawSource("low", 0, { ...LOW, arrivals: { kind: "backlog" } }));
  const [time] = runOf(low).totals.gpuTime;
  expect(time!.idleTurnover).toBe(0);
  expect(time!.allocatedRental).toBeGreaterThan(0);
});
