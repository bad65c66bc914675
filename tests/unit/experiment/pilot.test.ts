import { expect, test } from "vitest";
import type { PointRuns } from "../../../src/experiment/known.ts";
import { precisionForecasts } from "../../../src/experiment/pilot.ts";
import { forecastHalfWidth, forecastReplications } from "../../../src/statistics/precision-forecast.ts";

const STEADY = Array.from({ length: 20 }, (_, place) => place % 3);
const GROWING = STEADY.map((level, place) => level + 10 * place);

/** Runs with the metrics `revenue` and `wait`, the second about a waiting line. */
function pilotOf(
  values: readonly (readonly [number, number])[],
  levels: readonly number[] = STEADY,
): PointRuns {
  return {
    metrics: [
      { metric: "revenue", unit: "USD", lines: [] },
      { metric: "wait", unit: "s", lines: ["work"] },
    ],
    runs: values.map((each) => ({ values: [...each], levels: { work: levels } })),
  };
}

const VALUES = [
  [90, 1],
  [100, 2],
  [110, 3],
  [100, Number.NaN],
] as const;

test("a share that is wanted is one of the truth, as where replications end: γ/(1 + γ) of the mean; an amount is itself", () => {
  const [revenue, wait] = precisionForecasts(pilotOf(VALUES), ["revenue", "wait"], {
    replications: 8,
    wanted: (metric) => (metric === "revenue" ? { relative: 0.25 } : { absolute: 0.5 }),
  });
  const ofRevenue = [90, 100, 110, 100];
  expect(revenue).toEqual({
    metric: "revenue",
    unit: "USD",
    mean: 100,
    halfWidth: forecastHalfWidth(ofRevenue, 8),
    needed: forecastReplications(ofRevenue, 20),
  });
  // A run without a value says nothing of it.
  expect([wait!.mean, wait!.needed]).toEqual([2, forecastReplications([1, 2, 3], 0.5)]);
});

test("nothing is forecast of what has no steady state, nor of what one run alone has; what is not there has no row", () => {
  const planned = { replications: 8, wanted: () => null };
  const growing = precisionForecasts(pilotOf(VALUES, GROWING), ["wait", "revenue", "other"], planned);
  expect(growing.map(({ metric, halfWidth }) => [metric, halfWidth === null])).toEqual([
    ["wait", true],
    ["revenue", false],
  ]);
  const [alone] = precisionForecasts(
    pilotOf([
      [1, 5],
      [1, Number.NaN],
    ]),
    ["wait"],
    planned,
  );
  expect(alone).toMatchObject({ mean: Number.NaN, halfWidth: null, needed: null });
});

test("no number of replications is within a share of a mean of 0", () => {
  const wanted = () => ({ relative: 0.05 });
  const [revenue] = precisionForecasts(
    pilotOf([
      [-1, 0],
      [1, 0],
    ]),
    ["revenue"],
    { replications: 8, wanted },
  );
  expect(revenue!.needed).toBeNull();
  expect(revenue!.halfWidth!.median).toBeGreaterThan(0);
});
