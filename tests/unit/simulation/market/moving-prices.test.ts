// What runs cost under a price that moves: followed by hand, in hours and dollars.

import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../../../src/kernel/time.ts";
import type { BillingPlan } from "../../../../src/market/contract/contract-plan.ts";
import type { MarketedPlan } from "../../../../src/market/market-plan.ts";
import type { PricePlan } from "../../../../src/market/price/price-plan.ts";
import { driverFactor } from "../../../../src/workload/drivers/driver-factor.ts";
import type { DriverPlan } from "../../../../src/workload/drivers/plan.ts";
import {
  fleetOf,
  modelOf,
  ON_DEMAND,
  productOf,
  type Run,
  runOf,
  SPOT,
  scheduling,
  type TraceRow,
  traceSource,
} from "../../../models.ts";
import { dated, marketed, marketOf } from "./market-models.ts";

const RISE = dated([0, 1], [4 * HOUR, 2]);

/** Jobs of rental on 8 GPUs, after internal jobs that may preempt them. */
function run(
  plan: MarketedPlan,
  rental: readonly TraceRow[],
  internal: readonly TraceRow[] = [],
  billing: Partial<BillingPlan> = {},
  drivers: readonly DriverPlan[] = [],
): Run {
  return runOf(
    modelOf({
      end: 20 * HOUR,
      step: HOUR,
      fleet: fleetOf(1, 8),
      sources: [
        traceSource("work", internal),
        traceSource("rent", rental, { ...SPOT, onPreemption: "kill", notice: 0 }),
      ],
      products: [productOf(1, billing, plan.price.kind === "fixed" ? plan.price.price : 1)],
      market: marketOf([plan]),
      drivers,
      scheduling: scheduling({ preemption: "internal-first" }),
    }),
  );
}

const job = (submit: number, service: number, gpus = 4): TraceRow => ({
  id: `${submit}`,
  submit: submit * HOUR,
  service: service * HOUR,
  gpus,
});

const revenueOf = ({ totals }: Run) => totals.sales[0]!.revenue;

describe("a run under a price that doubles after four hours", () => {
  test("pays each hour at its price", () => {
    expect(revenueOf(run(marketed(RISE), [job(0, 10)]))).toBe(4 * (4 * 1 + 6 * 2));
  });

  test("pays the price of its start throughout where that is agreed", () => {
    const locked = marketed(RISE, { locked: true });
    expect(revenueOf(run(locked, [job(0, 10)]))).toBe(4 * 10 * 1);
    expect(revenueOf(run(locked, [job(3, 2), job(4, 2, 2)]))).toBe(4 * 2 * 1 + 2 * 2 * 2);
  });

  test("is accrued step by step, and the steps add up to the run", () => {
    const { revenue, totals } = run(marketed(RISE), [job(2, 4)]);
    expect(revenue.slice(0, 8).map((row) => row.revenue)).toEqual([0, 0, 4, 4, 8, 8, 0, 0]);
    expect(revenue.reduce((sum, row) => sum + row.revenue, 0)).toBe(totals.sales[0]!.revenue);
  });

  test("pays what it is billed beyond its use at the price at its end", () => {
    const billing = { granularity: HOUR };
    // Half an hour before the rise and a quarter after it, and the last quarter of the hour at the price then.
    expect(revenueOf(run(marketed(RISE), [job(3.5, 0.75)], [], billing))).toBe(
      4 * (0.5 + 0.25 * 2 + 0.25 * 2),
    );
    const locked = marketed(RISE, { locked: true });
    expect(revenueOf(run(locked, [job(3.5, 0.75)], [], billing))).toBe(4);
  });

  test("gets back all that it has paid when it is broken off while it is free", () => {
    const billing = { freeIfInterruptedWithin: HOUR };
    const taken = [job(4.25, 1, 8)];
    for (const plan of [marketed(RISE), marketed(RISE, { locked: true })]) {
      const freed = run(plan, [job(3.5, 5)], taken, billing);
      expect(freed.totals.sales[0]).toMatchObject({ preempted: 1, billed: 0, revenue: 0 });
      expect(freed.revenue[3]!.revenue).toBe(4 * 0.5);
      expect(freed.revenue[4]!.revenue).toBe(-4 * 0.5);
    }
  });

  test("has a mean price by the time that each price lasts", () => {
    const { demand } = run(marketed(dated([0, 1], [90 * MINUTE, 3])), []);
    expect(demand.slice(0, 4).map(({ price }) => price)).toEqual([1, 2, 3, 3]);
  });
});

test("the money of a price that is set anew to what it was is that of a fixed one", () => {
  const jobs = [job(0, 3), job(1, 2.5, 2), job(3, 9), job(5, 1, 1)];
  const still = dated([0, 2.5], [2 * HOUR, 2.5], [7 * HOUR, 2.5]);
  expect(revenueOf(run(marketed(still), jobs))).toBeCloseTo(revenueOf(run(marketed(2.5), jobs)), 9);
});

test("a price that follows the utilisation is what it was when the GPUs last changed hands", () => {
  const price = {
    kind: "utilisation-linked",
    points: [
      { utilisation: 0, price: 0 },
      { utilisation: 1, price: 8 },
    ],
    every: 0,
  } as const;
  // Internal work holds 2 of 8 GPUs from 0 on; a rental job of 4 comes at 1 h and makes it 6.
  const { demand, totals } = run(marketed(price), [job(1, 2)], [job(0, 5, 2)]);
  expect(demand.slice(0, 6).map((row) => row.price)).toEqual([2, 6, 6, 2, 2, 0]);
  expect(totals.sales[0]!.revenue).toBe(4 * 2 * 6);
});

test("who is cheapest to take back follows the prices of the moment", () => {
  const victims = (first: number, second: number) => {
    const { jobs } = runOf(
      modelOf({
        end: 10 * HOUR,
        sources: [
          traceSource("work", [job(5, 1, 4)]),
          traceSource("a", [job(0, 9, 4)], { ...SPOT, onPreemption: "kill" }),
          traceSource("b", [job(0, 9, 4)], { ...SPOT, onPreemption: "kill" }),
        ],
        products: [productOf(1), productOf(2)],
        market: marketOf([marketed(dated([0, 2], [HOUR, first])), marketed(dated([0, 2], [HOUR, second]))]),
        scheduling: {
          ...scheduling(),
          preemption: { rule: "internal-first", victims: "cheapest", protect: 0 },
        },
      }),
    );
    return jobs.filter(({ outcome }) => outcome === "preempted").map(({ source }) => source);
  };
  expect(victims(1, 3)).toEqual(["a"]);
  expect(victims(3, 1)).toEqual(["b"]);
});

test("an order with a price is no reason to move anybody's draws: the same requests come with and without a market", () => {
  const requests = (market: ReturnType<typeof marketOf> | null) =>
    runOf(
      modelOf({
        end: 20 * HOUR,
        sources: [traceSource("rent", [job(0, 3), job(1, 2.5, 2)], ON_DEMAND)],
        products: [productOf(0)],
        market,
      }),
    ).jobs;
  expect(requests(marketOf([marketed(1)]))).toEqual(requests(null));
});

test("a run under a price that drivers load pays each hour the price of that hour", () => {
  const driver: DriverPlan = {
    name: "mood",
    process: { kind: "mean-reverting", sd: 0.5, halfLife: 5 * HOUR },
    every: HOUR,
    loads: [{ target: "price.product-1", load: 1 }],
  };
  const price: PricePlan = { kind: "driven", on: { kind: "fixed", price: 2 }, every: HOUR, floor: 0 };
  const paid = (locked: boolean) =>
    revenueOf(run(marketed(price, { locked }), [job(3, 6)], [], {}, [driver]));
  const factor = driverFactor([driver], "price.product-1", "1", 0)!;
  const hours = [3, 4, 5, 6, 7, 8].map((hour) => factor.at(hour * HOUR));
  expect(new Set(hours).size).toBe(6);
  expect(paid(false)).toBeCloseTo(4 * 2 * hours.reduce((sum, each) => sum + each, 0), 9);
  expect(paid(true)).toBeCloseTo(4 * 2 * 6 * hours[0]!, 9);
});
