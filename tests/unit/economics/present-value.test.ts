// The present value of a stretch of time, by hand.

import { expect, test } from "vitest";
import { PresentValue } from "../../../src/economics/present-value.ts";
import { HOUR, YEAR } from "../../../src/kernel/time.ts";
import type { LedgerRows } from "../../../src/ledger/ledger.ts";
import { planOf } from "./plans.ts";

/** One step of a year, so many GPUs of one pool held throughout. */
function year(number: number, { gpus = 0, internal = 0, rental = 0, revenue = 0 }): Partial<LedgerRows> {
  const times = { stepStart: number * YEAR, stepEnd: (number + 1) * YEAR, pool: 0 };
  const time = {
    installed: gpus * YEAR,
    allocatedInternal: internal * YEAR,
    allocatedRental: rental * YEAR,
    overheadInternal: 0,
    lostInternal: 0,
  };
  return { utilisation: [{ ...times, ...time }], revenue: [{ ...times, revenue }] } as unknown as LedgerRows;
}

function add(value: PresentValue, rows: Partial<LedgerRows>): void {
  value.add({
    utilisation: [],
    revenue: [],
    tokens: [],
    deliveries: [],
    retirements: [],
    ...rows,
  } as unknown as LedgerRows);
}

/** Capital 1,100 and facility 0, written off over 5.5 years; nothing else costs. */
const PLAIN = planOf({
  wacc: 0.21,
  opex: 0,
  salesOverhead: 0,
  electricity: 0,
  internalValue: null,
  gpus: [{ capital: 1100, facility: 0, power: 1, busy: 1, idle: 0 }],
});

test("money of a step counts in its middle, a purchase when it is made, and what is left of it at the end", () => {
  const value = new PresentValue(PLAIN, [1]);
  add(value, year(0, { gpus: 1, revenue: 1210 }));
  // Half a year at 21 % is a tenth; after a year 9/11 of 1,100 is left, and that is worth 1/1.21 of it.
  expect(value.close({ measured: YEAR, tariff: 0 })).toBeCloseTo(1210 / 1.1 - 1100 + 900 / 1.21, 9);
});

test("a delivery costs what it says, and otherwise its GPUs by their type; its age counts from its arrival", () => {
  const value = new PresentValue(PLAIN, [0]);
  const instant = YEAR;
  add(value, {
    deliveries: [
      { instant, pool: 0, gpus: 2, capex: 550 },
      { instant, pool: 0, gpus: 1, capex: 0 },
    ],
  });
  const left = (550 + 1100) * (1 - 1 / 5.5);
  expect(value.close({ measured: 2 * YEAR, tariff: 0 })).toBeCloseTo(-1650 / 1.21 + left / 1.21 ** 2, 9);
});

test("internal work counts at its value, opex by the year, selling by revenue and power by who holds the GPUs", () => {
  const plan = planOf({
    ...PLAIN,
    wacc: 0,
    opex: 0.1,
    salesOverhead: 0.5,
    internalValue: 3,
    pue: 1.5,
    electricity: null,
  });
  const value = new PresentValue(
    { ...plan, gpus: [{ capital: 0, facility: 0, power: 2, busy: 0.75, idle: 0.25 }] },
    [4],
  );
  add(value, year(0, { gpus: 4, internal: 1, rental: 2, revenue: 100 }));
  const hours = YEAR / HOUR;
  const kwh = hours * 1.5 * 2 * (4 * 0.25 + 3 * 0.5);
  expect(value.close({ measured: YEAR, tariff: 0.1 })).toBeCloseTo(50 + 3 * hours - 0.1 * kwh, 6);
  const costly = new PresentValue({ ...plan, electricity: 0 }, [1]);
  add(costly, year(0, { gpus: 1 }));
  // Opex of 110, and a year of 5.5 of 1,100.
  expect(costly.close({ measured: YEAR, tariff: 0 })).toBeCloseTo(-110 - 200, 9);
});

test("over a whole life of its GPUs without revenue nothing is left but the residual value, and all the money is gone", () => {
  const value = new PresentValue({ ...PLAIN, wacc: 0, residual: 0.25 }, [1]);
  expect(value.close({ measured: 8 * YEAR, tariff: 0 })).toBeCloseTo(-1100 + 275, 9);
});

test("GPUs that leave are sold for what they are still worth, and their building stays", () => {
  const gpus = [{ capital: 1100, facility: 400, power: 1, busy: 1, idle: 0 }];
  const value = new PresentValue({ ...PLAIN, gpus }, [3]);
  add(value, { retirements: [{ instant: YEAR, pool: 0, gpus: 2 }] });
  // Of 5.5 years one is gone at the sale, and two at the end; of the building two of twenty.
  const sold = (2 * 1100 * (1 - 1 / 5.5)) / 1.21;
  const left = (1100 * (1 - 2 / 5.5) + 3 * 400 * 0.9) / 1.21 ** 2;
  expect(value.close({ measured: 2 * YEAR, tariff: 0 })).toBeCloseTo(sold + left - 3 * 1500, 9);
});
