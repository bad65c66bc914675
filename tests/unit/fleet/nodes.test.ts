import fc from "fast-check";
import { expect, test } from "vitest";
import { Nodes } from "../../../src/fleet/nodes.ts";

test("the buckets answer every question as a scan over the nodes would", () => {
  const change = fc.record({ node: fc.nat(69), free: fc.nat(8) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const nodes = new Nodes(70, 8);
      for (const { node, free } of changes) nodes.setFree(node, free);
      const free = [...nodes.free];
      const lowest = (found: number[]) => found.reduce((a, b) => Math.min(a, b), Infinity);
      const orNone = (value: number) => (value === Infinity ? -1 : value);
      for (let gpus = 0; gpus <= 9; gpus++) {
        expect(nodes.nextFreeCount(gpus)).toBe(orNone(lowest(free.filter((each) => each >= gpus))));
        if (gpus > 8) continue;
        for (const from of [0, 31, 32, 69]) {
          const found = free.flatMap((each, node) => (each === gpus && node >= from ? [node] : []));
          expect(nodes.nextWithFree(gpus, from)).toBe(orNone(lowest(found)));
        }
      }
      expect(nodes.mostFree).toBe(Math.max(...free));
      expect(nodes.emptyNodes).toBe(free.filter((each) => each === 8).length);
    }),
    { seed: 3, numRuns: 50 },
  );
});
