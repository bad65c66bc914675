// A node, or a domain, that goes back and forth between the sides, against a renewal argument. One campaign of internal work comes a gap G
// after the last has left, exponential of mean g, and spot always waits, without notice. A cycle begins when a campaign
// leaves: the node is wiped for spot (T), spot runs until the next campaign comes or leaves at once if it has come, the node is
// wiped again (T'), and the campaign runs (S):
//
//   │ T │ spot until G, if G > T │ T' │ S │        of mean  E max(G, T) + E T' + E S
//
// G has no memory, so spot runs for E (G − T)⁺ = g E e^(−T/g) a cycle (renewal reward: Ross, Stochastic Processes, 3.6). A domain
// of n nodes goes through the same cycle for a campaign that needs one of them: spot has all of it or nothing.

import { expect, test } from "vitest";
import type { FleetPlan, TenancyPlan } from "../../src/fleet/plan.ts";
import type { Law } from "../../src/kernel/law.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { HOUR } from "../../src/kernel/time.ts";
import { erlangB } from "../../src/theory/erlang-b.ts";
import { fleetOf, lawSource, modelOf, POOL, SPOT, scheduling } from "../models.ts";
import { expectMean, replicationsOf } from "./estimates.ts";

/** Means in hours: the gap, and a campaign's service time. */
const GAP = 4;
const SERVICE = 3;

/** Shares of time that go to spot, to turnovers and to campaigns, where spot runs for `sold` hours of a cycle. */
function shares(turnover: number, sold: number) {
  const cycle = sold + 2 * turnover + SERVICE;
  return { sold: sold / cycle, turnover: (2 * turnover) / cycle, internal: SERVICE / cycle };
}

/** Nodes of one GPU, a domain if there are several, for campaigns of one GPU. */
function alternating(turnover: Law, nodes: number) {
  const warmup = 200 * HOUR;
  const hours = 8000 * HOUR;
  const campaign = { arrivals: { kind: "closed", sources: 1, gap: exponential(GAP * HOUR) } } as const;
  const service = exponential(SERVICE * HOUR);
  return modelOf({
    fleet: domainOf(nodes, turnover),
    warmup,
    end: warmup + hours,
    step: hours,
    sources: [
      lawSource("campaigns", 1, {
        ...campaign,
        classes: [{ share: 1, gpus: { values: [1], probabilities: [1] }, service }],
      }),
      lawSource("spot", 1, { ...SPOT, arrivals: { kind: "backlog" } }),
    ],
    scheduling: scheduling({ placement: "best-fit", preemption: "internal-first", headOfLine: "skip" }),
  });
}

function domainOf(nodes: number, turnover: Law, unit: TenancyPlan["unit"] = "domain"): FleetPlan {
  const pools = [{ ...POOL, nodes, gpusPerNode: 1, nodesPerDomain: nodes }];
  return fleetOf(nodes, 1, { pools, tenancy: { unit, turnover, customers: "same" } });
}

const LAWS = [
  { law: "no time", turnover: constant(0), exact: shares(0, GAP) },
  { law: "an hour", turnover: constant(HOUR), exact: shares(1, GAP * Math.exp(-1 / GAP)) },
  { law: "an exponential hour", turnover: exponential(HOUR), exact: shares(1, GAP ** 2 / (GAP + 1)) },
  { law: "two hours", turnover: constant(2 * HOUR), exact: shares(2, GAP * Math.exp(-2 / GAP)) },
];

test.each([1, 4].flatMap((nodes) => LAWS.map((each) => ({ nodes, ...each }))))(
  "what alternates between the sides is sold and wiped for the shares of a renewal cycle, with $nodes to a domain and a turnover of $law",
  ({ nodes, turnover, exact }) => {
    const runs = replicationsOf(alternating(turnover, nodes)).map(({ gpuTime: [time] }) => time!);
    const part = (of: "allocatedRental" | "idleTurnover" | "allocatedInternal") =>
      runs.map((time) => time[of] / time.installed);
    expectMean(part("allocatedRental"), exact.sold, 0.01);
    expectMean(part("allocatedInternal"), exact.internal / nodes, 0.01);
    if (exact.turnover > 0) expectMean(part("idleTurnover"), exact.turnover, 0.01);
    else expect(Math.max(...part("idleTurnover"))).toBe(0);
  },
);

// Requests of one node on n nodes that never wait are an Erlang loss system. Spot that always waits has what they leave, where
// single nodes change hands in no time; where all n are a domain it has them only while nobody is there, for the share of time
// P₀ = 1 / Σ aᵏ/k!, k ≤ n (Erlang 1917).
test.each([
  { unit: "node", exact: (load: number, nodes: number) => 1 - (load * (1 - erlangB(nodes, load))) / nodes },
  {
    unit: "domain",
    exact: (load: number, nodes: number) => (erlangB(nodes, load) * factorial(nodes)) / load ** nodes,
  },
] as const)(
  "spot has what an Erlang loss system leaves of a unit of tenancy, by $unit",
  ({ unit, exact }) => {
    const [load, nodes] = [1, 4];
    const warmup = 100 * HOUR;
    const hours = 4000 * HOUR;
    const model = modelOf({
      fleet: domainOf(nodes, constant(0), unit),
      warmup,
      end: warmup + hours,
      step: hours,
      sources: [
        lawSource("requests", load, { whenFull: "refuse" }),
        lawSource("spot", 1, { ...SPOT, arrivals: { kind: "backlog" } }),
      ],
      scheduling: scheduling({ placement: "best-fit", preemption: "internal-first", headOfLine: "skip" }),
    });
    const sold = replicationsOf(model).map(({ gpuTime: [time] }) => time!.allocatedRental / time!.installed);
    expectMean(sold, exact(load, nodes), 0.01);
  },
);

function factorial(n: number): number {
  return n === 0 ? 1 : n * factorial(n - 1);
}
