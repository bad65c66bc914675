// Nodes that pass between internal work and rental, in schedules that can be followed by hand: nodes of 8 GPUs, times in
// minutes.

import { expect, test } from "vitest";
import { Image } from "../../../src/fleet/tenancy.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { exponential } from "../../../src/kernel/laws/exponential.ts";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import type { Model } from "../../../src/simulation/model.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
import {
  fleetOf,
  lawSource,
  modelOf,
  ON_DEMAND,
  runOf,
  SPOT,
  scheduling,
  steppedService,
  type TraceRow,
  totalsOf,
  traceSource,
} from "../../models.ts";

const job = (id: string, submit: number, service: number, gpus: number): TraceRow => ({
  id,
  submit: submit * MINUTE,
  service: service * MINUTE,
  gpus,
});

/** Some nodes of 8 GPUs, which take so long to be turned over. */
function apart(nodes: number, turnover: number, parts: Partial<Model>): Model {
  return modelOf({
    fleet: fleetOf(nodes, 8, {
      tenancy: { unit: "node", turnover: constant(turnover * MINUTE), customers: "same" },
    }),
    scheduling: scheduling({ placement: "best-fit", headOfLine: "skip", preemption: "internal-first" }),
    step: 10_000 * MINUTE,
    ...parts,
  });
}

/** Node 0 is down from minute 20 to 35. */
function broken(model: Model): Model {
  const failures = {
    unit: "node",
    ttf: null,
    repair: constant(0),
    crew: Number.POSITIVE_INFINITY,
    at: [{ unit: 0, instant: 20 * MINUTE, repair: 15 * MINUTE }],
    preferIdleReplacement: false,
    lemons: null,
    domains: null,
  } as const;
  return { ...model, fleet: { ...model.fleet, failures } };
}

/** When each job began first and ended, and where it was last: "id start-end @nodes". */
function story(model: Model): string[] {
  return runOf(model)
    .jobs.map(({ id, firstStart, end, nodes }) => `${id} ${firstStart / MINUTE}-${end / MINUTE} @${nodes}`)
    .sort();
}

const spot = (rows: readonly TraceRow[], notice = 2) =>
  traceSource("spot", rows, { ...SPOT, notice: notice * MINUTE });

/** a takes node 0. b and c ask for 2 and 6 GPUs of the node that spot has. */
const WORKED = [
  traceSource("work", [job("a", 0, 60, 8), job("b", 40, 20, 2), job("c", 50, 10, 6)]),
  spot([job("x", 0, 100, 4), job("y", 10, 50, 3)]),
];

test("a node is wiped each time that it passes from one side to the other", () => {
  // Node 1 is wiped for x from 0 to 30, and y joins in. At 40 b has both sent away; they leave at 42 with 88 and 38 min of
  // work left, and node 1 is wiped until 72; c joins in. At 60 a ends, and node 0 is wiped for x and y until 90.
  const model = apart(2, 30, { sources: WORKED });
  expect(story(model)).toEqual(["a 0-60 @0", "b 72-92 @1", "c 72-82 @1", "x 30-178 @0", "y 30-128 @0"]);
  const [time] = runOf(model).totals.gpuTime;
  expect(time!.idleTurnover).toBe(3 * 30 * 8 * MINUTE);
  // The eighth GPU of node 1 is free from 40 to 42, and nobody may have it.
  expect(time!.idleNotice).toBe(2 * MINUTE);
});

test("a turnover of no time leaves what notices and whole nodes leave", () => {
  const model = apart(2, 0, { sources: WORKED });
  expect(story(model)).toEqual(["a 0-60 @0", "b 42-62 @1", "c 50-60 @1", "x 0-118 @0", "y 10-78 @0"]);
  expect(runOf(model).totals.gpuTime[0]!.idleTurnover).toBe(0);
});

test("a request that does not wait is not refused where an empty node can be turned over", () => {
  const rental = traceSource("rental", [job("first", 0, 10, 8), job("second", 5, 10, 1)], ON_DEMAND);
  const run = runOf(apart(1, 30, { sources: [rental] }));
  expect(run.jobs.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    "second refused",
    "first completed",
  ]);
  expect(run.jobs[1]).toMatchObject({ firstStart: 30 * MINUTE, end: 40 * MINUTE });
});

test("a job goes to a node of its own side, though a fuller one of the other side has room", () => {
  const sources = [
    traceSource("work", [job("a", 0, 100, 1), job("b", 50, 10, 2)]),
    spot([job("x", 0, 100, 6)]),
  ];
  expect(story(apart(2, 10, { sources }))).toEqual(["a 0-100 @0", "b 50-60 @0", "x 10-110 @1"]);
});

test("nobody is sent away where an empty node of another pool can be turned over", () => {
  const sources = [
    traceSource("work", [job("a", 100, 10, 1)], { pools: [0, 1] }),
    spot([job("x", 0, 200, 4)]),
    traceSource("other", [job("y", 0, 20, 4)], { ...SPOT, pools: [1] }),
  ];
  const model = apart(1, 10, { sources });
  const pools = [0, 1].map((number) => ({ ...model.fleet.pools[0]!, name: `pool-${number}` }));
  const run = runOf({ ...model, fleet: { ...model.fleet, pools } });
  expect(run.jobs.find(({ id }) => id === "a")).toMatchObject({ pool: 1, firstStart: 110 * MINUTE });
  expect(run.jobs.find(({ id }) => id === "x")).toMatchObject({ preemptions: 0 });
});

test("one job of rental that keeps its GPUs keeps the whole node from internal work", () => {
  const sources = [
    traceSource("work", [job("a", 20, 10, 1)]),
    traceSource("firm", [job("f", 0, 30, 1)], { side: "rental" }),
    spot([job("x", 0, 50, 4)]),
  ];
  // f runs from 10 to 40; then x alone can be sent away, with the node wiped from 42 to 52.
  expect(story(apart(1, 10, { sources }))).toEqual(["a 52-62 @0", "f 10-40 @0", "x 10-90 @0"]);
});

test("a gang takes nodes that are ready, on their way and rental's, and starts when the last has been wiped", () => {
  const sources = [
    traceSource("work", [job("s", 5, 10, 1), job("gang", 20, 10, 24)]),
    spot([job("x", 0, 100, 8), job("y", 0, 7, 8)]),
  ];
  // x and y run on nodes 0 and 1 from 10 on, y until 17; s stands on node 2 from 5 to 15. At 20 the gang claims node 2,
  // has node 1 wiped until 30, and x sent away: it leaves at 22, and node 0 is wiped until 32.
  const model = apart(3, 10, { sources });
  expect(story(model)).toEqual(["gang 32-42 @0,1,2", "s 5-15 @2", "x 10-140 @0", "y 10-17 @1"]);
});

test("a service gets its replicas on a node that is wiped for it", () => {
  const services = [steppedService("inference", [0, 60 * MINUTE], [3, 12])];
  const simulation = new Simulation(
    apart(2, 30, { end: 200 * MINUTE, services, sources: [spot([job("x", 0, 500, 2)])] }),
    "1",
    0,
  );
  const held: number[] = [];
  for (const minute of [0, 60, 61, 63, 92, 93]) {
    simulation.advance(minute * MINUTE);
    held.push(simulation.state.services[0]!.held);
  }
  // 8 are to be had at once; x leaves at 62, and the other four come at 92.
  expect(held).toEqual([3, 8, 8, 8, 12, 12]);
});

test("a node that fails while it is wiped keeps its side, and who has claimed it waits again", () => {
  const model = broken(apart(1, 30, { sources: [spot([job("x", 0, 50, 2)])] }));
  // Wiped from 0 to 20, down until 35, and wiped anew until 65.
  expect(story(model)).toEqual(["x 65-115 @0"]);
  expect(runOf(model).totals.gpuTime[0]!.idleTurnover).toBe(50 * 8 * MINUTE);
});

test("what a claim that is given up had claimed of other nodes may be claimed by others", () => {
  const sources = [spot([job("gang", 0, 50, 16)])];
  const simulation = new Simulation(broken(apart(2, 30, { sources })), "1", 0);
  const [pool] = simulation.state.pools;
  const coming: number[] = [];
  for (const minute of [10, 20]) {
    simulation.advance(minute * MINUTE);
    coming.push(pool!.tenancy!.comingGpus[Image.rental]!);
  }
  // Both nodes are wiped for all of the gang; then node 0 fails, and node 1 goes on for nobody.
  expect(coming).toEqual([0, 8]);
});

test("the longer a turnover takes, the less is sold of the same slack", () => {
  const one = { gpus: { values: [1, 4, 8], probabilities: [0.4, 0.3, 0.3] }, service: exponential(4 * HOUR) };
  const classes = [{ share: 1, ...one }];
  const sources = [
    lawSource("research", 1, { classes }),
    lawSource("spot", 2, { ...SPOT, notice: 2 * MINUTE, classes }),
  ];
  const sold = [0, 30, 120, 480].map((turnover) => {
    const { gpuTime } = totalsOf(apart(4, turnover, { sources, end: 2000 * HOUR }), "harvest", 0);
    return gpuTime[0]!.allocatedRental / gpuTime[0]!.installed;
  });
  for (let place = 1; place < sold.length; place++) expect(sold[place]).toBeLessThan(sold[place - 1]!);
  expect(sold.at(-1)).toBeLessThan(sold[0]! / 2);
});
