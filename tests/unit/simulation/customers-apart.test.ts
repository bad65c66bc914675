// Customers that never share a node, in schedules that can be followed by hand: nodes of 8 GPUs, times in minutes.

import { expect, test } from "vitest";
import type { TenancyPlan } from "../../../src/fleet/plan.ts";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { exponential } from "../../../src/kernel/laws/exponential.ts";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import type { Model } from "../../../src/simulation/model.ts";
import type { SourcePlan } from "../../../src/workload/plan.ts";
import {
  fleetOf,
  lawSource,
  modelOf,
  runOf,
  SPOT,
  scheduling,
  type TraceRow,
  totalsOf,
  traceSource,
} from "../../models.ts";

/** A request, of the customer that it names or else of its product. */
const request = (id: string, submit: number, service: number, gpus: number, group?: string): TraceRow => ({
  id,
  submit: submit * MINUTE,
  service: service * MINUTE,
  gpus,
  ...(group !== undefined && { group }),
});

const spot = (name: string, rows: readonly TraceRow[]) =>
  traceSource(name, rows, { ...SPOT, notice: 2 * MINUTE });

function model(
  nodes: number,
  turnover: number,
  sources: readonly SourcePlan[],
  customers: TenancyPlan["customers"] = "apart",
): Model {
  return modelOf({
    fleet: fleetOf(nodes, 8, { tenancy: { unit: "node", turnover: constant(turnover * MINUTE), customers } }),
    scheduling: scheduling({ placement: "best-fit", headOfLine: "skip", preemption: "internal-first" }),
    step: 10_000 * MINUTE,
    sources,
  });
}

/** When each job began first and ended, and where it was last: "id start-end @nodes". */
function story(of: Model): string[] {
  return runOf(of)
    .jobs.map(({ id, firstStart, end, nodes }) => `${id} ${firstStart / MINUTE}-${end / MINUTE} @${nodes}`)
    .sort();
}

/** Halves of a node: Ann comes twice at first and once more after Bob has asked and her last has left. */
const ANN_AND_BOB = [
  spot("spot", [
    request("ann", 0, 50, 4, "Ann"),
    request("ann too", 15, 10, 4, "Ann"),
    request("bob", 20, 20, 4, "Bob"),
    request("ann again", 85, 10, 4, "Ann"),
  ]),
];

test("a node is wiped between two customers, and one waits until the other has left all of it", () => {
  // Wiped for Ann from 0 to 30, whose second request joins in; for Bob from 80 to 110, and for Ann again from 130 to 160.
  const apart = model(1, 30, ANN_AND_BOB);
  expect(story(apart)).toEqual([
    "ann 30-80 @0",
    "ann again 160-170 @0",
    "ann too 30-40 @0",
    "bob 110-130 @0",
  ]);
  expect(runOf(apart).totals.gpuTime[0]!.idleTurnover).toBe(3 * 30 * 8 * MINUTE);
  // Side by side, Bob has the half that Ann's second request has left, and nobody wipes after him.
  const same = model(1, 30, ANN_AND_BOB, "same");
  expect(story(same)).toEqual(["ann 30-80 @0", "ann again 85-95 @0", "ann too 30-40 @0", "bob 40-60 @0"]);
  expect(runOf(same).totals.gpuTime[0]!.idleTurnover).toBe(30 * 8 * MINUTE);
});

test("a node keeps its customer while it is empty: who comes back finds it wiped for them, and another has it wiped", () => {
  const rows = [
    request("ann", 0, 10, 8, "Ann"),
    request("ann again", 100, 10, 8, "Ann"),
    request("bob", 200, 10, 8, "Bob"),
  ];
  expect(story(model(1, 30, [spot("spot", rows)]))).toEqual([
    "ann 30-40 @0",
    "ann again 100-110 @0",
    "bob 230-240 @0",
  ]);
});

test("requests that name no customer are of their product, and who is named by two products is one customer", () => {
  const sources = [
    spot("east", [request("a", 0, 60, 2), request("b", 1, 60, 2, "Ann")]),
    spot("west", [request("c", 2, 60, 2), request("d", 3, 60, 2, "Ann"), request("e", 4, 60, 2, "east")]),
  ];
  // Three customers: east, whom west sells to as well, Ann, and west.
  expect(story(model(4, 0, sources))).toEqual([
    "a 0-60 @0",
    "b 1-61 @1",
    "c 2-62 @2",
    "d 3-63 @1",
    "e 4-64 @0",
  ]);
});

test("internal work shares its nodes among all its groups, and sends one customer away or the other", () => {
  const work = [request("x", 50, 10, 4, "one"), request("y", 50, 10, 4, "two")];
  const rental = [request("ann", 0, 100, 4, "Ann"), request("bob", 1, 100, 4, "Bob")];
  // Bob, the youngest, leaves at 52 with 59 min of work left; his node is wiped for work until 62, and for him again from 72.
  expect(story(model(2, 10, [traceSource("work", work), spot("spot", rental)]))).toEqual([
    "ann 10-110 @0",
    "bob 11-141 @1",
    "x 62-72 @1",
    "y 62-72 @1",
  ]);
});

test("two customers who take turns on one node lose a turnover for every stay", () => {
  // Each comes back a minute after it has left, when the other has the node already: three hours sold, one wiped, and so on.
  const [stay, turnover, turns] = [3, 1, 50];
  const sources = ["Ann", "Bob"].map((name) =>
    lawSource(name, 1, {
      ...SPOT,
      arrivals: { kind: "closed", sources: 1, gap: constant(MINUTE) },
      classes: [{ share: 1, gpus: { values: [8], probabilities: [1] }, service: constant(stay * HOUR) }],
    }),
  );
  // Both come after their first gap.
  const end = MINUTE + turns * (stay + turnover) * HOUR;
  const sold = (customers: TenancyPlan["customers"]) =>
    totalsOf({ ...model(1, 60 * turnover, sources, customers), end }, "turns", 0).gpuTime[0]!;
  const apart = sold("apart");
  expect(apart.allocatedRental).toBe(8 * turns * stay * HOUR);
  expect(apart.idleTurnover).toBe(8 * turns * turnover * HOUR);
  expect(sold("same").allocatedRental).toBe(8 * (end - MINUTE - turnover * HOUR));
});

test("the more customers the same requests are of, the less of them is sold", () => {
  const sold = [1, 2, 8].map((count) => {
    const classes = Array.from({ length: count }, (_, customer) => ({
      share: 1 / count,
      gpus: { values: [1, 2, 4], probabilities: [0.5, 0.3, 0.2] },
      service: exponential(2 * HOUR),
      group: `customer ${customer}`,
    }));
    const sources = [lawSource("on-demand", 6, { side: "rental", priority: 0, whenFull: "refuse", classes })];
    const end = 800 * HOUR;
    return totalsOf({ ...model(4, 30, sources), end }, "customers", 0).gpuTime[0]!.allocatedRental;
  });
  for (let place = 1; place < sold.length; place++) expect(sold[place]).toBeLessThan(sold[place - 1]!);
  expect(sold.at(-1)).toBeLessThan(0.8 * sold[0]!);
});
