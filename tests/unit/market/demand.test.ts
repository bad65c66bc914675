import fc from "fast-check";
import { expect, test } from "vitest";
import { CONTRACT_PRESETS } from "../../../src/market/contracts.ts";
import { demandRate } from "../../../src/market/demand.ts";
import type { DemandForm } from "../../../src/market/plan.ts";

const isoelastic = (reference: number, elasticity: number): DemandForm => ({
  form: "isoelastic",
  reference,
  elasticity,
});
const prices = fc.double({ min: 0.01, max: 100, noNaN: true });
const elasticities = fc.double({ min: -5, max: 0, noNaN: true });

test("constant demand does not answer to the price", () => {
  expect(demandRate({ form: "constant" }, 60, 0)).toBe(60);
  expect(demandRate({ form: "constant" }, 60, 1000)).toBe(60);
});

test("isoelastic demand at the reference price is the rate", () => {
  expect(demandRate(isoelastic(2.87, -1.2), 60, 2.87)).toBe(60);
});

test("at elasticity -1.2, twice the price leaves 2^-1.2 of the demand", () => {
  expect(demandRate(isoelastic(2, -1.2), 60, 4)).toBeCloseTo(60 * 0.435275281648062, 10);
});

test("the elasticity is the same at every price", () => {
  fc.assert(
    fc.property(prices, prices, elasticities, (reference, price, elasticity) => {
      const form = isoelastic(reference, elasticity);
      const slope = Math.log(demandRate(form, 1, price * 1.1) / demandRate(form, 1, price)) / Math.log(1.1);
      expect(slope).toBeCloseTo(elasticity, 8);
    }),
    { seed: 2 },
  );
});

test("isoelastic demand has no value at price 0", () => {
  expect(() => demandRate(isoelastic(2, -1), 60, 0)).toThrow("above 0");
});

/** Every form that answers to the price, with parameters of all kinds. */
const forms: fc.Arbitrary<DemandForm> = fc.oneof(
  fc.record({ form: fc.constant("isoelastic" as const), reference: prices, elasticity: elasticities }),
  fc
    .tuple(fc.double({ min: 0, max: 50, noNaN: true }), prices)
    .map(([reference, more]) => ({ form: "linear" as const, reference, ceiling: reference + more })),
  fc.record({ form: fc.constant("exponential" as const), reference: prices, scale: prices }),
);

test("no form has more demand at a higher price, or less than none", () => {
  fc.assert(
    fc.property(forms, prices, prices, (form, price, more) => {
      const [before, after] = [demandRate(form, 60, price), demandRate(form, 60, price + more)];
      expect(after).toBeLessThanOrEqual(before);
      expect(after).toBeGreaterThanOrEqual(0);
    }),
    { seed: 3 },
  );
});

test("every form has the rate at its reference price", () => {
  fc.assert(
    fc.property(forms, (form) => {
      if (form.form === "constant") return;
      expect(demandRate(form, 60, form.reference)).toBeCloseTo(60, 9);
    }),
    { seed: 4 },
  );
});

test("linear demand loses as many requests with every dollar, and has none from its ceiling on", () => {
  const form: DemandForm = { form: "linear", reference: 0, ceiling: 4 };
  expect([0, 1, 2, 3, 4, 5].map((price) => demandRate(form, 40, price))).toEqual([40, 30, 20, 10, 0, 0]);
});

test("exponential demand loses the same share with every dollar", () => {
  const form: DemandForm = { form: "exponential", reference: 1, scale: 1 / Math.LN2 };
  [1, 2, 3, 4].forEach((price, place) => {
    expect(demandRate(form, 80, price)).toBeCloseTo([80, 40, 20, 10][place]!, 10);
  });
});

test("every preset bears its own name and can only warn of what can happen", () => {
  for (const [name, contract] of Object.entries(CONTRACT_PRESETS)) {
    expect(contract.name).toBe(name);
    if (!contract.preemptible)
      expect([contract.notice, contract.billing.freeIfInterruptedWithin]).toEqual([0, 0]);
    expect(contract.billing.granularity).toBeGreaterThan(0);
  }
});

test("spot at AWS warns two minutes ahead, bills seconds, and forgives an interrupted first hour", () => {
  expect(CONTRACT_PRESETS["aws.spot"]).toMatchObject({
    preemptible: true,
    notice: 120_000,
    billing: { granularity: 1000, freeIfInterruptedWithin: 3_600_000 },
  });
});
