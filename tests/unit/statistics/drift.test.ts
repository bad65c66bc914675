import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { grows, LevelSamples } from "../../../src/statistics/drift.ts";

/** Levels of a reflected walk that goes up with probability p and down otherwise, looked at now and then. */
function walk(name: string, p: number, steps: number, start = 0): readonly number[] {
  const stream = randomStream("drift", name);
  const samples = new LevelSamples();
  let level = start;
  for (let step = 0; step < steps; step++) {
    if (step % 20 === 0) samples.add(level);
    level = Math.max(0, level + (stream.uniform() < p ? 1 : -1));
  }
  return samples.values;
}

const walks = (name: string, runs: number, p: number, steps: number) =>
  Array.from({ length: runs }, (_, run) => walk(`${name}/${run}`, p, steps));

describe("a line that grows", () => {
  test("is seen in one long run, and in several short ones that are seen alone too rarely", () => {
    expect(grows([walk("long", 0.55, 20_000)])).toBe(true);
    expect(grows(walks("short", 10, 0.55, 2000))).toBe(true);
  });

  test("is seen when nothing of it is random", () => {
    expect(grows([Array.from({ length: 20 }, (_, step) => 3 * step)])).toBe(true);
  });
});

describe("a line that does not grow is no overload", () => {
  test("in 500 experiments of a steady line: alarms are at most the 1 in 1,000 that the level allows, within 99.9 %", () => {
    let alarms = 0;
    for (let experiment = 0; experiment < 500; experiment++)
      if (grows(walks(`steady/${experiment}`, 3, 0.45, 2000))) alarms++;
    // 0.5 expected at the level of the test; more than 4 come with probability 0.0002.
    expect(alarms).toBeLessThanOrEqual(4);
  });

  test("when it fills up from empty and then stays, however many runs say so", () => {
    const filling = Array.from({ length: 33 }, (_, step) => 100 * (1 - Math.exp(-step / 3)));
    const runs = Array.from({ length: 1000 }, (_, run) => {
      const stream = randomStream("filling", `${run}`);
      return filling.map((level) => level + stream.normal());
    });
    expect(grows(runs)).toBe(false);
  });

  test("when it follows the day over whole days", () => {
    const days = Array.from({ length: 29 }, (_, step) => 100 + 100 * Math.sin((2 * Math.PI * step) / 7));
    expect(grows(new Array(200).fill(days))).toBe(false);
  });

  test("when it never changes, shrinks, or has hardly been looked at", () => {
    expect(grows([new Array(30).fill(4)])).toBe(false);
    expect(grows([Array.from({ length: 30 }, (_, step) => 100 - step)])).toBe(false);
    expect(grows([[1, 2, 3]])).toBe(false);
    expect(grows([])).toBe(false);
  });
});

describe("levels that are kept", () => {
  test("are all of the first 33", () => {
    const samples = new LevelSamples();
    for (let level = 0; level < 33; level++) samples.add(level);
    expect(samples.values).toEqual(Array.from({ length: 33 }, (_, level) => level));
  });

  test.each([34, 100, 1000, 12_345])("of %i are 17 to 33 at equal distances from the first", (count) => {
    const samples = new LevelSamples();
    for (let level = 0; level < count; level++) samples.add(level);
    const kept = samples.values;
    expect(kept.length).toBeGreaterThanOrEqual(17);
    expect(kept.length).toBeLessThanOrEqual(33);
    const distance = kept[1]!;
    expect(kept).toEqual(kept.map((_, place) => place * distance));
    expect(count - 1 - kept.at(-1)!).toBeLessThan(distance);
  });
});
