// Prices that move where GPUs are divided: half a GPU costs half of what a GPU does, and a market of halves is one of GPUs.

import { describe, expect, test } from "vitest";
import { constant } from "../../../../src/kernel/laws/constant.ts";
import { empirical } from "../../../../src/kernel/laws/empirical.ts";
import { exponential } from "../../../../src/kernel/laws/exponential.ts";
import { DAY, HOUR } from "../../../../src/kernel/time.ts";
import type { PricePlan } from "../../../../src/market/price/price-plan.ts";
import {
  fleetOf,
  lawSource,
  modelOf,
  POOL,
  productOf,
  runOf,
  SPOT,
  scheduling,
  traceSource,
} from "../../../models.ts";
import { dated, marketed, marketOf, payers } from "./market-models.ts";

const POLICY = scheduling({ placement: "best-fit", headOfLine: "skip" });

test.each([2, 3, 4])(
  "a job of 1/%d of a GPU pays its part of every hour, at the price of that hour or of its start",
  (slices) => {
    const [from, until] = [3 * HOUR, 6 * HOUR];
    const paid = (locked: boolean) =>
      runOf(
        modelOf({
          end: DAY,
          fleet: fleetOf(1, 1, { pools: [{ ...POOL, nodes: 1, gpusPerNode: 1, slicesPerGpu: slices }] }),
          sources: [
            traceSource("rent", [{ id: "x", submit: from, service: until - from, gpus: 1 / slices }], SPOT),
          ],
          products: [productOf(0)],
          market: marketOf([marketed(dated([0, 1], [4 * HOUR, 2]), { locked })]),
          scheduling: POLICY,
        }),
      ).totals.sales[0]!;
    // An hour at $1 and two at $2.
    expect(paid(false).revenue).toBeCloseTo(5 / slices, 12);
    expect(paid(true).revenue).toBeCloseTo(3 / slices, 12);
    expect(paid(false).billed).toBeCloseTo((until - from) / slices, 6);
  },
);

describe("a market of half GPUs is one of twice as many GPUs, at the same prices and for half the money", () => {
  const policies: Record<string, (marketGpus: number) => PricePlan> = {
    "smooth-spot": () => ({ kind: "smooth-spot", floor: 0.5, cap: 4, every: HOUR, step: 0.3 }),
    "utilisation-linked": () => ({
      kind: "utilisation-linked",
      points: [
        { utilisation: 0, price: 1 },
        { utilisation: 1, price: 3 },
      ],
      every: 0,
    }),
    impact: (market) => ({
      kind: "impact",
      on: { kind: "fixed", price: 2 },
      market,
      elasticity: -1,
      every: HOUR,
    }),
    auction: () => ({ kind: "auction", reserve: 1, every: HOUR }),
  };

  /** So many GPUs, sold in jobs of one GPU or of half a one. */
  function market(gpus: number, price: PricePlan, size: 0.5 | 1) {
    const pool = { ...POOL, nodes: gpus, gpusPerNode: 1, slicesPerGpu: 1 / size };
    return runOf(
      modelOf({
        end: 10 * DAY,
        step: DAY,
        fleet: fleetOf(1, 1, { pools: [pool] }),
        sources: [
          lawSource("spot", 3, {
            ...SPOT,
            onPreemption: "kill",
            patience: constant(2 * HOUR),
            classes: [
              { share: 1, gpus: { values: [size], probabilities: [1] }, service: exponential(3 * HOUR) },
            ],
          }),
        ],
        products: [productOf(0)],
        market: marketOf([marketed(price, { answer: payers(empirical([1, 2, 3, 4, 5])) })]),
        scheduling: POLICY,
      }),
    );
  }

  test.each(Object.keys(policies))("%s", (name) => {
    const halves = market(4, policies[name]!(10), 0.5);
    const whole = market(8, policies[name]!(20), 1);
    expect(halves.demand).toEqual(whole.demand);
    expect(new Set(halves.demand.map(({ price }) => price)).size).toBeGreaterThan(1);
    const times = ({ id, firstStart, end, outcome }: (typeof whole.jobs)[number]) => ({
      id,
      firstStart,
      end,
      outcome,
    });
    expect(halves.jobs.map(times)).toEqual(whole.jobs.map(times));
    expect(halves.totals.sales[0]!.billed).toBe(whole.totals.sales[0]!.billed / 2);
    expect(halves.totals.sales[0]!.revenue).toBeCloseTo(whole.totals.sales[0]!.revenue / 2, 9);
  });
});
