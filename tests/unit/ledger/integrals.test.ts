import fc from "fast-check";
import { expect, test } from "vitest";
import { Integrals } from "../../../src/ledger/integrals.ts";

test("a level's integral is the sum of level × time, exactly, however it is cut", () => {
  const change = fc.record({ wait: fc.nat(1_000_000), level: fc.nat(100_000), cut: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const integrals = new Integrals(2);
      let now = 0;
      let level = 0;
      let expected = 0;
      let found = 0;
      for (const { wait, level: next, cut } of changes) {
        now += wait;
        expected += level * wait;
        if (cut) found += integrals.cut(1, now);
        integrals.set(1, next, now);
        level = next;
      }
      expect(found + integrals.cut(1, now)).toBe(expected);
      expect(integrals.cut(0, now), "another level stands still").toBe(0);
    }),
    { seed: 2 },
  );
});

test("adding to a level is setting it to the sum", () => {
  const integrals = new Integrals(1);
  integrals.add(0, 5, 0);
  integrals.add(0, -2, 10);
  expect(integrals.cut(0, 20)).toBe(5 * 10 + 3 * 10);
  expect(integrals.cut(0, 25), "the level goes on after a cut").toBe(3 * 5);
});
