import { expect, test } from "vitest";
import { HOUR } from "../../../src/kernel/time.ts";
import { ORDER_TERMS } from "../../../src/scheduling/plan.ts";
import { inSlices } from "../../../src/simulation/slices.ts";
import { fleetOf, modelOf, POOL, runOf, scheduling, traceSource } from "../../models.ts";

test("a model whose GPUs are whole is passed on as it is", () => {
  const model = modelOf({ sources: [traceSource("x", [{ id: "1", submit: 0, service: 1, gpus: 1 }])] });
  expect(inSlices(model, 1)).toBe(model);
});

test("thresholds of attained GPU-time are counted in slices, those of time are not", () => {
  const thresholds = (by: "time" | "gpu-time") => {
    const terms = { ...ORDER_TERMS, thresholds: [HOUR, 3 * HOUR], by };
    return inSlices(modelOf({ scheduling: scheduling({ order: "least-attained", terms }) }), 4).scheduling
      .terms.thresholds;
  };
  expect(thresholds("gpu-time")).toEqual([4 * HOUR, 12 * HOUR]);
  expect(thresholds("time")).toEqual([HOUR, 3 * HOUR]);
});

test("pools of other slices and of none are counted alike, each job having its own part of a GPU", () => {
  const pool = { ...POOL, nodes: 1, gpusPerNode: 1 };
  const fleet = fleetOf(1, 1, {
    pools: [
      { ...pool, name: "quarters", slicesPerGpu: 4 },
      { ...pool, name: "sixths", slicesPerGpu: 6 },
      { ...pool, name: "whole" },
    ],
  });
  const jobs = (gpus: number) => [0, 1, 2].map((id) => ({ id: `${id}`, submit: 0, service: HOUR, gpus }));
  const { totals } = runOf(
    modelOf({
      end: HOUR,
      fleet,
      sources: [
        traceSource("quarter", jobs(1 / 4), { pools: [0] }),
        traceSource("sixth", jobs(1 / 6), { pools: [1] }),
        traceSource("half", jobs(1 / 2), { pools: [0, 1] }),
        traceSource("one", jobs(1), { pools: [2] }),
      ],
      scheduling: scheduling({ placement: "best-fit", headOfLine: "skip" }),
    }),
  );
  // Three quarters and three sixths leave room for one half, on the sixths; one whole job runs after the other.
  const held = totals.gpuTime.map(({ allocatedInternal }) => allocatedInternal / HOUR);
  expect(held).toEqual([0.75, 1, 1]);
  expect(totals.gpuTime.map(({ idle }) => idle / HOUR)).toEqual([0.25, 0, 0]);
  const byPool = totals.held.map((row) => row.byPool.map(({ allocated }) => allocated / HOUR));
  expect(byPool).toEqual([
    [0.75, 0, 0],
    [0, 0.5, 0],
    [0, 0.5, 0],
    [0, 0, 1],
  ]);
});
