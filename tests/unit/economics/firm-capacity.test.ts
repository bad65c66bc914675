// Promises that can be followed by hand: what was free is written down, slot by slot of an hour.

import { describe, expect, test } from "vitest";
import { kept, keptOutOfSample } from "../../../src/economics/firm-calibration.ts";
import { type FirmCapacityRow, firmCapacity } from "../../../src/economics/firm-capacity.ts";
import { FirmPromises } from "../../../src/economics/firm-promises.ts";
import { joinedWindows, type Windows } from "../../../src/economics/firm-windows.ts";
import type { FreeSlots } from "../../../src/ledger/free-slots.ts";
import type { FirmCapacityPlan, Scenario } from "../../../src/scenario/scenario.ts";
import { HOUR, SCENARIO, totals } from "../results/scenario-fixture.ts";

const WEEK = 168 * HOUR;
const ONE_PART = { partOfWeek: WEEK };

/** Windows of `length` slots that begin with these levels, and the least of each. */
function windows(levels: readonly number[], least: readonly number[] = levels, length = 1): Windows {
  return {
    levels: Float64Array.from(levels),
    least: Float64Array.from(least),
    parts: new Uint32Array(levels.length),
    length,
  };
}

/** What is learnt from these windows. */
const learnt = (replications: readonly Windows[], plan = ONE_PART) =>
  new FirmPromises(joinedWindows(replications), plan);

const outOfSample = (replications: readonly Windows[], confidences: readonly number[]) =>
  keptOutOfSample(replications, joinedWindows(replications), confidences, ONE_PART);

const upTo = (count: number) => Array.from({ length: count }, (_, value) => value + 1);

describe("a promise", () => {
  test("is the k-th least of n windows: 1 − k / (n + 1) of the next are at least that", () => {
    const of = (count: number, confidence: number) =>
      learnt([windows(upTo(count).reverse())]).promise(0, confidence);
    expect(of(19, 0.95)).toBe(1);
    expect(of(39, 0.95)).toBe(2);
    expect(of(58, 0.95)).toBe(2);
    expect(of(59, 0.95)).toBe(3);
    expect(of(9, 0.9)).toBe(1);
    expect(of(99, 0.5)).toBe(50);
  });

  test("is none where too little has been seen: 18 windows say nothing of 95 %, nor 98 of 99 %", () => {
    const of = (count: number, confidence: number) => learnt([windows(upTo(count))]).promise(0, confidence);
    expect(of(18, 0.95)).toBeNaN();
    expect(of(98, 0.99)).toBeNaN();
    expect(of(99, 0.99)).toBe(1);
  });

  test("counts windows that overlap as one, in each replication anew", () => {
    // 20 windows of ten slots begin one slot apart: two of them do not overlap.
    const of = (replications: number) =>
      learnt(Array.from({ length: replications }, () => windows(upTo(20), upTo(20), 10)));
    expect(of(9).promise(0, 0.95)).toBeNaN();
    expect(of(10).promise(0, 0.95)).toBe(1);
    expect(of(10).brokenShare(0, 0.95)).toBeCloseTo(1 / 21, 12);
    // 1 of 21 of 201: the 9th least, and ten are 1.
    expect(of(10).quantile(0, 1 / 21)).toBe(1);
    expect(of(10).quantile(0, 11 / 201)).toBe(2);
  });

  test("is told for thirds of what is free at the booking", () => {
    const levels = upTo(60);
    const promises = learnt([
      windows(
        levels,
        levels.map((level) => level * 2),
      ),
    ]);
    const thirds = [2, 3, 4];
    expect(promises.cells.slice(2)).toEqual([0, 1, 2].map((level) => ({ part: 0, level })));
    expect(thirds.map((cell) => promises.levelsOf(cell))).toEqual([
      [Number.NaN, 20],
      [20, 40],
      [40, Number.NaN],
    ]);
    expect(thirds.map((cell) => promises.promise(cell, 0.95))).toEqual([2, 42, 82]);
  });

  test("is told for parts of the week", () => {
    const day = { ...windows(upTo(42)), parts: Uint32Array.from(upTo(42), (slot) => slot % 2) };
    const promises = learnt([day], { partOfWeek: WEEK / 2 });
    // Odd slots have the values 1, 3, …, even ones 2, 4, …: 21 of each.
    expect([1, 2].map((cell) => promises.promise(cell, 0.95))).toEqual([2, 1]);
    expect([1, 2].map((cell) => promises.bookings(cell))).toEqual([21, 21]);
  });

  test("that leaves a replication out is what the others alone teach, in every cell", () => {
    const plan = { partOfWeek: WEEK / 2 };
    const replication = (seed: number, count: number): Windows => ({
      levels: Float64Array.from(upTo(count), (slot) => (slot * seed) % 13),
      least: Float64Array.from(upTo(count), (slot) => (slot * seed) % 7),
      parts: Uint32Array.from(upTo(count), (slot) => Math.floor(slot / 4) % 2),
      length: 10,
    });
    const all = [replication(3, 15), replication(5, 23), replication(11, 0), replication(4, 17)];
    const told = (promises: FirmPromises) =>
      promises.cells.map((_, cell) => [
        promises.bookings(cell),
        promises.levelsOf(cell),
        promises.brokenShare(cell, 0.5),
        promises.promise(cell, 0.5),
      ]);
    for (const out of [0, 1, 2, 3]) {
      const left = new FirmPromises(joinedWindows(all), plan, (each) => each !== out);
      expect(told(left)).toEqual(
        told(
          learnt(
            all.filter((_, each) => each !== out),
            plan,
          ),
        ),
      );
    }
    // By hand: windows of ten slots, of which 15 hold two apart, 23 three and 17 two.
    expect(learnt(all, plan).brokenShare(0, 0.5)).toBe(4 / 8);
  });

  test("is told for parts of the week as short as a slot of 20 seconds, each apart from all others", () => {
    const parts = WEEK / 20_000;
    const last = { ...windows(upTo(20)), parts: new Uint32Array(20).fill(parts - 1) };
    const promises = learnt([last], { partOfWeek: 20_000 });
    const cells = Array.from(promises.cells, (_, cell) => cell).filter((cell) => promises.bookings(cell) > 0);
    expect(cells.map((cell) => promises.cells[cell])).toEqual([
      { part: null, level: null },
      { part: parts - 1, level: null },
      ...[0, 1, 2].map((level) => ({ part: parts - 1, level })),
    ]);
  });
});

describe("what is kept out of sample", () => {
  test("is counted in replications that the promise was not learnt from", () => {
    // Nineteen windows of each: the promise is the least of the other.
    const low = windows(upTo(19));
    const high = windows(upTo(19).map((value) => value + 5));
    const [ofLow, ofHigh] = outOfSample([low, high], [0.95]);
    expect(ofLow!.shares[0]![0]).toBe(14 / 19); // 6 … 19 are at least 6
    expect(ofHigh!.shares[0]![0]).toBe(1);
  });

  test("of one replication is counted in its second half, learnt from windows that end in the first", () => {
    const falling = [...Array(19).fill(9), 5, ...upTo(20)];
    const [half] = outOfSample([windows(falling)], [0.95]);
    expect(half!.shares[0]![0]).toBe(16 / 20); // 5 … 20 are at least 5
    const [overlapping] = outOfSample([windows(falling.slice(0, 39), falling.slice(0, 39), 2)], [0.95]);
    expect(overlapping!.shares[0]![0], "nine windows apart in half of forty slots").toBeNaN();
  });

  test("of one replication is not learnt from a window that ends in its second half", () => {
    const least = Array.from({ length: 79 }, (_, window) => (window < 39 ? 9 : window === 39 ? 1 : 5));
    const [half] = outOfSample([windows(least, least, 2)], [0.95]);
    expect(half!.shares[0]![0], "nine is promised, and five is there").toBe(0);
  });

  test("of an informed promise is counted at the finest that there is, and falls back on less", () => {
    const levels = upTo(60);
    const promises = learnt([windows(levels)]);
    const [by95] = kept(promises, windows([10, 30, 50], [1, 20, 41]), [0.95]).informed.map((each) => each);
    expect(by95).toEqual({ share: 2 / 3, mean: (1 + 21 + 41) / 3 });
    // Of 99 % too little is known of a third (20 windows), and of all (60).
    expect(kept(promises, windows([10]), [0.99]).informed[0]!.share).toBeNaN();
    // Of 98 % enough of all alone: 1 of 61.
    expect(kept(promises, windows([50], [41]), [0.98]).informed[0]).toEqual({ share: 1, mean: 1 });
  });
});

const PLAN: FirmCapacityPlan = {
  durations: [HOUR, 2 * HOUR],
  confidences: [0.95],
  gangs: [16, 24],
  slot: HOUR,
  partOfWeek: WEEK,
};

function slots(gpus: readonly number[], nodes: readonly number[]): FreeSlots {
  const level = (values: readonly number[]) => ({
    first: Float64Array.from(values),
    least: Float64Array.from(values),
  });
  return { slot: HOUR, begin: 0, gpus: level(gpus), nodes: level(nodes) };
}

/** Rows of three replications of 40 hours on 16 GPUs, in which 9, 10, 11 GPUs were free but for one hour of 3. */
function rowsOf(plan: Partial<FirmCapacityPlan>, parts: Partial<Scenario> = {}): FirmCapacityRow[] {
  const runs = [9, 10, 11].map((gpus) => {
    const free = Array.from({ length: 40 }, (_, hour) => (hour === 20 ? 3 : gpus));
    const nodes = free.map((each) => (each > 3 ? 1 : 0));
    return { ...totals(0, 0, 0), measured: 40 * HOUR, free: [slots(free, nodes)] };
  });
  return firmCapacity(runs, { ...SCENARIO, firmCapacity: { ...PLAN, ...plan }, ...parts });
}

const whatever = (rows: readonly FirmCapacityRow[]) => rows.filter(({ hour }) => hour === "all");

describe("firm capacity", () => {
  test("has a row for every pool, shape, duration and confidence, and for what is known", () => {
    const rows = rowsOf({ confidences: [0.9, 0.95] });
    expect(whatever(rows).length).toBe(4 * 2 * 2);
    expect(rows.filter(({ hour }) => hour === "each").length).toBe(4 * 2 * 2);
    expect(new Set(rows.map(({ shape }) => shape.name))).toEqual(
      new Set(["GPU", "node", "16 GPUs", "24 GPUs"]),
    );
  });

  test("is the quantile of what stayed free in all replications, and counts the windows that it is of", () => {
    const [hour, two] = whatever(rowsOf({})).filter(({ shape }) => shape.name === "GPU");
    // 120 windows of an hour, three at 3: the 6th least. Of two hours 117, six at 3, 60 apart: 3 of 61, the 5th least.
    expect(hour).toMatchObject({ bookings: 120, firm: { mean: 9, replications: 3 } });
    expect(two).toMatchObject({ bookings: 117, firm: { mean: 3 } });
  });

  test("of a gang is its number of free nodes, rounded down to whole gangs", () => {
    const of = (shape: string, rows: readonly FirmCapacityRow[]) =>
      whatever(rows).find((row) => row.shape.name === shape)!;
    expect(of("node", rowsOf({})).firm.mean).toBe(1);
    expect(of("16 GPUs", rowsOf({})).firm.mean).toBe(0);
    expect(of("16 GPUs", rowsOf({})).shape).toEqual({ name: "16 GPUs", gpus: 16, counted: "nodes", each: 2 });
    expect(of("5 GPUs", rowsOf({ gangs: [5] })).shape).toMatchObject({ counted: "nodes", each: 1 });
  });

  test("counts gangs in GPUs where nodes are not told apart or do not matter", () => {
    const counted = (scheduling: Partial<Scenario["scheduling"]>) =>
      whatever(rowsOf({ gangs: [4] }, { scheduling: { ...SCENARIO.scheduling, ...scheduling } }));
    const byCount = counted({ placement: "pool" });
    expect(byCount.map(({ shape }) => shape.name)).toEqual(["GPU", "GPU", "4 GPUs", "4 GPUs"]);
    expect(byCount[2]!.firm.mean).toBe(2);
    const spread = counted({ gang: "spread" });
    expect(spread.map(({ shape }) => shape.name)).toContain("node");
    expect(spread.at(-1)!.shape).toMatchObject({ counted: "gpus", each: 4 });
  });

  test("is refused for windows longer than a tenth of the measured time, in a row that says so", () => {
    const rows = rowsOf({ durations: [4 * HOUR, 5 * HOUR] }).filter(({ shape }) => shape.name === "GPU");
    expect(rows.filter(({ duration }) => duration === 4 * HOUR).length).toBeGreaterThan(1);
    const [refused, ...others] = rows.filter(({ duration }) => duration === 5 * HOUR);
    expect(others).toEqual([]);
    expect(refused).toMatchObject({ hour: "all", level: "all", bookings: 0, firm: { replications: 0 } });
    expect(refused!.firm.mean).toBeNaN();
    expect(refused!.kept.mean).toBeNaN();
  });

  test("is kept out of sample as often as replications left out say", () => {
    const [hour] = whatever(rowsOf({})).filter(({ shape }) => shape.name === "GPU");
    // Learnt of 10 and 11 (80 windows, the 4th least) it is 10, of 9 and 11, or 9 and 10, 9.
    expect(hour!.kept.mean).toBeCloseTo((0 + 39 / 40 + 39 / 40) / 3, 12);
    expect(hour!.kept.replications).toBe(3);
  });

  test("has an interval as wide as the share broken is unlike in the replications", () => {
    // The values 1 … 120 are dealt to three replications in turn, but 12 and 118 change places. At 90 % the
    // 12th least is promised, 12; of those up to it 5, 4 and 3 of 40 are of each: s = 0.025, and t s / √3 = 4.302653 × 0.025 / √3
    // = 0.062103. At 12/121 ∓ that stand the 4th and the 19th.
    const dealt = [0, 1, 2].map((turn) => upTo(120).filter((value) => value % 3 === turn));
    const swap = (turn: number, from: number, to: number) =>
      dealt[turn]!.map((value) => (value === from ? to : value));
    const runs = [swap(0, 12, 118), swap(1, 118, 12), dealt[2]!].map((free) => ({
      ...totals(0, 0, 0),
      measured: 40 * HOUR,
      free: [slots(free, free)],
    }));
    const plan = { ...PLAN, confidences: [0.9] };
    const [hour] = whatever(firmCapacity(runs, { ...SCENARIO, firmCapacity: plan }));
    expect(hour!.firm).toEqual({ mean: 12, low: 4, high: 19, replications: 3 });
  });

  test("of nothing is no promise: it is not kept, and only more than nothing could be excluded", () => {
    const runs = [0, 0, 1].map((least) => {
      const free = Array.from({ length: 40 }, (_, hour) => (hour < 20 ? least : 8));
      return { ...totals(0, 0, 0), measured: 40 * HOUR, free: [slots(free, free)] };
    });
    const [hour] = whatever(firmCapacity(runs, { ...SCENARIO, firmCapacity: PLAN }));
    // No more than 0 stays free in 20, 20 and 0 of 40.
    expect(hour!.firm).toEqual({ mean: 0, low: 0, high: 8, replications: 3 });
    expect(hour!.kept).toMatchObject({ replications: 0 });
  });

  test("of one replication has no intervals", () => {
    const [run] = [{ ...totals(0, 0, 0), measured: 40 * HOUR, free: [slots(upTo(40), upTo(40))] }];
    const [hour] = whatever(firmCapacity([run!], { ...SCENARIO, firmCapacity: PLAN }));
    expect(hour!.firm.mean).toBe(2);
    expect(hour!.firm.low).toBeNaN();
    expect(hour!.kept).toMatchObject({ mean: 1, replications: 1 });
    expect(hour!.kept.low).toBeNaN();
  });

  test("is none where it is not asked for, or no replication has ended", () => {
    expect(firmCapacity([totals(0, 0, 0)], SCENARIO)).toEqual([]);
    expect(firmCapacity([], { ...SCENARIO, firmCapacity: PLAN })).toEqual([]);
  });
});
