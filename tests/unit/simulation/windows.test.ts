// Windows and terms: when they are promised, when they run, and what is paid for them.

import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

interface Setting {
  /** keys of the product, as YAML */
  readonly product?: string;
  /** arrivals of requests for the whole pool of 8 GPUs, hours */
  readonly at: readonly number[];
  readonly internal?: string;
  readonly failures?: string;
  readonly horizon?: string;
}

const BLOCK = "contract: aws.capacity-block, term: 1d, lead: 1h";

function run({ product = BLOCK, at, internal = "", failures = "", horizon = "20d" }: Setting) {
  const instants = at.map((hour) => `${hour}h`).join(", ");
  const scenario = scenarioOf(
    [
      `name: windows\nhorizon: ${horizon}\nwarmup: 0s\nstep: 1d\noutputs: {jobs: true}`,
      `fleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}]${failures}}`,
      `internal: {${internal}}`,
      `rental: {products: {block: {${product}, price: $2/GPU/h, demand: {arrivals: {at: [${instants}]}, gpus: 8}}}}`,
    ].join("\n"),
  );
  const simulation = new Simulation(scenario, "1", 0, true);
  simulation.advance(scenario.end);
  const totals = simulation.finish();
  const jobs = simulation.drain().jobs.filter(({ source }) => source === "block");
  jobs.sort((a, b) => Number(a.id) - Number(b.id));
  const fates = jobs.map(({ firstStart, end, outcome }) => [outcome, firstStart / HOUR, end / HOUR]);
  const waits = totals.waits.find(({ source, size }) => source === "block" && size === "all");
  return { fates, sales: totals.sales[0]!, waits, time: totals.gpuTime[0]! };
}

/** Internal work that holds the pool for so many hours from instant 0. */
const busyFor = (hours: number) => `work: {arrivals: {at: [0s]}, gpus: 8, service: ${hours}h}`;

describe("a capacity block", () => {
  test("begins at the first 11:30 its lead after it is bought, ends at 11:00, 30 minutes before its day is over, and pays the day", () => {
    const { fates, sales, waits } = run({ at: [0] });
    expect(fates).toEqual([["completed", 11.5, 35]]);
    expect(sales).toMatchObject({ requests: 1, admitted: 1, billed: 8 * DAY, revenue: 384, refunds: 0 });
    expect(waits).toMatchObject({ count: 1, mean: 0 });
  });

  test("is refused when another is promised in its time, and promised when it begins as that one ends", () => {
    // The first has the pool from 11.5 h to 35 h. A lead of an hour from 10.5 h is 11.5 h still; a moment later it is the next day.
    const { fates, sales } = run({ at: [0, 10, 10.5, 10.501] });
    expect(fates).toEqual([
      ["completed", 11.5, 35],
      ["refused", Number.NaN, 10],
      ["refused", Number.NaN, 10.5],
      ["completed", 35.5, 59],
    ]);
    expect(sales).toMatchObject({ refused: 2, revenue: 2 * 384 });
  });

  test("that finds its GPUs in other hands waits for them from its begin on, and gets all its hours", () => {
    const { fates, sales, waits } = run({ at: [0], internal: busyFor(13) });
    expect(fates).toEqual([["completed", 13, 36.5]]);
    expect(sales.revenue).toBe(384);
    expect(waits).toMatchObject({ mean: 1.5 * HOUR });
  });

  test("that a failure interrupts goes on when it can, gets all its hours, and pays once", () => {
    const failures = ", failures: {rate: 0 per 1 node-day, repair: 1h, at: [{unit: 0, at: 15h, repair: 2h}]}";
    const { fates, sales } = run({ at: [0], failures });
    expect(fates).toEqual([["completed", 11.5, 37]]);
    expect(sales).toMatchObject({ billed: 8 * DAY, revenue: 384 });
  });

  test("of more than may be promised is refused", () => {
    expect(run({ at: [0], product: `${BLOCK}, bookable: 50%` }).fates).toEqual([["refused", Number.NaN, 0]]);
  });

  test("is billed by the time that it has had when the run of the model is over", () => {
    const { sales } = run({ at: [0], horizon: "21.5h" });
    expect(sales).toMatchObject({ billed: 8 * 10 * HOUR, revenue: 160 });
  });
});

describe("a window that begins at once", () => {
  const market = "contract: neocloud.block-market, term: 5h";

  test("is filled at once or not at all", () => {
    const { fates } = run({ at: [0, 3], product: market, internal: busyFor(2) });
    expect(fates).toEqual([
      ["refused", Number.NaN, 0],
      ["completed", 3, 8],
    ]);
  });

  test("that is refused leaves nothing promised", () => {
    // The order at 1 h is killed; what it asked for until 6 h is free for the one at 2 h.
    const { fates } = run({ at: [1, 2], product: market, internal: busyFor(2) });
    expect(fates).toEqual([
      ["refused", Number.NaN, 1],
      ["completed", 2, 7],
    ]);
  });
});

test("windows of several lengths come by their shares, each the sooner for its early end", () => {
  const product = "contract: aws.capacity-block, term: {1d: 50%, 2d: 50%}";
  const { fates } = run({ at: [0, 60, 120, 180, 240, 300], product });
  const lengths = fates.map(([, start, end]) => (end as number) - (start as number));
  expect(new Set(lengths)).toEqual(new Set([23.5, 47.5]));
});

test("a calendar reservation begins a day after it is made, and pays its days, used or not", () => {
  const { fates, sales } = run({ at: [0], product: "contract: google.calendar, term: 2d" });
  expect(fates).toEqual([["completed", 24, 72]]);
  expect(sales).toMatchObject({ billed: 16 * DAY, revenue: 768 });
});

test("who uses half of what is held under holding and use pays 70 % of the price", () => {
  const { sales } = run({ at: [0], product: "contract: neocloud.flex, term: 10h, use: 50%" });
  expect(sales.billed).toBe(80 * HOUR);
  expect(sales.revenue).toBeCloseTo(0.7 * 160, 9);
});

test("a reserved customer is credited for the month in which a failure took its GPUs", () => {
  const failures = ", failures: {rate: 0 per 1 node-day, repair: 1h, at: [{unit: 0, at: 100h, repair: 10h}]}";
  const product = "contract: {preset: neocloud.reserved, claim_probability: 100%}, term: 1y";
  const { sales } = run({ at: [0], product, failures, horizon: "740h" });
  // 10 of 730 h are 1.4 %, below 99 %: 10 % of 8 × 720 h × $2.
  expect(sales.credits).toBeCloseTo(1152, 9);
  expect(sales.gross).toBeCloseTo(8 * 730 * 2, 9);
  expect(sales.revenue).toBeCloseTo(8 * 730 * 2 - 1152, 9);
});

test("a customer whose GPUs are taken is paid what its contract says a breach costs", () => {
  const spot = "contract: {preset: aws.spot, breach_cost: 30m}";
  const scenario = scenarioOf(
    [
      "name: breach\nhorizon: 1d\nwarmup: 0s\noutputs: {jobs: true}",
      "fleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}]}",
      "internal: {work: {arrivals: {at: [2h]}, gpus: 8, service: 1h}}",
      `rental: {products: {spot: {${spot}, price: $2/GPU/h, demand: {arrivals: {at: [0s]}, gpus: 8, service: 4h}}}}`,
    ].join("\n"),
  );
  const simulation = new Simulation(scenario, "1", 0);
  simulation.advance(scenario.end);
  // Taken once: half an hour of 8 GPUs at $2. It has all its 4 h in two lines.
  expect(simulation.finish().sales[0]).toMatchObject({ preempted: 1, breach: 8, gross: 64, revenue: 56 });
});

test("a flex-start request that has waited an hour leaves", () => {
  const scenario = (busy: number) =>
    scenarioOf(
      [
        "name: flex\nhorizon: 20d\nwarmup: 0s\noutputs: {jobs: true}",
        "fleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}]}",
        `internal: {work: {arrivals: {at: [0s]}, gpus: 8, service: ${busy}m}}`,
        "rental: {products: {flex: {contract: google.flex-start, price: $2/GPU/h, on_preemption: kill, demand: {arrivals: {at: [1m]}, gpus: 8, service: 9d}}}}",
      ].join("\n"),
    );
  const fate = (busy: number) => {
    const simulation = new Simulation(scenario(busy), "1", 0, true);
    simulation.advance(20 * DAY);
    simulation.finish();
    const { outcome, firstStart, end } = simulation.drain().jobs.find(({ source }) => source === "flex")!;
    return [outcome, firstStart / MINUTE, end / MINUTE];
  };
  expect(fate(62)).toEqual(["reneged", Number.NaN, 61]);
  // Seven days after its start it is ended.
  expect(fate(60)).toEqual(["preempted", 60, 60 + 7 * 24 * 60]);
});

test("an on-demand customer is credited for a failure, whether anybody keeps records of jobs or not", () => {
  const scenario = scenarioOf(
    [
      "name: credit\nhorizon: 20d\nwarmup: 0s",
      "fleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}], failures: {rate: 0 per 1 node-day, repair: 1h, at: [{unit: 0, at: 10h, repair: 10h}]}}",
      "rental: {products: {it: {contract: aws.on-demand, price: $2/GPU/h, on_failure: resume, demand: {arrivals: {at: [0s]}, gpus: 8, service: 20h}}}}",
    ].join("\n"),
  );
  const credits = [true, false].map((records) => {
    const simulation = new Simulation(scenario, "1", 0, records);
    simulation.advance(scenario.end);
    return simulation.finish().sales[0]!.credits;
  });
  // 10 of 730 h are 1.4 %, below 99 %: 30 % of 8 × 20 h × $2, which half of the customers claim.
  expect(credits[0]).toBeCloseTo(48, 9);
  expect(credits[1]).toBe(credits[0]);
});

describe("a lease", () => {
  const LEASE = "contract: {preset: strategic-lease, breach_cost: 10d}, term: 1y";

  test("that its customer leaves after 100 days ends with 90 days of notice, and is paid until then", () => {
    const { fates, sales } = run({ at: [0], product: `${LEASE}, leaves: 100d`, horizon: "400d" });
    expect(fates).toEqual([["completed", 0, 190 * 24]]);
    expect(sales).toMatchObject({ preempted: 0, breach: 0, gross: 8 * 190 * 24 * 2 });
  });

  test("that its owner recalls costs the owner what a breach costs: 10 days of 8 GPUs at $2", () => {
    const product = `${LEASE}, leaves: 101d, recalled: 100d`;
    const { fates, sales } = run({ at: [0], product, horizon: "400d" });
    expect(fates).toEqual([["preempted", 0, 190 * 24]]);
    expect(sales).toMatchObject({ preempted: 1, breach: 8 * 240 * 2, gross: 8 * 190 * 24 * 2 });
  });

  test("of which notice would be given too late lasts its term", () => {
    const { fates } = run({ at: [0], product: `${LEASE}, leaves: 300d`, horizon: "400d" });
    expect(fates).toEqual([["completed", 0, 365 * 24]]);
  });

  test("that ends while its GPUs are down is over, and what it was promised is free for the next", () => {
    const failures =
      ", failures: {rate: 0 per 1 node-day, repair: 1h, at: [{unit: 0, at: 189d, repair: 10d}]}";
    const { fates, sales } = run({
      at: [0, 4800],
      product: `${LEASE}, leaves: 100d`,
      failures,
      horizon: "250d",
    });
    expect(fates[0]).toEqual(["completed", 0, 190 * 24]);
    expect(fates[1]!.slice(0, 2)).toEqual(["running", 4800]);
    expect(sales.gross).toBe(8 * (189 + 50) * 24 * 2);
  });

  test("that is a month late is given up, and one that is less is not", () => {
    const late = (days: number) =>
      run({ at: [0], product: `${LEASE}, lead: 10d`, internal: busyFor(24 * days), horizon: "100d" })
        .fates[0];
    // A month of 730 h after the tenth day.
    expect(late(50)).toEqual(["reneged", Number.NaN, 240 + 730]);
    expect(late(40)).toEqual(["running", 960, Number.NaN]);
  });
});

describe("a window whose GPUs are claimed ahead", () => {
  const AHEAD = "contract: google.calendar, term: 1d, lead: 1d, claim_ahead: 3h";

  test("holds them idle, booked ahead, until it begins, and gives them up to nobody", () => {
    // Internal work that comes at 22 h for 4 h would delay it by two hours.
    const internal = "work: {arrivals: {at: [22h]}, gpus: 8, service: 4h}";
    const claimed = run({ at: [0], product: AHEAD, internal });
    expect(claimed.fates).toEqual([["completed", 24, 48]]);
    expect(claimed.time).toMatchObject({ idleBooked: 8 * 3 * HOUR, idleNotice: 0 });
    const late = run({ at: [0], product: AHEAD.replace(", claim_ahead: 3h", ""), internal });
    expect(late.fates).toEqual([["completed", 26, 50]]);
    expect(late.time.idleBooked).toBe(0);
  });

  test("has its nodes wiped before it begins", () => {
    const fleet = ", tenancy: {turnover: 1h}";
    const { fates, time } = run({ at: [0], product: AHEAD, failures: fleet });
    expect(fates).toEqual([["completed", 24, 48]]);
    expect(time).toMatchObject({ idleTurnover: 8 * HOUR, idleBooked: 8 * 2 * HOUR });
    const late = run({ at: [0], product: AHEAD.replace(", claim_ahead: 3h", ""), failures: fleet });
    expect(late.fates).toEqual([["completed", 25, 49]]);
  });

  test("asks again when a node that it has claimed fails", () => {
    const failures = ", failures: {rate: 0 per 1 node-day, repair: 1h, at: [{unit: 0, at: 22h, repair: 1h}]}";
    const { fates, time } = run({ at: [0], product: AHEAD, failures });
    expect(fates).toEqual([["completed", 24, 48]]);
    expect(time).toMatchObject({ down: 8 * HOUR, idleBooked: 8 * 2 * HOUR });
  });
});
