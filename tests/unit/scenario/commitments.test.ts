import { expect, test } from "vitest";
import { DAY, HOUR } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const GROWING = PLAIN.replace("warmup: 1w\n", "mode: trajectory\n");
const asked = (text: string) => scenarioOf(`${GROWING}outputs: {commitments: ${text}}\n`);

test("outputs.commitments is off unless it is asked for; true asks for the defaults, and the scenario as run says them", () => {
  expect(scenarioOf(GROWING).commitments).toBeNull();
  expect(asked("false").commitments).toBeNull();
  expect(scenarioOf(GROWING).freeSlot).toBeNull();
  const scenario = asked("true");
  expect(scenario.commitments).toEqual({
    durations: [30 * DAY, 90 * DAY, 365 * DAY],
    sizes: [
      { kind: "gpus", gpus: 64 },
      { kind: "gpus", gpus: 512 },
    ],
    every: 30 * DAY,
    slot: HOUR,
    breach: null,
  });
  expect(scenario.freeSlot).toBe(HOUR);
  expect(scenario.echo).toMatchObject({
    outputs: {
      commitments: { durations: ["30d", "90d", "365d"], gpus: [64, 512], every: "30d", slot: "1h" },
    },
  });
  expect(scenario.warnings).toContain("Commitment risk is not told for 30d, 90d, 365d: longer than the run.");
});

test("what is promised is a number of GPUs or a share of what is free, and a breach has its price", () => {
  const { commitments } = asked("{durations: [7d], gpus: [8, 50%], every: 1d, breach: $2/GPU/h}");
  expect(commitments).toMatchObject({
    sizes: [
      { kind: "gpus", gpus: 8 },
      { kind: "share", share: 0.5 },
    ],
    breach: 2,
  });
});

test.each([
  ["{durations: [90m]}", "it is no whole number of slots", "90m"],
  ["{durations: [7d], every: 90m}", "it is no whole number of slots", "90m"],
  ["{gpus: [0]}", "it is too small", "0"],
  ["{gpus: [150%]}", "it is more than the whole", "150%"],
])("%s is refused: %s", (text, message, got) => {
  const printed = complaint(`${GROWING}outputs: {commitments: ${text}}\n`);
  expect(printed).toContain(message);
  expect(printed).toContain(got);
});

test("a steady state is refused: it has no time to follow a promise through", () => {
  expect(complaint(`${PLAIN}outputs: {commitments: true}\n`)).toContain("a steady state has none");
});
