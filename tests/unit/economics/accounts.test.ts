import { expect, test } from "vitest";
import { fleetAccount, productAccounts, together } from "../../../src/economics/accounts.ts";
import { GPU_TYPES } from "../../../src/economics/gpu-types.ts";
import { HOUR, YEAR } from "../../../src/kernel/time.ts";
import type { Model } from "../../../src/simulation/model.ts";
import { fleetOf, modelOf, POOL, productOf, runOf, traceSource } from "../../models.ts";
import { planOf } from "./plans.ts";

/** On four GPUs over ten hours: an internal job holds two for five, and a customer one for eight. */
function model(parts: Partial<Model> = {}): Model {
  const job = (gpus: number, hours: number) => [{ id: "a", submit: 0, service: hours * HOUR, gpus }];
  return modelOf({
    fleet: fleetOf(1, 4),
    end: 10 * HOUR,
    step: HOUR,
    sources: [
      traceSource("work", job(2, 5)),
      traceSource("product-1", job(1, 8), { side: "rental", priority: 0 }),
    ],
    products: [productOf(1)],
    ...parts,
  });
}

const NAMES = { products: ["product-1"], tokens: [] };
/** $ of an hour of an H100 that is idle, and what it costs more when it is busy. */
const FIXED =
  42_000 / (5.5 * 8760) + 16_700 / (20 * 8760) + (0.09 * 58_700) / 2 / 8760 + (0.04 * 42_000) / 8760;
const IDLE = 1.39 * 0.25 * 1.08 * 0.065;
const MARGINAL = 1.39 * 0.55 * 1.08 * 0.065;

test("a product costs the energy of its GPU-hours at the margin, and all that they cost and its selling in full", () => {
  const account = productAccounts(runOf(model()).totals, NAMES, planOf()).get("product-1")!;
  expect(account.revenue).toBe(8);
  expect(account.allocated).toBe(8 * HOUR);
  expect(account.marginalCost).toBeCloseTo(8 * MARGINAL, 12);
  expect(account.fullCost).toBeCloseTo(8 * (FIXED + IDLE + MARGINAL) + 0.05 * 8, 12);
});

test("the fleet costs what all its GPUs cost, idle or not, and the energy of those that are held", () => {
  const fleet = fleetAccount(runOf(model()).totals, planOf());
  expect(fleet.fullCost).toBeCloseTo(40 * (FIXED + IDLE) + 18 * MARGINAL + 0.05 * 8, 12);
  expect(fleet.runningCost).toBeCloseTo((40 * 0.04 * 42_000) / 8760 + 40 * IDLE + 18 * MARGINAL + 0.4, 12);
  expect(fleet.capital).toBe(4 * 58_700);
  expect(fleet.internalValue).toBe(3 * 10);
  expect(fleetAccount(runOf(model()).totals, planOf({ internalValue: null })).internalValue).toBeNaN();
});

test("a price of electricity that moves is paid in the hours in which GPUs are held", () => {
  // A cent for five hours and ten from then on: the customer is there in five of the cheap hours and three of the others.
  const tariff = { times: Float64Array.of(0, 5 * HOUR), prices: Float64Array.of(0.01, 0.1) };
  const { totals } = runOf(model({ tariff }));
  const plan = planOf({ electricity: null });
  const kw = 1.39 * 0.55 * 1.08;
  expect(productAccounts(totals, NAMES, plan).get("product-1")!.marginalCost).toBeCloseTo(
    kw * (5 * 0.01 + 3 * 0.1),
    12,
  );
  // Internal work holds two GPUs in the cheap hours; all four draw idle power at the mean price.
  const fleet = fleetAccount(totals, plan);
  expect(fleet.marginalCost).toBeCloseTo(kw * (5 * 0.01 + 3 * 0.1 + 10 * 0.01), 12);
  expect(fleet.runningCost - fleet.marginalCost - (40 * 0.04 * 42_000) / 8760 - 0.4).toBeCloseTo(
    40 * 1.39 * 0.25 * 1.08 * 0.055,
    12,
  );
});

test("each pool counts by the type of its GPUs", () => {
  const pools = [
    { ...POOL, name: "a", nodes: 1, gpusPerNode: 2 },
    { ...POOL, name: "b", gpu: "B200", nodes: 1, gpusPerNode: 2 },
  ];
  const { totals } = runOf(
    model({
      fleet: { ...fleetOf(1, 1), pools },
      sources: [
        traceSource("work", [{ id: "a", submit: 0, service: 5 * HOUR, gpus: 2 }]),
        traceSource("product-1", [{ id: "a", submit: 0, service: 8 * HOUR, gpus: 1 }], {
          side: "rental",
          pools: [1],
        }),
      ],
    }),
  );
  const plan = planOf({ gpus: [GPU_TYPES.H100!, GPU_TYPES.B200!] });
  const product = productAccounts(totals, NAMES, plan);
  expect(product.get("product-1")!.marginalCost).toBeCloseTo(8 * 1.79 * 0.55 * 1.08 * 0.065, 12);
  const fleet = fleetAccount(totals, plan);
  expect(fleet.capital).toBe(2 * 58_700 + 2 * 76_500);
  expect(fleet.depreciation).toBeCloseTo(
    20 * (42_000 / (5.5 * 8760) + 16_700 / (20 * 8760)) + 20 * (55_000 / (5.5 * 8760) + 21_500 / (20 * 8760)),
    12,
  );
  expect(together(product)).toEqual(product.get("product-1"));
  expect(YEAR / HOUR).toBe(8760);
});
