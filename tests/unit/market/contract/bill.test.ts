import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../../../src/kernel/time.ts";
import { billOf, type Line, type TimeBilling } from "../../../../src/market/contract/bill.ts";
import { tokenCharge } from "../../../../src/market/contract/token-bill.ts";
import { CONTRACT_PRESETS } from "../../../../src/market/contracts.ts";
import { markOf, type PricePath } from "../../../../src/market/price/price-path.ts";

const METERING = { granularity: 1, minimum: 0, freeIfInterruptedWithin: 0 };
const USE: TimeBilling = { ...METERING, kind: "use" };
const FLEX: TimeBilling = { ...METERING, kind: "holding-and-use", holdingShare: 0.4 };
const START = { price: 2, integral: 0 };

/** $2 for an hour, and `after` from then on. */
class TwoPrices implements PricePath {
  price = 2;
  private readonly after: number;

  constructor(after: number) {
    this.after = after;
  }

  integralTo(now: number): number {
    if (now > HOUR) this.price = this.after;
    return 2 * Math.min(now, HOUR) + this.after * Math.max(0, now - HOUR);
  }
}

/** What is remembered of that price after so many hours. */
function closed(hours: number, after = 2) {
  return markOf(new TwoPrices(after), hours * HOUR);
}

function line(parts: Partial<Line>): Line {
  const held = parts.held ?? HOUR;
  return { gpus: 8, held, used: held, end: "customer", window: 0, ...parts };
}

describe("a line whose price has changed", () => {
  test("pays each part of its use at the price of its time", () => {
    // An hour at $2 and two at $3, on 8 GPUs.
    expect(billOf(USE, line({ held: 3 * HOUR }), START, closed(3, 3)).gross).toBe(8 * (2 + 6));
  });

  test("pays what it is topped up by at the last price", () => {
    const byHour: TimeBilling = { ...USE, granularity: HOUR };
    // An hour at $2, half an hour at $3, and the started half hour at $3.
    expect(billOf(byHour, line({ held: 1.5 * HOUR }), START, closed(1.5, 3)).gross).toBe(8 * (2 + 3));
  });

  test("pays what was bought ahead at the price at the purchase", () => {
    for (const kind of ["upfront", "take-or-pay"] as const) {
      const bought = billOf({ ...METERING, kind }, line({ held: DAY, window: DAY }), START, closed(24, 3));
      expect(bought).toEqual({ billed: 8 * DAY, gross: 8 * 24 * 2, refund: 0 });
    }
  });
});

describe("take-or-pay", () => {
  const takeOrPay: TimeBilling = { ...METERING, kind: "take-or-pay" };

  test("pays what was committed to when less is used, and the use when it is more", () => {
    const paid = (held: number) => billOf(takeOrPay, line({ held, window: DAY }), START, START).billed;
    expect([0, HOUR, DAY, DAY + HOUR].map(paid)).toEqual([8 * DAY, 8 * DAY, 8 * DAY, 8 * (DAY + HOUR)]);
  });
});

describe("holding and use", () => {
  test("pays 40 % of the price for holding, and 60 % more while the GPUs are used", () => {
    const paid = (used: number) =>
      billOf(FLEX, line({ held: DAY, used, window: DAY }), START, START).gross / (8 * 24 * 2);
    expect(paid(0)).toBeCloseTo(0.4, 12);
    expect(paid(DAY / 2)).toBeCloseTo(0.7, 12);
    expect(paid(DAY)).toBeCloseTo(1, 12);
  });
});

test("tokens cost their prices by the million, in a batch half of it", () => {
  const prices = { in: 0.59, out: 0.79 };
  expect(tokenCharge({ in: 2e6, out: 1e6 }, prices, 0)).toBeCloseTo(1.97, 12);
  const { billing } = CONTRACT_PRESETS["tokens.batch"]!;
  const discount = billing.kind === "tokens" ? billing.discount : Number.NaN;
  expect(tokenCharge({ in: 2e6, out: 1e6 }, prices, discount)).toBeCloseTo(0.985, 12);
});

test("nothing is given back beyond what was charged, and no line is charged less than nothing", () => {
  const billing = fc
    .record({
      kind: fc.constantFrom("use", "upfront", "take-or-pay", "holding-and-use"),
      granularity: fc.constantFrom(1, SECOND, MINUTE, HOUR),
      minimum: fc.constantFrom(0, MINUTE),
      freeIfInterruptedWithin: fc.constantFrom(0, HOUR),
      holdingShare: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map((each) => each as TimeBilling);
  const lines = fc.record({
    gpus: fc.integer({ min: 1, max: 4096 }),
    held: fc.nat(30 * DAY),
    window: fc.nat(30 * DAY),
    end: fc.constantFrom("customer", "provider"),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(
      billing,
      lines,
      fc.double({ min: 0, max: 20, noNaN: true }),
      (plan, { part, ...each }, price) => {
        const used = Math.round(part * each.held);
        const marks = [
          { price, integral: 0 },
          { price, integral: price * each.held },
        ] as const;
        const { billed, gross, refund } = billOf(plan, { ...each, used }, ...marks);
        expect(gross).toBeGreaterThanOrEqual(refund);
        expect(refund).toBeGreaterThanOrEqual(0);
        expect(billed).toBeGreaterThanOrEqual(0);
        if (billed === 0) expect(gross - refund).toBeLessThan(1e-9);
        if (plan.kind !== "holding-and-use") expect(gross - refund).toBeCloseTo((billed * price) / HOUR, 4);
      },
    ),
    { seed: 3 },
  );
});
