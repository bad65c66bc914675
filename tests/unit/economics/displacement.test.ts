import { expect, test } from "vitest";
import { displacedHours, moneyOf, usefulGpuHours } from "../../../src/economics/displacement.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import type { RunTotals } from "../../../src/ledger/rows.ts";
import { type Model, withoutRental } from "../../../src/simulation/model.ts";
import {
  fleetOf,
  lawSource,
  modelOf,
  ON_DEMAND,
  productOf,
  steppedService,
  totalsOf,
  traceSource,
} from "../../models.ts";

/** A run, and the same without rental. */
function pairOf(model: Model): [RunTotals, RunTotals] {
  return [totalsOf(model, "1", 0), totalsOf(withoutRental(model), "1", 0)];
}

const usefulOf = ({ held }: RunTotals, source: string) =>
  usefulGpuHours(held.find((row) => row.source === source)!);

test("a refused job loses its whole service, and costs its penalty", () => {
  // The customer holds the only GPU for an hour when the first job comes; the second finds it free.
  const job = (id: string, submit: number, service: number) => ({ id, submit, service, gpus: 1 });
  const model = modelOf({
    fleet: fleetOf(1, 1),
    end: 10 * HOUR,
    step: HOUR,
    sources: [
      traceSource("work", [job("a", 30 * MINUTE, 2 * HOUR), job("b", 5 * HOUR, HOUR)], {
        whenFull: "refuse",
        penalty: 7,
      }),
      traceSource("sold", [job("c", 0, HOUR)], ON_DEMAND),
    ],
    products: [productOf(1)],
  });
  const [run, baseline] = pairOf(model);
  expect(displacedHours(run, baseline)).toBe(2);
  const penalties = new Map([["work", 7]]);
  expect(moneyOf(run, penalties, null) - moneyOf(baseline, penalties, null)).toBe(1 - 7);
});

test("delayed work that is done before the end is not lost", () => {
  const job = (id: string, submit: number) => ({ id, submit, service: HOUR, gpus: 1 });
  const model = modelOf({
    fleet: fleetOf(1, 1),
    end: 10 * HOUR,
    step: HOUR,
    sources: [traceSource("work", [job("a", 30 * MINUTE)]), traceSource("sold", [job("c", 0)], ON_DEMAND)],
    products: [productOf(1)],
  });
  const [run, baseline] = pairOf(model);
  expect(run.waits[0]!.mean).toBe(30 * MINUTE);
  expect(displacedHours(run, baseline)).toBe(0);
});

test("a service loses its further shortfall, to the millisecond", () => {
  const hours = (values: readonly number[]) => values.map((value) => value * HOUR);
  const model = modelOf({
    fleet: fleetOf(1, 8),
    end: 100 * HOUR,
    step: HOUR,
    sources: [lawSource("sold", 5, ON_DEMAND)],
    services: [steppedService("web", hours([0, 10, 20, 40, 60, 80]), [3, 6, 2, 8, 4, 7])],
    products: [productOf(0)],
  });
  const [run, baseline] = pairOf(model);
  const shortfall = (totals: RunTotals) => totals.gpuTime[0]!.shortfall / HOUR;
  expect(shortfall(run)).toBeGreaterThan(0);
  expect(usefulOf(baseline, "web") - usefulOf(run, "web")).toBeCloseTo(
    shortfall(run) - shortfall(baseline),
    9,
  );
  expect(displacedHours(run, baseline)).toBeCloseTo(shortfall(run) - shortfall(baseline), 9);
});

test("campaigns that come one after the other lose what they would have done: fewer of them fit before the end", () => {
  // Alone, an hour on two GPUs after an hour's gap: five in ten hours. A customer keeps a GPU from 2:30 to 6:30, so that the
  // second campaign begins three and a half hours late, and the last two never.
  const hour = { share: 1, gpus: { values: [2], probabilities: [1] }, service: constant(HOUR) };
  const model = modelOf({
    fleet: fleetOf(1, 2),
    end: 10 * HOUR,
    step: HOUR,
    sources: [
      lawSource("campaigns", 1, {
        arrivals: { kind: "closed", sources: 1, gap: constant(HOUR) },
        classes: [hour],
      }),
      traceSource("sold", [{ id: "c", submit: 2.5 * HOUR, service: 4 * HOUR, gpus: 1 }], ON_DEMAND),
    ],
    products: [productOf(1)],
  });
  const [run, baseline] = pairOf(model);
  expect(usefulOf(baseline, "campaigns")).toBe(10);
  expect(displacedHours(run, baseline)).toBe(4);
});
