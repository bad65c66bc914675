import { describe, expect, test } from "vitest";
import { GPU_TYPES } from "../../../src/economics/gpu-types.ts";
import { HOUR, YEAR } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const withCosts = (economics: string) => `${PLAIN}economics: ${economics}\n`;
const planOf = (economics: string, files: Record<string, string> = {}) =>
  scenarioOf(withCosts(economics), [], files).economics!;

describe("economics", () => {
  test("nothing is said of costs unless the scenario says it, and its echo says nothing either", () => {
    const { economics, tariff, echo } = scenarioOf(PLAIN);
    expect([economics, tariff]).toEqual([null, null]);
    expect(echo).not.toHaveProperty("economics");
  });

  test("every default is filled in and written out, the costs of the types of the fleet among them", () => {
    const { economics, echo, tariff } = scenarioOf(withCosts("{}"));
    expect(tariff).toBeNull();
    expect(economics).toMatchObject({
      electricity: 0.065,
      pue: 1.08,
      life: 5.5 * YEAR,
      facilityLife: 20 * YEAR,
      residual: 0,
      wacc: 0.09,
      opex: 0.04,
      salesOverhead: 0.05,
      priceDrift: -0.2,
      gpus: [GPU_TYPES.H100],
      internalValue: null,
      companyRevenue: null,
    });
    expect(economics!.peers.map(({ name }) => name)).toEqual(["AWS", "Azure", "Google Cloud"]);
    expect(echo).toMatchObject({
      economics: { electricity: "$0.065/kWh", types: { H100: { capital: "$42000", power: "1.39 kW" } } },
    });
    // The echo is a scenario that says the same.
    expect(scenarioOf(JSON.stringify(echo)).economics).toEqual(economics);
  });

  test("is begun by --set where the scenario has none, a bare number in the unit of the default", () => {
    const { economics } = scenarioOf(PLAIN, ["economics.electricity=0.1", "economics.wacc=12%"]);
    expect([economics!.electricity, economics!.wacc]).toEqual([0.1, 0.12]);
    expect(complaint(PLAIN, ["economix.wacc=12%"])).toContain("there is no economix in the scenario");
    expect(complaint(PLAIN, ["economics.wac=12%"])).toContain("economics.wac: unknown key");
  });

  test("what is said of a type holds over what is known of it", () => {
    const { gpus } = planOf("{types: {H100: {capital: $30000, power: 1200 W}}}");
    expect(gpus).toEqual([{ ...GPU_TYPES.H100, capital: 30_000, power: 1.2 }]);
  });

  test("of an unknown type capital and power must be said, and the building follows from the power", () => {
    const other = (economics: string) => withCosts(economics).replaceAll("gpu: H100", "gpu: X1");
    const { economics } = scenarioOf(other("{types: {X1: {capital: $30000, power: 2 kW}}}"));
    expect(economics!.gpus).toEqual([{ capital: 30_000, facility: 24_000, power: 2, busy: 0.8, idle: 0.25 }]);
    expect(complaint(other("{}"))).toContain("nothing is known of what a GPU of the type X1 costs");
  });

  test("electricity may come hour by hour from a file, counted from its first row", () => {
    const { economics, tariff } = scenarioOf(withCosts("{electricity: {file: e.csv}}"), [], {
      "e.csv": "time,usd_per_kwh\n7200,0.05\n10800,0.08\n",
    });
    expect(economics!.electricity).toBeNull();
    expect(tariff).toEqual({ times: Float64Array.of(0, HOUR), prices: Float64Array.of(0.05, 0.08) });
  });

  test.each([
    ["a price without its unit", "{electricity: 0.065}", "a bare number has no unit"],
    ["a file that is not there", "{electricity: {file: no.csv}}", "no.csv: no such file"],
    ["a PUE below 1", "{pue: 0.9}", "less is drawn at the meter than by the servers"],
    ["a type that no pool has", "{types: {B200: {capital: $5}}}", "no pool has GPUs of the type B200"],
    [
      "an idle GPU that draws more than a busy one",
      "{types: {H100: {idle: 90%}}}",
      "an idle GPU would draw more than a busy one",
    ],
    ["a power in another unit", "{types: {H100: {power: 2 hp}}}", "it is not a power"],
    ["a key that does not exist", "{lifetime: 5y}", "unknown key"],
    ["a life of nothing", "{life: 0y}", "it must not be 0"],
  ])("%s is refused", (_, economics, said) => {
    expect(complaint(withCosts(economics))).toContain(said);
  });

  test("the worth of an internal GPU-hour may be uncertain, and a run takes it at its mode", () => {
    const uncertain = "{internal_value: {assume: {low: $1/GPU/h, mode: $3/GPU/h, high: $20/GPU/h}}}";
    expect(planOf(uncertain).internalValue).toBe(3);
    expect(scenarioOf(withCosts(uncertain)).assumptions).toEqual([
      { path: "economics.internal_value", low: 1, mode: 3, high: 20 },
    ]);
  });
});
