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

test("low-value work is a backlog of one-GPU hours below all internal work, which takes it back at once, unless it says otherwise", () => {
  const value = COMPARED.replace("economics: {}", "economics: {internal_value: $3/GPU/h}");
  const { alternatives, lowValueWork, freeSlot, sources } = scenarioOf(
    `${value}alternatives: {backfill: {}}\n`,
  );
  expect(alternatives).toMatchObject({ powerDown: null, defer: null, backfill: { value: 3 } });
  expect(freeSlot).toBeNull();
  expect(lowValueWork).toMatchObject({
    name: "backfill",
    side: "rental",
    preemptible: true,
    notice: 0,
    onPreemption: "resume",
    arrivals: { kind: "backlog" },
    classes: [{ share: 1, gpus: { values: [1] } }],
  });
  expect(lowValueWork!.classes[0]!.service.mean).toBe(HOUR);
  expect(lowValueWork!.priority).toBeLessThan(Math.min(...sources.map(({ priority }) => priority)));
  expect(sources.map(({ name }) => name)).toEqual(["research", "spot", "on-demand"]);
  const least = value.replace("  research:\n", "  research:\n    priority: -3\n");
  expect(scenarioOf(`${least}alternatives: {backfill: {}}\n`).lowValueWork!.priority).toBe(-4);

  const said =
    "{value: $0.5/GPU/h, arrivals: {poisson: {rate: 2/h}}, gpus: 4, service: 3h, on_preemption: kill}";
  const own = scenarioOf(
    `${COMPARED.replace("placement: best-fit", "placement: pool")}alternatives: {backfill: ${said}}\n`,
  );
  expect(own.alternatives!.backfill).toEqual({ value: 0.5 });
  expect(own.lowValueWork).toMatchObject({
    onPreemption: "kill",
    arrivals: { kind: "poisson", rate: 2 / HOUR },
  });
});

test("the echo of low-value work is the same scenario again", () => {
  const text = `${COMPARED}alternatives: {backfill: {value: $1/GPU/h, notice: 2m, pools: [p]}}\n`;
  const { lowValueWork, echo } = scenarioOf(text);
  const again = scenarioOf(JSON.stringify(echo));
  expect(again.lowValueWork).toEqual({ ...lowValueWork, classes: expect.anything() });
  expect(again.echo).toEqual(echo);
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
  ["alternatives: {backfill: {}}", "nothing is said of what its work is worth"],
  ["alternatives: {backfill: {value: $1/GPU/h, gpus: 128}}", "a job of 128 GPUs fits into no pool"],
  ["alternatives: {backfill: {value: $1/GPU/h, patience: 1h}}", "a backlog waits for ever"],
  ["alternatives: {backfill: {value: $1/GPU/h, valeu: 1}}", "value"],
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

test.each([
  ["  research:", "  backfill:", "the name backfill is taken"],
  ["{placement: best-fit}", "{placement: best-fit, preemption: never}", "lets nobody take GPUs back from it"],
])("low-value work does not go with %s as %s: %s", (line, changed, message) => {
  const asked = `${COMPARED.replace(line, changed)}alternatives: {backfill: {value: $1/GPU/h}}\n`;
  expect(complaint(asked)).toContain(message);
});
