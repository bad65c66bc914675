// What no benchmark on a shared machine can show: an event costs the same work on a small fleet and on a large one, with
// few jobs waiting and with many. A walk over either would cost a hundred times as much; a tenth is left for what V8 counts
// differently in code that it has compiled meanwhile (4 % were seen).

import { expect, test } from "vitest";
import type { Simulation as Run } from "../../src/index.ts";
import { blocksRun } from "./work-count.ts";

const { Simulation } = await import("../../src/index.ts");
const { scenarioOf } = await import("../unit/scenario/memory-files.ts");

function simulationOf(text: string): Run {
  return new Simulation(scenarioOf(text), "1", 0);
}

/** Blocks run per event over so many instants, after so many others. */
function workPerEvent(text: string, before: number, measured: number): number {
  const simulation = simulationOf(text);
  simulation.advance(Infinity, before);
  const first = simulation.events;
  const blocks = blocksRun(() => simulation.advance(Infinity, measured));
  return blocks / (simulation.events - first);
}

/**
 * Gangs of 1 to 64 GPUs, and preemption, at a load of 0.95 on 1,024 or 2,048 GPUs; campaigns of 64 nodes hold the rest
 * of a larger fleet, which then is full within the time of a test.
 */
function fleet(gpus: number, placement: string): string {
  const open = Math.min(gpus, 2048);
  const begins = Array((gpus - open) / 512).fill("0s");
  const campaigns =
    begins.length === 0
      ? ""
      : `campaigns: {arrivals: {at: [${begins}]}, gpus: 512, service: {constant: 1y}, priority: 99}`;
  const sizes = "{1: 0.6, 2: 0.15, 4: 0.1, 8: 0.1, 16: 0.04, 64: 0.01}"; // 3.4 GPUs on average
  const work = (share: number) =>
    `{arrivals: {poisson: {rate: ${(share * 0.95 * open) / 3.4}/h}}, gpus: ${sizes}, service: {lognormal: {mean: 1h, cv: 2}}}`;
  return `
name: work
horizon: 1y
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: ${gpus / 8}, gpus_per_node: 8}]}
internal:
  work: ${work(0.6)}
  ${campaigns}
rental:
  products:
    spot: {contract: {preset: aws.spot, notice: 0s}, price: $2/GPU/h, demand: ${work(0.4)}}
scheduling: {order: fcfs, head_of_line: skip, placement: ${placement}, gang: whole-nodes, preemption: internal-first}
outputs: {jobs: false}
`;
}

// What is left of growth: a tree of bits over the nodes has two levels for a thousand GPUs and four for a million.
test.each(["best-fit", "first-fit", "worst-fit"])(
  "an event costs the same work on a thousand GPUs and on a million, within a fifth (%s)",
  (placement) => {
    const small = workPerEvent(fleet(1024, placement), 20_000, 20_000);
    for (const gpus of [8192, 65_536, 1_048_576]) {
      expect(workPerEvent(fleet(gpus, placement), 20_000, 20_000) / small).toBeLessThan(1.2);
    }
  },
);

// Nodes that have arrived are nodes like others.
test("an event costs the same work whether the nodes were there from the beginning or have arrived", () => {
  const there = fleet(1024, "best-fit");
  const arrived = there
    .replace("horizon:", "mode: trajectory\nhorizon:")
    .replace("gpus_per_node: 8", "gpus_per_node: 8, arrives: [{at: 0s, nodes: 64}]");
  expect(workPerEvent(arrived, 5000, 10_000) / workPerEvent(there, 5000, 10_000)).toBeLessThan(1.1);
});

/** So many jobs are always there, 150 or so of them running. */
function crowd(jobs: number, order: string, headOfLine: string): string {
  return `
name: work
horizon: 5d
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 32, gpus_per_node: 8}]}
internal:
  work:
    arrivals: {closed: {sources: ${jobs}, gap: {constant: 0s}}}
    gpus: {1: 60%, 2: 20%, 4: 10%, 8: 10%}
    service: {lognormal: {mean: 1h, cv: 2}}
scheduling: {order: ${order}, head_of_line: ${headOfLine}, placement: best-fit, gang: whole-nodes, preemption: never}
outputs: {jobs: false}
`;
}

// A heap of a hundred times as many jobs is seven levels deeper.
test.each([
  ["fcfs", "block", 1.1],
  ["fcfs", "skip", 1.1],
  ["shortest-first", "skip", 1.5],
] as const)(
  "an event costs the same work while a thousand jobs wait and while a hundred thousand do (%s, %s)",
  (order, headOfLine, most) => {
    const few = workPerEvent(crowd(1000, order, headOfLine), 1000, 20_000);
    const many = workPerEvent(crowd(100_000, order, headOfLine), 1000, 20_000);
    expect(many / few).toBeLessThan(most);
  },
);

/** So many spot jobs are always there; internal jobs take their GPUs again and again. */
function preempted(jobs: number): string {
  return `
name: work
horizon: 5d
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 32, gpus_per_node: 8}]}
internal:
  work:
    arrivals: {sinusoid: {mean: 60/h, amplitude: 90%, period: 2h}}
    gpus: {1: 60%, 2: 20%, 4: 10%, 8: 10%}
    service: {exponential: {mean: 1h}}
rental:
  products:
    spot:
      contract: {preset: aws.spot, notice: 0s}
      price: $2/GPU/h
      demand:
        arrivals: {closed: {sources: ${jobs}, gap: {constant: 0s}}}
        gpus: {1: 60%, 2: 20%, 4: 10%, 8: 10%}
        service: {lognormal: {mean: 1h, cv: 2}}
scheduling: {order: fcfs, head_of_line: skip, placement: best-fit, gang: whole-nodes, preemption: internal-first}
outputs: {jobs: false}
`;
}

test("a preempted job finds its old place at the same cost among a thousand that wait and among a hundred thousand", () => {
  const few = workPerEvent(preempted(1000), 1000, 20_000);
  const many = workPerEvent(preempted(100_000), 1000, 20_000);
  expect(many / few).toBeLessThan(1.1);
});

// Eight runs are longer than they were expected to be, and everybody behind them is late: each is looked at in a pass, once.
// Four times as many late jobs are four times the work, and their trees a quarter deeper; sixteen would be the square.
test("a pass under conservative backfill costs as much as there are late jobs, and not their square", () => {
  const late = (jobs: number) => `
name: late
horizon: 1y
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}]}
internal:
  long: {arrivals: {at: [${Array(8).fill("0s")}]}, gpus: 1, service: 1y, estimate: 1h}
  late: {arrivals: {at: [${Array(jobs).fill("1s")}]}, gpus: 1, service: 1s}
  clock: {arrivals: {every: 10h}, gpus: 8, service: 1s}
scheduling: {placement: pool, backfill: conservative}
`;
  const passes = (jobs: number) => {
    const simulation = simulationOf(late(jobs));
    simulation.advance(20 * 3_600_000 + 1);
    return blocksRun(() => simulation.advance(100 * 3_600_000 + 1));
  };
  expect(passes(400) / passes(100)).toBeLessThan(6);
});
