import fc from "fast-check";
import { expect, test } from "vitest";
import { IndexSet } from "../../../src/kernel/index-set.ts";

test("an index set finds the same next and last members as a sorted list, at every capacity", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40_000 }),
      fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 200 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
      (capacity, changes, probes) => {
        const set = new IndexSet(capacity);
        const members = new Set<number>();
        for (const [add, number] of changes) {
          const member = number % capacity;
          if (add) {
            set.add(member);
            members.add(member);
          } else {
            set.remove(member);
            members.delete(member);
          }
        }
        const sorted = [...members].sort((a, b) => a - b);
        expect(set.last()).toBe(sorted.at(-1) ?? -1);
        for (const probe of probes) {
          const from = probe % capacity;
          expect(set.has(from)).toBe(members.has(from));
          expect(set.next(from)).toBe(sorted.find((member) => member >= from) ?? -1);
        }
        expect(set.next(capacity)).toBe(-1);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});
