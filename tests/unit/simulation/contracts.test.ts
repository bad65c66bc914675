// What the engine makes of a contract is what the contract machine says of it alone.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/kernel/time.ts";
import type { TimeBilling } from "../../../src/market/contract/bill.ts";
import type { ContractPlan } from "../../../src/market/contract/contract-plan.ts";
import { courseOf } from "../../../src/market/contract/course.ts";
import { CONTRACT_PRESETS } from "../../../src/market/contracts.ts";
import type { TraceSourcePlan } from "../../../src/workload/plan.ts";
import { contractOf, modelOf, productOf, runOf, scheduling, traceSource } from "../../models.ts";

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

function machine(contract: ContractPlan, stay: number, wantedBackAt: number) {
  const story = { gpus: GPUS, price: PRICE, roomAfter: 0, stay, window: 0, wantedBackAt };
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
  const [got, expected] = [engine(contract, stay, wantedBackAt), machine(contract, stay, wantedBackAt)];
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
