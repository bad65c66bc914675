// `verify` of several cases, again and again: what it prints for machines, and which cases it takes.

import { expect, test } from "vitest";
import { lossCase } from "../unit/verification/own-cases.ts";
import { file, sim } from "./sim.ts";

const casesFile = (...cases: readonly unknown[]) => file("cases.json", JSON.stringify({ version: 1, cases }));

test("--json prints results and refusals, and the same bytes again with any number of threads", async () => {
  const strange = lossCase((one) =>
    Object.assign(one, { id: "X02", expect: { blockProb: 0.4, happiness: 1 } }),
  );
  const both = casesFile(lossCase(), strange);
  const [once, again] = [
    await sim(["verify", "--cases", both, "--json"]),
    await sim(["verify", "--cases", both, "--json"]),
  ];
  const { results, refused, ...others } = JSON.parse(once.stdout);
  expect(others).toEqual({});
  expect(refused).toEqual([{ id: "X02", reason: "the metric happiness is not known" }]);
  expect(results.map(({ id, metric }: { id: string; metric: string }) => `${id} ${metric}`)).toEqual([
    "X01-loss blockProb",
    "X01-loss meanBusyGpus",
    "X02 blockProb",
  ]);
  expect(Object.keys(results[0])).toEqual(["id", "metric", "expected", "got", "stderr", "z", "verdict"]);
  expect(results[0]).toMatchObject({ expected: 0.4, verdict: "pass" });
  expect(again.stdout).toBe(once.stdout);
});

test("--family takes a family by name or the beginning of ids; one that there is not is refused", async () => {
  const cases = casesFile(
    lossCase(),
    lossCase((one) => Object.assign(one, { id: "Z09", family: "other" })),
  );
  const idsOf = async (family: string) => {
    const { stdout } = await sim(["verify", "--cases", cases, "--family", family, "--json"]);
    return new Set(JSON.parse(stdout).results.map(({ id }: { id: string }) => id));
  };
  expect(await idsOf("other")).toEqual(new Set(["Z09"]));
  expect(await idsOf("x01")).toEqual(new Set(["X01-loss"]));
  const { code, stderr } = await sim(["verify", "--cases", cases, "--family", "nobody"]);
  expect(stderr).toContain("no case is of the family nobody");
  expect(code).toBe(2);
});
