import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { ServiceRecord } from "../../../src/market/service-record.ts";

const PLAN = { perInterruption: 30 * MINUTE, memory: 7 * DAY };

test("all of an hour is of use while nothing has been broken off", () => {
  const record = new ServiceRecord(PLAN);
  expect(record.usefulShare).toBe(1);
  record.runEnded(HOUR, false, HOUR);
  expect(record.usefulShare).toBe(1);
});

test("an interruption every two hours that costs half an hour leaves three quarters", () => {
  const record = new ServiceRecord(PLAN);
  for (let run = 1; run <= 50; run++) record.runEnded(2 * HOUR, true, run * 2 * HOUR);
  expect(record.usefulShare).toBeCloseTo(0.75, 12);
});

test("nothing is of use when more is redone than is run", () => {
  const record = new ServiceRecord(PLAN);
  record.runEnded(0, true, 0);
  expect(record.usefulShare).toBe(0);
  record.runEnded(10 * MINUTE, true, HOUR);
  expect(record.usefulShare).toBe(0);
});

test("what was seen a memory ago counts half of what is seen now", () => {
  const record = new ServiceRecord(PLAN);
  record.runEnded(4 * HOUR, true, 0);
  record.runEnded(4 * HOUR, false, 7 * DAY);
  // Half an interruption in two and four hours: 30 min × 0.5 / 6 h.
  expect(record.usefulShare).toBeCloseTo(1 - 0.25 / 6, 12);
});

test("the useful share lies between nothing and all, and no interruption raises it", () => {
  const runs = fc.array(fc.record({ length: fc.nat(DAY), after: fc.nat(DAY), brokenOff: fc.boolean() }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(runs, (ended) => {
      const record = new ServiceRecord(PLAN);
      let now = 0;
      for (const { length, after, brokenOff } of ended) {
        now += after;
        record.runEnded(length, brokenOff, now);
        const before = record.usefulShare;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(1);
        record.runEnded(0, true, now);
        expect(record.usefulShare).toBeLessThanOrEqual(before);
      }
    }),
    { seed: 1 },
  );
});
