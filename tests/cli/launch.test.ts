import { join } from "node:path";
import { expect, test } from "vitest";
import { file, folder, results, SMALL, sim } from "./sim.ts";

test("a run gives the same bytes whether it starts from the bundle or through tsx", async () => {
  const scenario = file("small.yaml", SMALL);
  const [bundled, plain] = [join(folder(), "bundled"), join(folder(), "plain")];
  const first = await sim(["run", scenario, "--out", bundled]);
  const second = await sim(["run", scenario, "--out", plain], { env: { SLACKWATER_TSX: "1" } });
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(Object.keys(results(bundled)).length).toBeGreaterThan(5);
  expect(results(plain)).toEqual(results(bundled));
});
