// GPUs that their customers hold and do not use: idle for that cause, or resold to spot until the customer comes back.

import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { summarise } from "../../../src/results/summarise.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

interface Setting {
  /** products, as YAML */
  readonly products: string;
  readonly nodes?: number;
  readonly horizon?: string;
  readonly rest?: string;
  readonly fleet?: string;
}

function run({ products, nodes = 1, horizon = "12h", rest = "", fleet = "" }: Setting) {
  const scenario = scenarioOf(
    [
      `name: resale\nhorizon: ${horizon}\nwarmup: 0s\nstep: 1h\noutputs: {jobs: true}\nreplications: 1`,
      `fleet: {pools: [{name: p, gpu: H100, nodes: ${nodes}, gpus_per_node: 8}]${fleet}}`,
      `rental:\n  products:\n${products}`,
      `scheduling: {placement: first-fit, preemption: by-priority}\n${rest}`,
    ].join("\n"),
  );
  const simulation = new Simulation(scenario, "1", 0, true);
  simulation.advance(scenario.end);
  const totals = simulation.finish();
  const summary = summarise([totals], null, scenario);
  const metric = (name: string) => summary.find((row) => row.metric === name)!.mean;
  return { totals, rows: simulation.drain(), time: totals.gpuTime[0]!, metric };
}

const reserved = (use: string, gpus = 8, name = "reserved") =>
  `    ${name}: {contract: neocloud.reserved, term: 1y, price: $1.50/GPU/h, priority: 20, use: ${use}, demand: {arrivals: {at: [0s]}, gpus: ${gpus}}}\n`;
const spot = (at: string, gpus: number, service: string, name = "spot", contract = "aws.spot") =>
  `    ${name}: {contract: ${contract}, price: $0.60/GPU/h, demand: {arrivals: {at: [${at}]}, gpus: ${gpus}, service: ${service}}}\n`;

describe("GPUs that a customer leaves unused", () => {
  test("are idle for that cause, and are paid and sold all the same", () => {
    // Used from 0 to 2 h and from 6 to 8 h, unused in between and from 8 to 12 h.
    const { time, totals, metric } = run({ products: reserved("{busy: 2h, idle: 4h}") });
    expect(time).toMatchObject({
      allocatedRental: 32 * HOUR,
      idleUnused: 64 * HOUR,
      idle: 64 * HOUR,
      resold: 0,
    });
    expect(totals.sales[0]).toMatchObject({ billed: 96 * HOUR, used: 32 * HOUR, revenue: 144 });
    expect(metric("utilisation_sold")).toBe(1);
    expect(metric("utilisation")).toBe(1 / 3);
    expect(metric("idle_reserved_unused_share")).toBe(2 / 3);
  });

  test("cost their holding rate alone where use is billed apart: 96 GPU-hours at 40 % and 32 at 60 % of $2", () => {
    const flex = reserved("{busy: 2h, idle: 4h}").replace("neocloud.reserved", "neocloud.flex");
    const { totals } = run({ products: flex.replace("$1.50", "$2") });
    expect(totals.sales[0]!.revenue).toBeCloseTo(96 * 0.4 * 2 + 32 * 0.6 * 2, 9);
  });

  test("are given to nobody else where they are not resold", () => {
    const { totals } = run({ products: reserved("{busy: 2h, idle: 4h}") + spot("1h", 4, "1h") });
    expect(totals.sales[1]).toMatchObject({ requests: 1, admitted: 0, billed: 0 });
  });

  test("are resold from when they are left until their customer comes back, and the notice is over", () => {
    const use = "{busy: 2h, idle: 4h, resell: true}";
    const { rows, totals, time } = run({ products: reserved(use) + spot("1h", 4, "7h") });
    // It starts at 2 h, is told at 6 h, leaves at 6 h 02, and does from 8 h on the 2 h 58 that are left of its 7 h.
    const guest = rows.jobs.find(({ source }) => source === "spot")!;
    expect(guest).toMatchObject({ outcome: "completed", firstStart: 2 * HOUR, preemptions: 1 });
    expect(guest.end).toBe(10 * HOUR + 58 * MINUTE);
    expect(totals.sales[0]).toMatchObject({ billed: 96 * HOUR, revenue: 144 });
    expect(totals.sales[1]).toMatchObject({ billed: 28 * HOUR, preempted: 1 });
    expect(time.resold).toBe(28 * HOUR);
    // What nobody had: 4 of its 8 GPUs for 4 h, and from 8 h on 4 for 4 h and 4 more for 1 h 02.
    expect(time.idleUnused).toBe(16 * HOUR + 16 * HOUR + 4 * (HOUR + 2 * MINUTE));
    expect(time.allocatedRental + time.idleUnused).toBe(96 * HOUR);
  });

  test("make up the three utilisations of a month: 0.8 allocated, all of it sold (the case L07 of the theory)", () => {
    const never = reserved("{busy: 0s, idle: 1y, resell: true}");
    const always = never.replace("reserved:", "other:").replace(/use: \{[^}]*\}, /, "");
    const { totals, metric } = run({
      products: always + never + spot("0s", 8, "432h"),
      nodes: 2,
      horizon: "720h",
    });
    const revenues = totals.sales.map(({ revenue }) => revenue);
    expect(revenues[0]! + revenues[1]!).toBe(17_280);
    expect(revenues[2]).toBeCloseTo(2073.6, 8);
    expect(metric("utilisation")).toBe(0.8);
    expect(metric("utilisation_sold")).toBe(1);
    expect(metric("utilisation_useful")).toBe(0.8);
  });

  test("of several customers on one node make room together, and only who stands in the way leaves", () => {
    // Two customers of 4 GPUs on one node: one comes back at 6 h, the other stays away.
    const products =
      reserved("{busy: 2h, idle: 4h, resell: true}", 4, "first") +
      reserved("{busy: 2h, idle: 1y, resell: true}", 4, "second") +
      spot("1h", 8, "1h", "both") +
      spot("3h", 4, "9h", "left") +
      spot("3h", 4, "9h", "right");
    const { rows } = run({ products });
    const of = (source: string) => rows.jobs.find((job) => job.source === source)!;
    expect(of("both")).toMatchObject({ firstStart: 2 * HOUR, end: 3 * HOUR, outcome: "completed" });
    expect([of("left").preemptions, of("right").preemptions].sort()).toEqual([0, 1]);
  });

  test("are their guests' own when their window is over", () => {
    // The window begins a day after it is bought, is used for 12 h, and is over at 48 h; the guest stays to its own end.
    const block = reserved("{busy: 12h, idle: 30h, resell: true}")
      .replace("neocloud.reserved", "google.calendar")
      .replace("1y", "1d");
    const { rows, time } = run({ products: block + spot("37h", 8, "30h"), horizon: "3d" });
    const guest = rows.jobs.find(({ source }) => source === "spot")!;
    expect(guest).toMatchObject({
      firstStart: 37 * HOUR,
      end: 67 * HOUR,
      preemptions: 0,
      outcome: "completed",
    });
    expect(time.resold).toBe(8 * 11 * HOUR);
    expect(time.idleUnused).toBe(8 * HOUR);
  });

  test("go down with their node and its guest; a guest elsewhere runs on and leaves when the customer wants its nodes", () => {
    const products =
      reserved("{busy: 1h, idle: 1y, resell: true}", 16) +
      spot("0s", 8, "30h", "first") +
      spot("0s", 8, "30h", "second");
    const fleet = ", failures: {rate: 0 per 1 node-day, repair: 1h, at: [{unit: 0, at: 5h, repair: 2h}]}";
    const { rows, time } = run({ products, nodes: 2, fleet });
    const of = (source: string) => rows.jobs.find((job) => job.source === source)!;
    expect([of("first").preemptions, of("second").preemptions]).toEqual([0, 1]);
    // Both are guests from 1 h to 5 h, and from 8 h 02 on: the customer has its nodes again at 7 h 02 and uses them for an hour.
    expect(time.resold).toBe(16 * (4 * HOUR + 4 * HOUR - 2 * MINUTE));
    expect(time.down).toBe(16 * HOUR);
  });
});
