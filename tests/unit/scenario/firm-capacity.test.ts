import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const asked = (text: string) => scenarioOf(`${PLAIN}outputs: {firm_capacity: ${text}}\n`);

describe("outputs.firm_capacity", () => {
  test("is off unless it is asked for", () => {
    expect(scenarioOf(PLAIN).firmCapacity).toBeNull();
    expect(asked("false").firmCapacity).toBeNull();
    expect((scenarioOf(PLAIN).echo as { outputs: object }).outputs).toEqual({ jobs: "auto" });
  });

  test("true asks for the defaults, and the scenario as run says them", () => {
    const scenario = asked("true");
    expect(scenario.firmCapacity).toEqual({
      durations: [HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 90 * DAY],
      confidences: [0.9, 0.95, 0.99],
      gangs: [64, 512],
      slot: HOUR,
      partOfWeek: 6 * HOUR,
    });
    const echo = { durations: ["1h", "6h", "1d", "7d", "30d", "90d"], confidences: ["90%", "95%", "99%"] };
    expect(scenario.echo).toMatchObject({
      outputs: { jobs: "auto", firm_capacity: { ...echo, gangs: [64, 512], slot: "1h", part_of_week: "6h" } },
    });
  });

  test("takes what is said, each once and in order, and the defaults of the rest", () => {
    const plan = asked(
      "{durations: [2h, 30m, 2h], confidences: [99.9%, 0.5], gangs: [], slot: 30m}",
    ).firmCapacity;
    expect(plan).toEqual({
      durations: [30 * MINUTE, 2 * HOUR],
      confidences: [0.5, 0.999],
      gangs: [],
      slot: 30 * MINUTE,
      partOfWeek: 6 * HOUR,
    });
  });

  test("can be asked for on the command line", () => {
    expect(scenarioOf(PLAIN, ["outputs.firm_capacity=true"]).firmCapacity!.slot).toBe(HOUR);
  });

  test("warns of durations that are refused, of a horizon of four weeks those above 2.8 days", () => {
    const warnings = (text: string) => asked(text).warnings.filter((each) => each.includes("Firm capacity"));
    expect(warnings("{durations: [1h, 67h]}")).toEqual([]);
    expect(warnings("{durations: [1h, 68h, 3d]}")).toEqual([
      "Firm capacity is not told for 68h, 3d: longer than a tenth of the horizon, too few such windows are seen.",
    ]);
  });
});

test.each([
  ["{durations: [90m]}", "it is no whole number of slots", "a multiple of 1h, or another slot", "90m"],
  ["{part_of_week: 5h}", "a week is no whole number of it", "a part of a week", "5h"],
  ["{part_of_week: 90m, slot: 1h}", "it is no whole number of slots", "of whole slots", "90m"],
  ["{confidences: [100%]}", "no run of finite length shows it", "between 0% and 100%", "100%"],
  ["{confidences: [0]}", "it promises nothing", "between 0% and 100%", "0"],
  ["{confidences: [95]}", "it is more than the whole", "between 0% and 100%", "95"],
  ["{durations: []}", "it is empty", "at least one", "[]"],
  ["{gangs: [0]}", "it is too small", "a whole number of at least 1", "0"],
  ["{duration: [1h]}", "unknown key", "durations", "duration"],
])("outputs.firm_capacity: %s is refused where it stands", (text, message, expected, where) => {
  const said = complaint(`${PLAIN}outputs: {firm_capacity: ${text}}\n`);
  expect(said).toContain(message);
  expect(said).toContain(expected);
  const line = PLAIN.split("\n").length;
  const column =
    `outputs: {firm_capacity: ${text}}`.indexOf(where, "outputs: {firm_capacity: ".length + 1) + 1;
  expect(said).toContain(`a.yaml:${line}:${column}`);
});
