// What a policy may not do, and how it is told.

import { describe, expect, test } from "vitest";
import { Proposal, ProposalKind } from "../../../src/scheduling/contract.ts";
import { commit, PolicyMistake } from "../../../src/simulation/commit.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
import type { JobIndex } from "../../../src/workload/job-table.ts";
import { modelOf, traceSource } from "../../models.ts";

/** Eight GPUs at 5 ms: one job runs on six of them, one waits for four. */
function halfFull() {
  const rows = [
    { id: "runs", submit: 0, service: 100, gpus: 6 },
    { id: "waits", submit: 5, service: 100, gpus: 4 },
  ];
  const simulation = new Simulation(modelOf({ sources: [traceSource("work", rows)] }), "1", 0);
  simulation.advance(5);
  return simulation.state;
}

function proposal(kind: Proposal["kind"], job: number, gpus: number): Proposal {
  const one = new Proposal();
  one.reset(kind, job as JobIndex, 0, gpus);
  return one;
}

describe("commit refuses, and names policy, job, pool and instant,", () => {
  test("a start on more GPUs than are free", () => {
    const attempt = () => commit(halfFull(), proposal(ProposalKind.start, 1, 4));
    expect(attempt).toThrow(PolicyMistake);
    expect(attempt).toThrow("policy fcfs/pool/never placed job 1 on pool pool at 5 ms: needs 4 GPUs, 2 free");
  });

  test("a start of a job that runs already", () => {
    expect(() => commit(halfFull(), proposal(ProposalKind.start, 0, 1))).toThrow("the job does not wait");
  });

  test("a preemption of nobody", () => {
    expect(() => commit(halfFull(), proposal(ProposalKind.preempt, 1, 4))).toThrow("preempts nobody");
  });
});
