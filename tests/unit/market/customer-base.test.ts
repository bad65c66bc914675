import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { DAY, YEAR } from "../../../src/kernel/time.ts";
import { type ChurnPlan, CustomerBase, GONE } from "../../../src/market/customer-base.ts";

const MONTH = YEAR / 12;
const PLAN: ChurnPlan = {
  customers: 5000,
  rate: 0.02 / MONTH,
  perInterruption: 1.15,
  afterBreach: 0.1 / MONTH,
};

function base(changes: Partial<ChurnPlan> = {}): CustomerBase {
  return new CustomerBase({ ...PLAN, ...changes }, randomStream("1", "0/rental.x/customer"));
}

/** Share of so many requests at one instant whose customer is still there. */
function staying(customers: CustomerBase, now: number, requests = 20_000): number {
  let there = 0;
  for (let request = 0; request < requests; request++) if (customers.next(now) !== GONE) there++;
  return there / requests;
}

/** Limit of 99.9 % on a share of 5,000 customers seen through 20,000 requests. */
function limit(share: number): number {
  return 3.2905 * Math.sqrt(share * (1 - share) * (1 / 5000 + 1 / 20_000));
}

describe("a base of customers", () => {
  test("is whole at first, and loses e^(−rate × time) with time, within 99.9 % limits", () => {
    const customers = base();
    expect(staying(customers, 0)).toBe(1);
    const share = Math.exp(-0.02 * 12);
    expect(Math.abs(staying(customers, 12 * MONTH) - share)).toBeLessThan(limit(share));
  });

  test("loses nobody when nobody leaves", () => {
    expect(staying(base({ rate: 0 }), 100 * YEAR)).toBe(1);
  });

  test("never gets anybody back", () => {
    const customers = base({ customers: 1, rate: 1 / DAY });
    let gone = false;
    for (let hour = 0; hour < 1000; hour++) {
      const here = customers.next((hour * DAY) / 24) !== GONE;
      expect(here && gone).toBe(false);
      gone ||= !here;
    }
    expect(gone).toBe(true);
  });

  test("leaves faster by the factor for every interruption, from when it happens on", () => {
    const [calm, broken] = [base(), base()];
    for (let customer = 0; customer < 5000; customer++) {
      broken.interrupted(customer, false, 6 * MONTH);
      broken.interrupted(customer, false, 6 * MONTH);
    }
    const share = Math.exp(-0.02 * (6 + 6 * 1.15 ** 2));
    expect(Math.abs(staying(broken, 12 * MONTH) - share)).toBeLessThan(limit(share));
    expect(staying(calm, 12 * MONTH)).toBeGreaterThan(staying(broken, 12 * MONTH));
  });

  test("leaves at the rate of a breach after one, however calm it was", () => {
    const customers = base();
    for (let customer = 0; customer < 5000; customer++) customers.interrupted(customer, true, 0);
    const share = Math.exp(-0.1 * 5);
    expect(Math.abs(staying(customers, 5 * MONTH) - share)).toBeLessThan(limit(share));
  });
});
