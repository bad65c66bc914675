// A node that goes back and forth between the sides, against a renewal argument. One campaign of internal work comes a gap G
// after the last has left, exponential of mean g, and spot always waits, without notice. A cycle begins when a campaign
// leaves: the node is wiped for spot (T), spot runs until the next campaign comes or leaves at once if it has come, the node is
// wiped again (T'), and the campaign runs (S):
//
//   │ T │ spot until G, if G > T │ T' │ S │        of mean  E max(G, T) + E T' + E S
//
// G has no memory, so spot runs for E (G − T)⁺ = g E e^(−T/g) a cycle (renewal reward: Ross, Stochastic Processes, 3.6).

import { expect, test } from "vitest";
import type { Law } from "../../src/kernel/law.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { HOUR } from "../../src/kernel/time.ts";
import { fleetOf, lawSource, modelOf, SPOT, scheduling } from "../models.ts";
import { expectMean, replicationsOf } from "./estimates.ts";

/** Means in hours: the gap, and a campaign's service time. */
const GAP = 4;
const SERVICE = 3;

/** Shares of time that go to spot, to turnovers and to campaigns, where spot runs for `sold` hours of a cycle. */
function shares(turnover: number, sold: number) {
  const cycle = sold + 2 * turnover + SERVICE;
  return { sold: sold / cycle, turnover: (2 * turnover) / cycle, internal: SERVICE / cycle };
}

function alternating(turnover: Law) {
  const warmup = 200 * HOUR;
  const hours = 8000 * HOUR;
  const campaign = { arrivals: { kind: "closed", sources: 1, gap: exponential(GAP * HOUR) } } as const;
  const service = exponential(SERVICE * HOUR);
  return modelOf({
    fleet: fleetOf(1, 1, { tenancy: { unit: "node", turnover, customers: "same" } }),
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

test.each([
  { law: "no time", turnover: constant(0), exact: shares(0, GAP) },
  { law: "an hour", turnover: constant(HOUR), exact: shares(1, GAP * Math.exp(-1 / GAP)) },
  { law: "an exponential hour", turnover: exponential(HOUR), exact: shares(1, GAP ** 2 / (GAP + 1)) },
  { law: "two hours", turnover: constant(2 * HOUR), exact: shares(2, GAP * Math.exp(-2 / GAP)) },
])(
  "a node that alternates between the sides is sold and wiped for the shares of a renewal cycle, with a turnover of $law",
  ({ turnover, exact }) => {
    const runs = replicationsOf(alternating(turnover)).map(({ gpuTime: [time] }) => time!);
    const part = (of: "allocatedRental" | "idleTurnover" | "allocatedInternal") =>
      runs.map((time) => time[of] / time.installed);
    expectMean(part("allocatedRental"), exact.sold, 0.01);
    expectMean(part("allocatedInternal"), exact.internal, 0.01);
    if (exact.turnover > 0) expectMean(part("idleTurnover"), exact.turnover, 0.01);
    else expect(Math.max(...part("idleTurnover"))).toBe(0);
  },
);
