// Uniform-price auctions among the requests of a product, on a few GPUs.

import { expect, test } from "vitest";
import { constant } from "../../../../src/kernel/laws/constant.ts";
import { empirical } from "../../../../src/kernel/laws/empirical.ts";
import { HOUR, MINUTE } from "../../../../src/kernel/time.ts";
import type { Model } from "../../../../src/simulation/model.ts";
import { fleetOf, lawSource, modelOf, productOf, runOf, SPOT, traceSource } from "../../../models.ts";
import { marketed, marketOf, payers } from "./market-models.ts";

/** Requests of a GPU at given minutes, which bid 1 to 5 dollars, on `gpus` GPUs. */
function auctioned(minutes: readonly number[], gpus: number, changes: Partial<Model> = {}): Model {
  const price = { kind: "auction", reserve: 1, every: HOUR } as const;
  return modelOf({
    end: 6 * HOUR,
    step: HOUR,
    fleet: fleetOf(1, gpus),
    sources: [
      lawSource("spot", 0, {
        ...SPOT,
        arrivals: { kind: "at", instants: Float64Array.from(minutes, (minute) => minute * MINUTE) },
        classes: [{ share: 1, gpus: { values: [1], probabilities: [1] }, service: constant(4 * HOUR) }],
        notice: 2 * MINUTE,
        onPreemption: "kill",
      }),
    ],
    products: [productOf(0)],
    market: marketOf([marketed(price, { answer: payers(empirical([1, 2, 3, 4, 5])) })]),
    ...changes,
  });
}

const minutes = Array.from({ length: 20 }, (_, place) => 2 * place);

test("while everybody can be served, the price is the reserve price and nobody is put out", () => {
  const run = runOf(auctioned(minutes, 20));
  expect(run.demand.map(({ price }) => price)).toEqual(run.demand.map(() => 1));
  expect(run.jobs.map(({ outcome }) => outcome)).toEqual(minutes.map(() => "completed"));
});

test("what is asked for beyond the supply raises the price, and puts out those who bid less: by notice, or out of the line", () => {
  const run = runOf(auctioned(minutes, 5));
  // Twenty bids of 1 to 5 for five GPUs: those above the price fit.
  const price = run.demand[1]!.price;
  expect(price).toBeGreaterThan(2);
  const ends = new Map<string, number>();
  for (const { outcome, end } of run.jobs)
    ends.set(`${outcome} ${end / MINUTE}`, (ends.get(`${outcome} ${end / MINUTE}`) ?? 0) + 1);
  expect(ends.get("preempted 62")).toBeGreaterThan(0);
  expect(ends.get("reneged 60")).toBeGreaterThan(0);
  // Whoever is there after the auction bids at least the price: five run on, and at the second auction all are served.
  expect(run.totals.outcomes[0]!.byOutcome.completed).toBeGreaterThanOrEqual(5);
});

test("a lower supply has a higher price, bids being the same", () => {
  const price = (gpus: number) => runOf(auctioned(minutes, gpus)).demand[1]!.price;
  const prices = [3, 6, 10, 14, 20].map(price);
  expect(prices).toEqual([...prices].sort((a, b) => b - a));
  expect(prices[0]).toBeGreaterThan(prices.at(-1)!);
});

test("customers of an auction bid the same when those of other products choose", () => {
  const choosing = (model: Model): Model => ({
    ...model,
    market: {
      ...model.market!,
      substitution: { outside: 10, switching: 0, worth: [Float64Array.of(1)] },
    },
  });
  const model = auctioned(minutes, 5);
  expect(runOf(choosing(model)).jobs).toEqual(runOf(model).jobs);
});

test("GPUs of internal work are no supply", () => {
  const work = traceSource("work", [{ id: "w", submit: 0, service: 6 * HOUR, gpus: 15 }]);
  const model = auctioned(minutes, 20);
  const withWork = runOf({
    ...model,
    sources: [...model.sources, work],
  });
  expect(withWork.demand[1]!.price).toBe(runOf(auctioned(minutes, 5)).demand[1]!.price);
});
