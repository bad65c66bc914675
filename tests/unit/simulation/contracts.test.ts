// What the engine makes of a contract is what the contract machine says of it alone.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FailurePlan } from "../../../src/fleet/plan.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/kernel/time.ts";
import type { TimeBilling } from "../../../src/market/contract/bill.ts";
import type { ContractPlan } from "../../../src/market/contract/contract-plan.ts";
import { courseOf, type Story } from "../../../src/market/contract/course.ts";
import { CONTRACT_PRESETS } from "../../../src/market/contracts.ts";
import type { TraceSourcePlan } from "../../../src/workload/plan.ts";
import { contractOf, fleetOf, modelOf, productOf, runOf, scheduling, traceSource } from "../../models.ts";

const GPUS = 8;
const PRICE = 2;

/** One request for the whole pool at 0, and internal work that wants it back; what became of the request, and its bill. */
function engine(contract: ContractPlan, stay: number, wantedBackAt: number) {
  const traits: Partial<TraceSourcePlan> = {
    side: "rental",
    priority: 0,
    preemptible: contract.preemptible,
    notice: contract.notice,
    protectedFor: contract.protectedFor,
    maximumLife: contract.maximumLife,
    onPreemption: "kill",
  };
  const rental = traceSource("rental", [{ id: "r", submit: 0, service: stay, gpus: GPUS }], traits);
  const work = traceSource("work", [{ id: "w", submit: wantedBackAt, service: HOUR, gpus: GPUS }]);
  const wanted = wantedBackAt < Number.POSITIVE_INFINITY;
  const { jobs, totals } = runOf(
    modelOf({
      sources: wanted ? [rental, work] : [rental],
      products: [{ ...productOf(0), contract, price: PRICE }],
      scheduling: scheduling({ preemption: "internal-first" }),
    }),
  );
  const { end, outcome } = jobs.find(({ id }) => id === "r")!;
  const { billed, revenue } = totals.sales[0]!;
  return { ran: end, byProvider: outcome === "preempted", billed, revenue };
}

function machine(contract: ContractPlan, parts: Pick<Story, "stay" | "window" | "wantedBackAt">) {
  const story = { gpus: GPUS, price: PRICE, roomAfter: 0, ...parts };
  const { ran, reason, bill } = courseOf(contract as ContractPlan & { billing: TimeBilling }, story);
  const { billed, gross, refund } = bill!;
  return {
    ran,
    byProvider: reason === "reclaimed" || reason === "maximum life",
    billed,
    revenue: gross - refund,
  };
}

function agree(contract: ContractPlan, stay: number, wantedBackAt: number) {
  const [got, expected] = [
    engine(contract, stay, wantedBackAt),
    machine(contract, { stay, window: 0, wantedBackAt }),
  ];
  expect(got).toEqual({ ...expected, revenue: got.revenue });
  expect(got.revenue).toBeCloseTo(expected.revenue, 6);
}

describe("the engine and the contract machine agree on when a run ends, by whom, and what it pays:", () => {
  const names = Object.values(CONTRACT_PRESETS)
    .filter(({ window, billing }) => window === null && billing.kind === "use")
    .map(({ name }) => name);

  test.each(names)("%s", (name) => {
    const contract = CONTRACT_PRESETS[name]!;
    for (const stay of [10 * SECOND, 40 * MINUTE, 100 * MINUTE, 8 * DAY])
      for (const wanted of [1, 30 * MINUTE, HOUR, 90 * MINUTE, Number.POSITIVE_INFINITY])
        agree(contract, stay, wanted);
  });

  const windows = Object.values(CONTRACT_PRESETS).filter(({ window }) => window !== null);

  test.each(windows.map(({ name }) => name))("%s, for its shortest window", (name) => {
    const contract = CONTRACT_PRESETS[name]!;
    const { lengths, endsEarly } = contract.window!;
    const length = lengths[0]!.from;
    const forever = Number.POSITIVE_INFINITY;
    const got = engine(contract, length - endsEarly, HOUR);
    const expected = machine(contract, { stay: forever, window: length, wantedBackAt: forever });
    expect(got).toEqual({ ...expected, revenue: got.revenue });
    expect(got.revenue / expected.revenue).toBeCloseTo(1, 12);
  });

  test("contracts at random", () => {
    const times = fc.integer({ min: 1, max: 40 }).map((minutes) => minutes * MINUTE);
    const terms = fc.record({
      notice: fc.oneof(fc.constant(0), times),
      protectedFor: fc.oneof(fc.constant(0), times),
    });
    const metering = fc.record({
      granularity: fc.constantFrom(1, SECOND, MINUTE, HOUR),
      minimum: fc.constantFrom(0, MINUTE, HOUR),
      freeIfInterruptedWithin: fc.constantFrom(0, HOUR),
    });
    fc.assert(
      fc.property(terms, metering, times, times, (parts, metered, stay, wanted) => {
        agree(contractOf(parts, metered), stay, wanted);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

test("a protected run that moves off a failed node is protected as long as before", () => {
  const spot = traceSource("spot", [{ id: "s", submit: 0, service: 3 * HOUR, gpus: 8 }], {
    side: "rental",
    priority: 0,
    preemptible: true,
    protectedFor: HOUR,
    onPreemption: "kill",
  });
  const work = traceSource("work", [{ id: "w", submit: 20 * MINUTE, service: HOUR, gpus: 8 }]);
  const failures: FailurePlan = {
    unit: "node",
    ttf: null,
    repair: constant(DAY),
    crew: Number.POSITIVE_INFINITY,
    at: [{ unit: 0, instant: 10 * MINUTE, repair: DAY }],
    preferIdleReplacement: true,
    lemons: null,
    domains: null,
  };
  const { jobs } = runOf(
    modelOf({
      fleet: fleetOf(2, 8, { failures }),
      sources: [spot, work],
      products: [productOf(0)],
      scheduling: scheduling({ preemption: "internal-first", placement: "first-fit" }),
    }),
  );
  expect(jobs.find(({ id }) => id === "s")).toMatchObject({ end: HOUR, outcome: "preempted", nodes: [1] });
  expect(jobs.find(({ id }) => id === "w")).toMatchObject({ firstStart: HOUR, nodes: [1] });
});
