import { expect, test } from "vitest";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const COMPARED = `${PLAIN.replace("warmup", "baseline: true\nwarmup")}economics: {}\nscheduling: {placement: best-fit}\n`;

test("alternatives are off unless they are asked for, and each has its defaults", () => {
  expect(scenarioOf(COMPARED).alternatives).toBeNull();
  const { alternatives, freeSlot } = scenarioOf(`${COMPARED}alternatives: {power_down: {}, defer: {}}\n`);
  expect(alternatives).toEqual({
    slot: HOUR,
    powerDown: { wake: 10 * MINUTE, asleep: 0.02, awake: 0 },
    defer: { nodes: Number.POSITIVE_INFINITY },
    backfill: null,
  });
  expect(freeSlot).toBe(HOUR);
  expect(scenarioOf(`${COMPARED}alternatives: {defer: {nodes: 3}}\n`).alternatives).toMatchObject({
    powerDown: null,
    defer: { nodes: 3 },
  });
});

test.each([
  ["alternatives: {}", "there is no alternative in it"],
  ["alternatives: {slot: 5h, defer: {}}", "warm-up and horizon are no whole numbers of slots"],
  ["alternatives: {power_down: {wake: 2h}}", "a node would not be up again within a slot"],
  ["alternatives: {power_down: {asleep: 30%}}", "a sleeping node would draw more than an idle one"],
  [
    "alternatives: {slot: 2h, defer: {}}\noutputs: {firm_capacity: {durations: [1h]}}",
    "a run keeps slots of one length",
  ],
])("%s is refused: %s", (text, message) => {
  expect(complaint(`${COMPARED}${text}\n`)).toContain(message);
});

test.each([
  ["baseline: true\n", "it is about what internal work alone leaves idle"],
  ["economics: {}\n", "nothing is said of what power and GPUs cost"],
  ["placement: best-fit", "placement: pool knows no nodes"],
])("without %s they are refused: %s", (line, message) => {
  const without = line.startsWith("placement") ? "placement: pool" : "";
  expect(complaint(`${COMPARED.replace(line, without)}alternatives: {defer: {}}\n`)).toContain(message);
});
