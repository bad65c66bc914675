// What is said of waits in a fleet that has too little room, and in one that has not.

import { expect, test } from "vitest";
import { HOUR } from "../../../src/kernel/time.ts";
import { overloads } from "../../../src/results/overload.ts";
import { summarise } from "../../../src/results/summarise.ts";
import { fleetOf, lawSource, modelOf, totalsOf } from "../../models.ts";
import { SCENARIO, totals, wait } from "./scenario-fixture.ts";

/** M/M/8 with service of an hour, and so many arrivals an hour. */
const runsOf = (rate: number, replications: number) =>
  Array.from({ length: replications }, (_, replication) =>
    totalsOf(
      modelOf({
        fleet: fleetOf(8, 1),
        sources: [lawSource("work", rate)],
        warmup: 20 * HOUR,
        end: 520 * HOUR,
        step: 2 * HOUR,
      }),
      "overload",
      replication,
    ),
  );

test("ten jobs an hour for eight GPUs: the line grows by two jobs an hour", () => {
  const [overload, ...others] = overloads(runsOf(10, 5));
  expect(others).toEqual([]);
  expect(overload!.source).toBe("work");
  // Arrivals and ends of 2,500 h have a standard deviation of √(18 × 2500) jobs; 3.29 of them an hour:
  expect(Math.abs(overload!.growth - 2)).toBeLessThan((3.29 * Math.sqrt(18 * 2500)) / 2500);
});

test("seven jobs an hour for eight GPUs are no overload", () => {
  expect(overloads(runsOf(7, 5))).toEqual([]);
});

test("the line at the end holds the measured jobs that still wait, and the levels begin with the line at the start", () => {
  for (const run of runsOf(10, 2)) {
    const [line] = run.waiting;
    const [outcome] = run.outcomes;
    const left = outcome!.byOutcome.waiting;
    expect(line!.atEnd).toBeGreaterThanOrEqual(left);
    expect(line!.levels[0]).toBe(line!.atStart);
  }
});

/** Totals of the fixture with a line of research that has so many jobs at each of the steps. */
function withLine(levels: readonly number[]) {
  const line = { source: "research", atStart: levels[0]!, atEnd: levels.at(-1)!, levels };
  const waits = [wait("research", 30, 10_000), wait("training", 10, 50_000)];
  return { ...totals(0.7, 0.1, 300, waits), waiting: [line] };
}
const GROWING = withLine(Array.from({ length: 30 }, (_, step) => 5 * step));
const STEADY = withLine(Array.from({ length: 30 }, (_, step) => step % 3));

test("of a line that grows waits are withheld, and its growth is told", () => {
  const rows = summarise([GROWING, GROWING], null, SCENARIO);
  const row = (name: string) => rows.find(({ metric }) => metric === name)!;
  for (const name of [
    "research.wait_mean_s",
    "research.wait_p50_s",
    "research.wait_p90_s",
    "research.wait_p99_s",
    "internal_wait_mean_s",
    "waiting_gpu_h",
  ])
    expect(row(name), name).toMatchObject({ mean: Number.NaN, ciLow: Number.NaN, replications: 0 });
  expect(row("training.wait_mean_s").mean, "another line").toBe(50);
  expect(row("revenue_usd").mean, "what has a steady state all the same").toBe(300);
  expect(row("research.waiting_growth_jobs_per_h").mean).toBe(145 / 100);
});

test("what is withheld of one of two variants is withheld of their difference, and of no more", () => {
  const mean = (rows: ReturnType<typeof summarise>, name: string) =>
    rows.find(({ metric }) => metric === name)!.mean;
  const rental = summarise([GROWING, GROWING], [STEADY, STEADY], SCENARIO);
  expect(mean(rental, "research.wait_mean_s")).toBeNaN();
  expect(mean(rental, "research.wait_mean_s_baseline")).toBe(10);
  expect(mean(rental, "research.wait_mean_s_difference")).toBeNaN();
  const alone = summarise([STEADY, STEADY], [GROWING, GROWING], SCENARIO);
  expect(mean(alone, "research.wait_mean_s")).toBe(10);
  expect(mean(alone, "research.wait_mean_s_baseline")).toBeNaN();
  expect(mean(alone, "research.wait_mean_s_difference")).toBeNaN();
});
