// The sentences and layout of the answer, on summaries made by hand.

import { expect, test } from "vitest";
import { answer } from "../../../src/cli/answer/answer.ts";
import { sparkline } from "../../../src/cli/answer/hours.ts";
import { paragraph, phrases } from "../../../src/cli/answer/wrapping.ts";
import type { Scenario } from "../../../src/index.ts";
import { FLEET_METRICS } from "../../../src/results/metrics.ts";
import type { SummaryRow } from "../../../src/results/summary-table.ts";
import { HOUR, SCENARIO } from "../results/scenario-fixture.ts";

/** Rows of a summary from "metric: [mean, low, high]". */
function summary(figures: Readonly<Record<string, readonly [number, number, number]>>): SummaryRow[] {
  return Object.entries(figures).map(([metric, [mean, ciLow, ciHigh]]) => ({
    metric,
    unit: "",
    mean,
    ciLow,
    ciHigh,
    replications: 3,
  }));
}

/** All lines of the answer to a summary. */
function linesOf(rows: readonly SummaryRow[], scenario: Scenario = SCENARIO): string[] {
  return answer({
    scenario,
    summary: rows,
    overloads: [],
    replications: 3,
    measured: 100 * HOUR,
    course: [],
    seconds: 1,
    folder: "out",
    scenarioPath: "a.yaml",
  });
}

/** The first sentence of the answer to a break-even value, where renting adds so much. */
function verdictOf(breakEven: readonly [number, number, number], added = 1000): string {
  const rows = summary({
    break_even_usd_per_gpu_h: breakEven,
    money_usd_difference: [added, 900, 1100],
    utilisation_rental: [0.1, 0.09, 0.11],
    displaced_share: [0.01, 0, 0.02],
  });
  const lines = linesOf(rows);
  const end = lines.findIndex((line) => line.includes("of the fleet sold"));
  return lines
    .slice(1, end)
    .map((line) => line.replace(/^ ANSWER/, "").trim())
    .join(" ");
}

test("the answer begins with the value up to which renting pays, and its interval", () => {
  expect(verdictOf([53.174, 30, 91.5])).toBe(
    "It pays unless an internal GPU-hour is worth more than $53.17 [$30.00, $91.50].",
  );
});

test.each([
  [
    "may lose nothing",
    [400, 120, Number.POSITIVE_INFINITY],
    "loses nothing measurable by it. Only an internal GPU-hour worth more than $120 could",
  ],
  [
    "is not measured to lose",
    [Number.POSITIVE_INFINITY, 120, Number.POSITIVE_INFINITY],
    "worth more than $120 could change that.",
  ],
  [
    "gains",
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    "It pays whatever an internal GPU-hour is worth",
  ],
  [
    "loses nothing in one replication",
    [Number.POSITIVE_INFINITY, Number.NaN, Number.NaN],
    "It pays whatever an internal GPU-hour is worth",
  ],
  [
    "and rental may both be nothing",
    [3, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    "Whether it pays cannot be told from so few replications",
  ],
] as const)("where internal work %s, the answer says so", (_, value, said) => {
  expect(verdictOf(value)).toContain(said);
});

test("what adds no money does not pay at any value", () => {
  expect(verdictOf([-3, -5, -1], -10)).toContain("It does not pay, whatever an internal GPU-hour is worth");
});

test("one replication has a value and no interval", () => {
  expect(verdictOf([5, Number.NaN, Number.NaN])).toBe(
    "It pays unless an internal GPU-hour is worth more than $5.00.",
  );
});

test("an interval is cut at what is possible, and the checks say so; one within is not, and they do not", () => {
  const held = (ciLow: number, ciHigh: number) =>
    linesOf([
      { metric: "utilisation_rental", unit: "share", mean: 0.9, ciLow, ciHigh, replications: 2 },
    ]).join("\n");
  const cut = held(-0.2, 1.3);
  expect(cut).toMatch(/slack {2}sold +90\.0 {2}\[0\.0, 100\.0\]/);
  expect(cut).toContain("intervals are cut at what is possible");
  const whole = held(0.7, 0.99);
  expect(whole).toMatch(/slack {2}sold +90\.0 {2}\[70\.0, 99\.0\]/);
  expect(whole).not.toContain("cut");
});

test("every GPU-hour of the fleet has its row, and the rows add up to all of it", () => {
  const parts = FLEET_METRICS.map(({ name }) => name).filter((name) =>
    /^(idle_.+|useful_internal|overhead_internal|lost_internal|down|draining|spare)_share$/.test(name),
  );
  const all = ["utilisation_rental", ...parts];
  const rows = summary(Object.fromEntries(all.map((name) => [name, [1 / all.length, 0, 1]])));
  const lines = linesOf(rows);
  const from = lines.findIndex((line) => line.startsWith(" WHERE"));
  const until = lines.findIndex((line, place) => place > from && !line.startsWith("   "));
  const shares = lines.slice(from + 1, until).map((line) => Number(/ (\d+\.\d) {2}\[/.exec(line)?.[1]));
  expect(all).toHaveLength(14);
  expect(shares).toEqual(all.map(() => Number((100 / all.length).toFixed(1))));
});

test("buyers are told what they met: refusals, waits, and of spot preemptions; of what is refused at once no wait", () => {
  const [product] = SCENARIO.products;
  const { name } = product!;
  const preemptible = {
    ...SCENARIO,
    products: [{ ...product!, contract: { ...product!.contract, preemptible: true } }],
  };
  const rows = summary({
    [`${name}.requests`]: [100, 90, 110],
    [`${name}.preemptions_per_admission`]: [2.891, 2, 3],
    [`${name}.refused_share`]: [0.476, 0.4, 0.5],
    [`${name}.wait_mean_s`]: [720, 700, 740],
  });
  const told = (lines: readonly string[]) => lines.find((line) => line.startsWith(" BUYERS"));
  expect(told(linesOf(rows, preemptible))).toBe(
    ` BUYERS ${name}: 47.6 % refused, mean wait 12 min, 2.89 preemptions an admitted request`,
  );
  const refused = {
    ...SCENARIO,
    products: [{ ...product!, contract: { ...product!.contract, preemptible: false } }],
  };
  const atOnce = summary({
    [`${name}.requests`]: [100, 90, 110],
    [`${name}.refused_share`]: [0.476, 0.4, 0.5],
    [`${name}.wait_mean_s`]: [0, 0, 0],
  });
  expect(told(linesOf(atOnce, refused))).toBe(` BUYERS ${name}: 47.6 % refused`);
});

test("a bar for each stretch: empty is the lowest, full the highest", () => {
  expect(sparkline([0, 0.124, 0.126, 0.5, 0.99, 1])).toBe("▁▁▂▅██");
});

test("phrases fill lines of 80 columns, each under the first; an interval is not broken", () => {
  const lines = phrases(" HEAD ", ["a".repeat(40), "b".repeat(40), "c"], " · ");
  expect(lines).toEqual([` HEAD ${"a".repeat(40)}`, `      ${"b".repeat(40)} · c`]);
  const [first, second] = paragraph(" HEAD ", [`${"word ".repeat(13)}of $5 [$1.00, $9.00].`]);
  expect([first!.endsWith("$5"), second]).toEqual([true, "      [$1.00, $9.00]."]);
});
