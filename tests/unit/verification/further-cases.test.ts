// Exact cases that the project's own file has not, in the same vocabulary, worked by hand.

import { expect, test } from "vitest";
import { suiteOf } from "../../../src/verification/suite.ts";
import { resultsOf } from "./own-cases.ts";

/** What the product says to each figure of a case. */
function expectAnswers(params: Record<string, unknown>, expected: Record<string, unknown>): void {
  const file = { cases: [{ id: "X", kind: "deterministic", params, expect: expected }] };
  const { prepared, refused } = suiteOf(file, { family: null, long: false });
  expect(refused).toEqual([]);
  const off = resultsOf(prepared[0]!).filter(({ verdict }) => verdict !== "pass");
  expect(off.map(({ metric, expected: figure, got }) => ({ metric, expected: figure, got }))).toEqual([]);
}

test("a service whose demand stays keeps its replicas: its peak is its least", () => {
  const service = { id: "inference", kind: "elastic", capacityPerReplica: 3, gpusPerReplica: 1 };
  expectAnswers(
    {
      fleet: { gpus: 8 },
      streams: [{ ...service, demand: { mean: 10, amplitude: 0, periodHours: 24 } }],
      policy: { fillWith: "backlog-spot" },
    },
    { meanInferenceGpus: 4, peakInferenceGpus: 4, minInferenceGpus: 4, scaleUpEventsPerDay: 0 },
  );
});

test("a utilisation until an instant counts what is held until then, and nothing of a job that runs on", () => {
  // Two GPUs; every 2 h a job of 3 h: 99 whole ones and 2 h of the hundredth, which begins at 198 h.
  expectAnswers(
    { fleet: { gpus: 2 }, arrivals: "every 2 h from 0", service: 3, onFull: "reject" },
    { accepted: 100, rejected: 0, utilisation_0_200: (99 * 3 + 2) / 400 },
  );
});

test("internal work goes on from its last checkpoint when a node fails, as work that may be preempted does", () => {
  // Work 0 h to 5 h with a checkpoint at 2 h and 4 h; the node is back at 6 h; 0.5 h of restart and 6 h of work.
  for (const cls of ["internal", "spot"])
    expectAnswers(
      {
        fleet: { nodes: 2, gpusPerNode: 8 },
        jobs: [{ id: "t", submit: 0, gpus: 16, work: 10, cls }],
        onFailure: "from-checkpoint",
        every: 2,
        restart: 0.5,
        failures: [{ node: 1, at: 5, repair: 1 }],
      },
      {
        t_segments: [
          [0, 5],
          [6, 12.5],
        ],
        ledger_t: { gpuHoursHeld: 16 * 11.5, useful: 160, lostWork: 16, checkpoint: 0, restart: 8 },
      },
    );
});
