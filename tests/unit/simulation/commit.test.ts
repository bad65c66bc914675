// What a policy may not do, and how it is told.

import { describe, expect, test } from "vitest";
import { Proposal, ProposalKind } from "../../../src/scheduling/contract.ts";
import { commit, PolicyMistake } from "../../../src/simulation/commit.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
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

/** A proposal for the job of this number: 0 runs, 1 waits. */
function propose(kind: Proposal["kind"], number: number, gpus: number): () => void {
  const state = halfFull();
  const job = [...state.jobs.rows()].find((row) => state.jobs.number[row] === number)!;
  const one = new Proposal();
  one.reset(kind, job, 0, gpus);
  return () => commit(state, one);
}

describe("commit refuses, and names policy, job, pool and instant,", () => {
  test("a start on more GPUs than are free", () => {
    const attempt = propose(ProposalKind.start, 1, 4);
    expect(attempt).toThrow(PolicyMistake);
    expect(attempt).toThrow("policy fcfs/pool/never placed job 1 on pool pool at 5 ms: needs 4 GPUs, 2 free");
  });

  test("a start of a job that runs already", () => {
    expect(propose(ProposalKind.start, 0, 1)).toThrow("the job does not wait");
  });

  test("a preemption of nobody", () => {
    expect(propose(ProposalKind.preempt, 1, 4)).toThrow("preempts nobody");
  });
});
