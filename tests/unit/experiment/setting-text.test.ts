import { expect, test } from "vitest";
import { settingTexts } from "../../../src/experiment/setting-text.ts";

const write = settingTexts({
  fleet: { pools: [{ name: "h100", nodes: 8, repair: "2h" }] },
  scheduling: { headroom: { internal: "1%" } },
  rental: { price: "$2.14/GPU/h", rate: { assume: { low: "1/h", mode: "2/h", high: "3/h" } } },
  drivers: { "rental.demand": { sigma: "10%" } },
});

test("a bare number is in the unit of the value that it replaces, also of an assumption, of an item by its name, under a key with dots", () => {
  expect(write("rental.price", 1)).toBe("$1/GPU/h");
  expect(write("rental.price", "1.5")).toBe("$1.5/GPU/h");
  expect(write("rental.rate", 0.5)).toBe("0.5/h");
  expect(write("fleet.pools.h100.repair", 3)).toBe("3h");
  expect(write("fleet.pools.0.repair", 3)).toBe("3h");
  expect(write("drivers.rental.demand.sigma", 20)).toBe("20%");
});

test("a number stays bare where the scenario has one, or nothing; words and trees stay as they are", () => {
  expect(write("fleet.pools.h100.nodes", 6)).toBe("6");
  expect(write("fleet.pools.a100.nodes", 6)).toBe("6");
  expect(write("scheduling.placement", "best-fit")).toBe("best-fit");
  expect(write("scheduling.headroom.internal", "5%")).toBe("5%");
  expect(write("a", { poisson: { rate: "1/h" } })).toBe('{"poisson":{"rate":"1/h"}}');
  expect([write("rental.price", null), write("rental.price", "")]).toEqual(["–", "–"]);
});

test.each([
  [1.73846284729, "1.738"],
  ["$0.00123456789/GPU/h", "$0.001235/GPU/h"],
  ["-12.3456789%", "-12.35%"],
  [1234567.5, "1234568"],
  ["1.2345678e-9", "1.235e-9"],
  [0.123456, "0.123456"],
  ["1_000", "1_000"],
  [999.99999, "1000"],
])("of a number with more digits than anybody types, %s, four are shown: %s", (value, text) => {
  expect(write("x", value)).toBe(text);
});
