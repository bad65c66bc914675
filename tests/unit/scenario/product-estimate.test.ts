// What the scheduler is told of how long a request will run.

import { expect, test } from "vitest";
import { MINUTE } from "../../../src/kernel/time.ts";
import { runOf } from "../../models.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const withEstimate = (estimate: string) =>
  PLAIN.replace("price: $2.10/GPU/h", `price: $2.10/GPU/h\n      estimate: ${estimate}`);

test("it is exact unless the product says otherwise", () => {
  expect(scenarioOf(PLAIN).sources[1]).toMatchObject({ name: "spot", estimate: { kind: "exact" } });
  expect(scenarioOf(withEstimate("{factor: 3}")).sources[1]).toMatchObject({
    estimate: { kind: "factor", factor: 3 },
  });
  expect(scenarioOf(withEstimate("{recent: 10}")).sources[1]).toMatchObject({
    estimate: { kind: "recent", jobs: 10 },
  });
});

test("it cannot come from a trace, for there is none", () => {
  expect(complaint(withEstimate("trace"))).toContain(
    "rental.products.spot.estimate: only a trace holds estimates",
  );
});

test("it ends no request: what a customer pays for is not killed at a guess", () => {
  expect(scenarioOf(withEstimate("1m")).sources[1]).toMatchObject({ killAtEstimate: false });
});

test("it decides whether a request may pass a blocked job under backfill", () => {
  /** On 8 GPUs 6 are taken for an hour, and a job of 8 waits behind them; requests of 1 GPU and half an hour come at 10. */
  const startsWith = (estimate: string) => {
    const text = `name: n
horizon: all
fleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}]}
internal: {x: {jobs: [{submit: 0s, gpus: 6, service: 1h}, {submit: 1m, gpus: 8, service: 1h}]}}
rental:
  products:
    spot:
      {contract: aws.spot, price: $1/GPU/h, estimate: ${estimate},
       demand: {arrivals: {at: [10m]}, gpus: 1, service: 30m}}
scheduling: {backfill: easy, placement: pool, preemption: never}
`;
    return runOf(scenarioOf(text)).jobs.filter(({ gpus }) => gpus === 1)[0]!.firstStart / MINUTE;
  };
  expect(startsWith("exact")).toBe(10);
  // Told of 60 minutes it would end after the promise of the job before it, and follows that.
  expect(startsWith("{factor: 2}")).toBe(120);
});
