import fc from "fast-check";
import { expect, test } from "vitest";
import { Reclaimable } from "../../../src/fleet/reclaimable.ts";

test("the most that a node could give, and the nodes that could be emptied, are those of a scan", () => {
  const change = fc.record({ node: fc.nat(29), gpus: fc.nat(8) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 100 }), (changes) => {
      const reclaimable = new Reclaimable(30, 8, null);
      for (const { node, gpus } of changes) reclaimable.change(node, gpus - reclaimable.gpus[node]!);
      const gpus = [...reclaimable.gpus];
      expect(reclaimable.most).toBe(Math.max(...gpus));
      expect(reclaimable.emptiableNodes).toBe(gpus.filter((each) => each === 8).length);
    }),
    { seed: 4, numRuns: 100 },
  );
});
