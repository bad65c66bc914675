// Against a sort, and values divided by hand.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ascendingOrder } from "../../../src/statistics/ascending-order.ts";
import { grouped } from "../../../src/statistics/grouped.ts";

describe("the ascending order of values", () => {
  test("is that of a stable sort, whatever the values", () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { size: "large" }), (values) => {
        const sorted = values.map((_, place) => place).sort((a, b) => values[a]! - values[b]! || a - b);
        expect([...ascendingOrder(Float64Array.from(values))]).toEqual(sorted);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("grouped values", () => {
  test("keep the order in which they are visited, and those of the group after the last are left out", () => {
    const groupOf = Uint32Array.from([0, 2, 1, 0, 3, 0]);
    const values = Float64Array.from([10, 11, 12, 13, 14, 15]);
    const pieces = grouped(values, Uint32Array.from([5, 4, 3, 2, 1, 0]), { groupOf, groups: 3 });
    expect(pieces.map((piece) => [...piece])).toEqual([[15, 13, 10], [12], [11]]);
  });

  test("are none where a group has none", () => {
    const one = { groupOf: Uint32Array.of(1), groups: 3 };
    expect(grouped(Float64Array.of(7), Uint32Array.of(0), one).map((piece) => [...piece])).toEqual([
      [],
      [7],
      [],
    ]);
  });
});
