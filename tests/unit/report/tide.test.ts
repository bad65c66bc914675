import { expect, test } from "vitest";
import type { Figure } from "../../../src/report/section.ts";
import { tide } from "../../../src/report/sections/tide.ts";
import { csv, resultsWith } from "./results-fixture.ts";

const HOUR_S = 3600;

/** Steps of `length` hours over two weeks: all 16 GPUs are idle in those that begin at a `multiple` of so many hours. */
function utilisation(length: number, multiple: number): string {
  const steps = Array.from({ length: 336 / length }, (_, step) => step * length);
  return csv(
    steps.map((hour) => ({
      replication: 1,
      step_start_s: hour * HOUR_S,
      step_end_s: (hour + length) * HOUR_S,
      installed_gpu_h: 16 * length,
      idle_gpu_h: hour % multiple === 0 ? 16 * length : 0,
    })),
  );
}

test("the tide says of every hour of the week what share of the fleet is idle then", async () => {
  // Idle on Monday from 00:00 to 01:00 of both weeks, and never else.
  const section = await tide(await resultsWith({ "utilisation.csv": utilisation(1, 168) }));
  const [figure] = section!.blocks as Figure[];
  expect(figure!.alternative).toContain("most 100.0 % on Mon 00:00");
  expect(figure!.alternative).toContain("least 0.0 % on Mon 01:00");
});

test("a step of several hours is divided among them", async () => {
  const section = await tide(await resultsWith({ "utilisation.csv": utilisation(4, 24) }));
  const [figure] = section!.blocks as Figure[];
  // The first four hours of every day.
  expect(figure!.alternative).toContain("most 100.0 % on Mon 00:00");
  expect(figure!.alternative).toContain("least 0.0 % on Mon 04:00");
});

test("steps too long to tell hours apart make no tide", async () => {
  expect(await tide(await resultsWith({ "utilisation.csv": utilisation(24, 48) }))).toBeNull();
});

test("with a baseline both tides have the same classes", async () => {
  const texts = { "utilisation.csv": utilisation(1, 168), "baseline/utilisation.csv": utilisation(1, 2) };
  const section = await tide(await resultsWith(texts));
  const figures = section!.blocks as Figure[];
  expect(figures.map(({ source }) => source)).toEqual(["baseline/utilisation.csv", "utilisation.csv"]);
  expect(figures[0]!.legend).toEqual(figures[1]!.legend);
});
