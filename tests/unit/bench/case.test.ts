import { expect, test } from "vitest";
import { measureCase, type Row } from "../../../bench/case.ts";
import { median, type Sample } from "../../../bench/sample.ts";

/** A row whose measurements take these CPU times for a job each; it notes when it is measured. */
function row(name: string, cpu: readonly number[], order: string[] = []): Row {
  const left = [...cpu];
  return {
    name,
    measure: async () => {
      order.push(name);
      return { ...SAMPLE, cpu: left.shift()! };
    },
  };
}

const SAMPLE: Sample = {
  jobs: 1,
  events: 2,
  cpu: 1,
  wall: 1,
  peak: 2 ** 20,
  utilisation: null,
  preempted: null,
  meanWait: null,
};

const RATIO = { name: "ratio", figure: "rate", of: "ours", over: "twin" } as const;
const UNWATCHED = () => {};

test("rows are measured in turn, not one after the other", async () => {
  const order: string[] = [];
  const rows = [row("ours", [1, 1], order), row("twin", [1, 1], order)];
  await measureCase({ letter: "x", title: "", rows, ratios: [] }, 2, UNWATCHED);
  expect(order).toEqual(["ours", "twin", "ours", "twin"]);
});

test("a ratio is the median of the ratios within a round, which a busy minute leaves alone", async () => {
  const rows = [row("ours", [2, 20, 6]), row("twin", [1, 10, 2])];
  const { ratios } = await measureCase({ letter: "x", title: "", rows, ratios: [RATIO] }, 3, UNWATCHED);
  expect(ratios).toEqual([{ name: "ratio", value: 0.5 }]);
});

test("a row that cannot be measured says why, and its ratios have no value", async () => {
  const rows: Row[] = [row("ours", [1]), { name: "twin", measure: "not here" }];
  const measured = await measureCase({ letter: "x", title: "", rows, ratios: [RATIO] }, 1, UNWATCHED);
  expect(measured.rows.map(({ absent }) => absent)).toEqual([null, "not here"]);
  expect(measured.ratios).toEqual([{ name: "ratio", value: null }]);
});

test("a median is the middle value, the mean of the two in the middle, or unknown if one is", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([1, null])).toBeNull();
  expect(median([])).toBeNull();
});
