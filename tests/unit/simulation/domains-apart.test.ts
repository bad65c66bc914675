// Domains that pass between internal work and rental as a whole, in schedules that can be followed by hand: nodes of 8 GPUs,
// two to a domain, times in minutes.

import { expect, test } from "vitest";
import type { FailurePlan, FleetPlan, MaintenancePlan, PoolPlan } from "../../../src/fleet/plan.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { exponential } from "../../../src/kernel/laws/exponential.ts";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import type { Model } from "../../../src/simulation/model.ts";
import type { SourcePlan } from "../../../src/workload/plan.ts";
import {
  lawSource,
  modelOf,
  POOL,
  runOf,
  SPOT,
  scheduling,
  steppedService,
  type TraceRow,
  totalsOf,
  traceSource,
} from "../../models.ts";

const job = (id: string, submit: number, service: number, gpus: number, group?: string): TraceRow => ({
  id,
  submit: submit * MINUTE,
  service: service * MINUTE,
  gpus,
  ...(group !== undefined && { group }),
});
const work = (...rows: readonly TraceRow[]) => traceSource("work", rows);
const spot = (...rows: readonly TraceRow[]) => traceSource("spot", rows, { ...SPOT, notice: 2 * MINUTE });

/** So many nodes, of which a domain takes so many minutes to be turned over. */
function domains(
  nodes: number,
  turnover: number,
  sources: readonly SourcePlan[],
  fleet: Partial<FleetPlan> = {},
  pool: Partial<PoolPlan> = {},
): Model {
  return modelOf({
    fleet: {
      pools: [{ ...POOL, nodes, gpusPerNode: 8, nodesPerDomain: 2, ...pool }],
      failures: null,
      maintenance: null,
      tenancy: { unit: "domain", turnover: constant(turnover * MINUTE), customers: "same" },
      ...fleet,
    },
    scheduling: scheduling({ placement: "best-fit", headOfLine: "skip", preemption: "internal-first" }),
    step: 10_000 * MINUTE,
    end: 10_000 * MINUTE,
    sources,
  });
}

/** Nodes that fail, each at a minute and for some of them. */
const failing = (...failures: readonly { unit: number; at: number; repair: number }[]): FailurePlan => ({
  unit: "node",
  ttf: null,
  repair: constant(0),
  crew: Number.POSITIVE_INFINITY,
  at: failures.map(({ unit, at, repair }) => ({ unit, instant: at * MINUTE, repair: repair * MINUTE })),
  preferIdleReplacement: false,
  lemons: null,
  domains: null,
});

/** Of two nodes the first drains from 0 on, the second from 500 on: for 20 min, and is down for 10. */
const MAINTENANCE: MaintenancePlan = {
  every: 1000 * MINUTE,
  batchNodes: 1,
  drain: 20 * MINUTE,
  duration: 10 * MINUTE,
};

/** When each job began first and ended, and where it was last: "id start-end @nodes". */
function story(model: Model): string[] {
  return runOf(model)
    .jobs.map(({ id, firstStart, end, nodes }) => `${id} ${firstStart / MINUTE}-${end / MINUTE} @${nodes}`)
    .sort();
}

/** GPU-minutes that were idle for being wiped, or claimed until that was over. */
const turnedOver = (model: Model) => runOf(model).totals.gpuTime[0]!.idleTurnover / MINUTE;

test("a domain is wiped as one for a request of some GPUs, and others of its side join in", () => {
  const model = domains(4, 30, [
    work(job("a", 0, 60, 8), job("b", 5, 10, 8)),
    spot(job("x", 0, 100, 4), job("y", 10, 50, 8)),
  ]);
  // a holds up the first domain, whose other node is left to b; the second is wiped once, for x and y.
  expect(story(model)).toEqual(["a 0-60 @0", "b 5-15 @1", "x 30-130 @2", "y 30-80 @3"]);
  expect(turnedOver(model)).toBe(2 * 30 * 8);
});

test("a job of one node keeps its whole domain from the other side, until the last has left", () => {
  const model = domains(2, 10, [work(job("a", 0, 60, 1)), spot(job("x", 0, 20, 8))]);
  expect(story(model)).toEqual(["a 0-60 @0", "x 70-90 @0"]);
});

test("victims are taken by domains: all of the first that they would leave empty, and nobody else", () => {
  const rental = spot(
    ...[200, 18, 200, 200, 15, 200].map((service, place) => job(`x${place + 1}`, 0, service, 8)),
    job("x7", 26, 100, 8),
    job("x8", 30, 100, 8),
  );
  // All run from 10 on, x1 to x6 on nodes 0 to 5; x7 follows x5 on node 4, and x8 follows x2 on node 1. At 40 the youngest come
  // first: x8, but x1 stands beside it; x7, and with x6 domain 2 would be empty. These two leave at 42, with 84 and 168 min of
  // work left; the domain is wiped for a until 52, and from 62 to 72 for them again.
  const model = domains(6, 10, [work(job("a", 40, 10, 1)), rental]);
  expect(story(model)).toEqual([
    "a 52-62 @4",
    "x1 10-210 @0",
    "x2 10-28 @1",
    "x3 10-210 @2",
    "x4 10-210 @3",
    "x5 10-25 @4",
    "x6 10-240 @4",
    "x7 26-156 @5",
    "x8 30-130 @1",
  ]);
});

test("nobody is sent away from a domain on which somebody would stay", () => {
  const firm = traceSource("firm", [job("f", 0, 50, 1)], { side: "rental" });
  const model = domains(2, 10, [work(job("a", 20, 10, 1)), firm, spot(job("x", 0, 80, 8))]);
  // f runs from 10 to 60; then x can be sent away from the other node, and leaves at 62 with 28 min of work left. The domain is
  // wiped for a until 72, and for x again until 92.
  expect(story(model)).toEqual(["a 72-82 @0", "f 10-60 @0", "x 10-120 @0"]);
});

test("a gang takes domains that are ready, on their way and rental's, and starts when the last has been wiped", () => {
  const model = domains(6, 10, [
    work(job("s", 5, 10, 1), job("gang", 20, 10, 40)),
    spot(job("x", 0, 100, 8), job("y", 0, 7, 16)),
  ]);
  // x has domain 0 and y domain 1 from 10 on; y joins x's second node, and leaves nodes 1 and 2 at 17. At 20 the gang claims
  // domain 2, has domain 1 wiped until 30, and x sent away, at 22; domain 0 is wiped until 32 for its last node.
  expect(story(model)).toEqual(["gang 32-42 @0,2,3,4,5", "s 5-15 @4", "x 10-140 @0", "y 10-17 @1,2"]);
});

test("a node that fails while its domain is wiped is left out, and comes back set up as the others", () => {
  const rental = spot(job("x", 0, 50, 2), job("y", 1, 20, 8));
  const later = domains(2, 30, [rental], { failures: failing({ unit: 0, at: 20, repair: 15 }) });
  // Node 0 is down from 20 to 35; the wipe of node 1 goes on until 30.
  expect(story(later)).toEqual(["x 35-85 @0", "y 30-50 @1"]);
  expect(turnedOver(later)).toBe((20 + 30) * 8);
  // Back at 25, it joins the others, and what had been claimed of it is claimed anew.
  const sooner = domains(2, 30, [rental], { failures: failing({ unit: 0, at: 20, repair: 5 }) });
  expect(story(sooner)).toEqual(["x 30-80 @0", "y 30-50 @1"]);
  expect(turnedOver(sooner)).toBe((25 + 30) * 8);
});

test("a domain that has lost all its nodes while it was wiped keeps its side, and is wiped anew", () => {
  const failures = failing({ unit: 0, at: 20, repair: 15 }, { unit: 1, at: 25, repair: 15 });
  const model = domains(2, 30, [spot(job("x", 0, 50, 2))], { failures });
  // Node 0 is back at 35 and wiped until 65; node 1 joins it at 40.
  expect(story(model)).toEqual(["x 65-115 @0"]);
  expect(turnedOver(model)).toBe((20 + 25 + 30 + 25) * 8);
});

test("who still runs on a node that drains holds up the domain; then it is wiped without that node, which joins it later", () => {
  const model = domains(
    2,
    30,
    [work(job("a", 480, 25, 8), job("b", 480, 30, 8)), spot(job("x", 502, 50, 1), job("y", 535, 5, 8))],
    { maintenance: MAINTENANCE },
  );
  // b stays on node 1 until 510, and node 0 is wiped from then to 540; node 1 is back at 530.
  expect(story(model)).toEqual(["a 480-505 @0", "b 480-510 @1", "x 540-590 @0", "y 540-545 @1"]);
  expect(turnedOver(model)).toBe((30 + 10) * 8);
});

test("a spare takes the place of a node of another domain, for those whom its own is set up for", () => {
  const model = domains(
    4,
    30,
    [work(job("a", 0, 200, 8)), spot(job("x", 0, 50, 2), job("y", 5, 50, 8))],
    { failures: failing({ unit: 1, at: 20, repair: 80 }) },
    { spares: 1 },
  );
  // Node 2 alone is wiped for x; at 20 node 1 fails, and node 3 joins domain 1 in its stead.
  expect(story(model)).toEqual(["a 0-200 @0", "x 30-80 @2", "y 30-80 @3"]);
  expect(turnedOver(model)).toBe((30 + 10) * 8);
});

test("a node that arrives is set up as its domain is, and joins it while that is wiped", () => {
  const arriving = (at: number) => ({ deliveries: [{ nodes: 1, at: at * MINUTE, delay: null, capex: 0 }] });
  const rental = spot(job("x", 0, 100, 8), job("y", 10, 20, 8));
  expect(story(domains(2, 30, [rental], {}, arriving(50)))).toEqual(["x 30-130 @0", "y 50-70 @1"]);
  expect(story(domains(2, 30, [rental], {}, arriving(20)))).toEqual(["x 30-130 @0", "y 30-50 @1"]);
  // One that arrives in the middle of its maintenance, draining or down, takes no work before that is over, at 530.
  const late = spot(job("x", 505, 100, 2), job("y", 526, 20, 8));
  for (const at of [510, 525]) {
    const model = domains(2, 30, [late], { maintenance: MAINTENANCE }, arriving(at));
    expect(story(model)).toEqual(["x 535-635 @0", "y 535-555 @1"]);
  }
});

test("the last domain of a pool may have fewer nodes", () => {
  const model = domains(3, 10, [work(job("a", 0, 60, 8)), spot(job("x", 0, 20, 8), job("y", 1, 20, 8))]);
  expect(story(model)).toEqual(["a 0-60 @0", "x 10-30 @2", "y 30-50 @2"]);
});

test("customers that are kept apart share no domain", () => {
  const rental = [job("ann", 0, 60, 1, "Ann"), job("bob", 0, 60, 1, "Bob"), job("ann too", 5, 5, 8, "Ann")];
  const tenancy = { unit: "domain", turnover: constant(0), customers: "apart" } as const;
  expect(story(domains(4, 0, [spot(...rental)], { tenancy }))).toEqual([
    "ann 0-60 @0",
    "ann too 5-10 @1",
    "bob 0-60 @2",
  ]);
});

test("a service gets its replicas on a domain that is wiped for it, node by node", () => {
  const services = [steppedService("inference", [0, 60 * MINUTE], [10, 28])];
  const run = runOf({
    ...domains(4, 30, [spot(job("x", 0, 5000, 2))]),
    services,
    end: 120 * MINUTE,
    step: 10 * MINUTE,
  });
  const held = run.utilisation.map(({ allocatedInternal }) => allocatedInternal / (10 * MINUTE));
  // 16 of the first domain at once; x leaves at 62, and the other twelve come at 92, two minutes into their row.
  expect(held).toEqual([10, 10, 10, 10, 10, 10, 16, 16, 16, 16 + 12 * 0.8, 28, 28]);
});

/** Two sides whose jobs come and go at random, on four nodes. */
function harvest(tenancy: FleetPlan["tenancy"], nodesPerDomain: number): Model {
  const one = { gpus: { values: [1, 4, 8], probabilities: [0.4, 0.3, 0.3] }, service: exponential(4 * HOUR) };
  const classes = [{ share: 1, ...one }];
  const sources = [
    lawSource("research", 1, { classes }),
    lawSource("spot", 2, { ...SPOT, notice: 2 * MINUTE, classes }),
  ];
  return { ...domains(4, 0, sources, { tenancy }, { nodesPerDomain }), end: 1500 * HOUR };
}

const TURNOVER = exponential(30 * MINUTE);

test("a domain of one node is a node", () => {
  const failures = { ...failing(), ttf: exponential(40 * HOUR), repair: exponential(3 * HOUR) };
  const runs = (["node", "domain"] as const).map((unit) => {
    const model = harvest({ unit, turnover: TURNOVER, customers: "same" }, 1);
    return runOf({ ...model, fleet: { ...model.fleet, failures }, end: 500 * HOUR });
  });
  expect(runs[1]).toEqual(runs[0]);
});

test("the larger the domains, the less is sold of the same slack", () => {
  const sold = [1, 2, 4].map((nodesPerDomain) => {
    const model = harvest({ unit: "domain", turnover: TURNOVER, customers: "same" }, nodesPerDomain);
    const [time] = totalsOf(model, "harvest", 0).gpuTime;
    return time!.allocatedRental / time!.installed;
  });
  for (let place = 1; place < sold.length; place++) expect(sold[place]).toBeLessThan(sold[place - 1]!);
  expect(sold.at(-1)).toBeLessThan(sold[0]! / 2);
});
