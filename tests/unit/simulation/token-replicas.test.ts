// Token products through the public surface: a scenario as a user writes it, run to its end.

import { describe, expect, test } from "vitest";
import { HOUR, type LedgerRows, type RunTotals, simulationOf, summarise } from "../../../src/index.ts";
import type { TokenRow, TokenSales } from "../../../src/ledger/rows.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

interface Run extends LedgerRows {
  readonly totals: RunTotals;
}

/** 64 H100; a GPU serves 2,209 tokens a second × 30 % of llama33_70b. */
const PER_GPU = 0.3 * 2209;
const FLAT = "trough: 100%, weekend: 100%";

function scenario(products: string, rest = "", internal = "{}", scheduling = "{head_of_line: skip}") {
  return scenarioOf(`name: tokens
horizon: 4d
warmup: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}]}
internal: ${internal}
rental: {products: {${products}}}
scheduling: ${scheduling}
${rest}`);
}

function product(name: string, contract: string, keys: string): string {
  return `${name}: {contract: tokens.${contract}, model: llama33_70b, price: {in: $0.59/Mtok, out: $0.79/Mtok}, ${keys}}`;
}

function run(of: ReturnType<typeof scenario>): Run {
  const simulation = simulationOf(of, { replication: 0, variant: "rental" }, true);
  simulation.advance(Infinity);
  const totals = simulation.finish();
  return { ...simulation.drain(), totals };
}

/** Total GPU-hours that replicas held. */
const gpuHours = ({ held }: TokenSales) => held / HOUR;
const hourOf = ({ stepStart }: TokenRow) => (stepStart / HOUR) % 24;

describe("standard tokens", () => {
  test("of a steady demand are all served by the least whole number of replicas, and earn $3.29 a GPU-hour at most", () => {
    const { totals } = run(scenario(product("a", "standard", `demand: {peak: 10 ktok/s, ${FLAT}}`)));
    const sales = totals.tokens[0]!;
    expect(sales.askedFor / (10_000 * 4 * 24 * 3600)).toBeCloseTo(1, 9);
    expect(sales.served / sales.askedFor).toBeCloseTo(1, 9);
    expect(gpuHours(sales)).toBe(Math.ceil(10_000 / PER_GPU) * 4 * 24);
    expect(sales.revenue).toBeCloseTo((sales.served * (0.59 + 0.79)) / 1e6, 6);
    // Facts: 10.97 × 30 % at full load; here 15.09 of 16 GPUs are busy.
    expect(sales.revenue / gpuHours(sales)).toBeCloseTo((3.29 * 15.09) / 16, 2);
  });

  test("follow the tide: replicas rise to the peak and fall to the trough, and what is served is the demand", () => {
    const { tokens } = run(scenario(product("a", "standard", "demand: {peak: 40 ktok/s, weekend: 100%}")));
    const atPeak = tokens.find((row) => hourOf(row) === 9)!;
    const atTrough = tokens.find((row) => hourOf(row) === 21)!;
    expect(atPeak.held / HOUR).toBeCloseTo(40_000 / PER_GPU, -0.5);
    expect(atTrough.held / atPeak.held).toBeGreaterThan(0.45 * 0.95);
    expect(atTrough.held / atPeak.held).toBeLessThan(0.45 * 1.15);
    for (const row of tokens) expect(row.served).toBeLessThanOrEqual(row.askedFor * (1 + 1e-9));
    expect(tokens.every(({ unserved, askedFor }) => unserved < 0.01 * askedFor)).toBe(true);
  });

  test("beyond the fleet are turned away: 64 GPUs serve what they can", () => {
    const { totals } = run(scenario(product("a", "standard", `demand: {peak: 100 ktok/s, ${FLAT}}`)));
    const { served, unserved, askedFor } = totals.tokens[0]!;
    expect(served / (64 * PER_GPU * 4 * 24 * 3600)).toBeCloseTo(1, 9);
    expect((served + unserved) / askedFor).toBeCloseTo(1, 9);
  });

  test("shrink by the replicas that wait, which have left after waiting: none that runs leaves while others have no GPU", () => {
    // Between 100 and 60 thousand tokens a second, where 64 GPUs serve 42.
    const keys = "demand: {peak: 100 ktok/s, trough: 60%, weekend: 100%}";
    const { jobs, tokens } = run(scenario(product("a", "standard", keys)));
    const left = jobs.filter(({ outcome }) => outcome === "reneged");
    expect(left.length).toBeGreaterThan(100);
    expect(jobs.every(({ service }) => Number.isNaN(service))).toBe(true);
    expect(left.every(({ firstStart }) => Number.isNaN(firstStart))).toBe(true);
    expect(jobs.filter(({ outcome }) => outcome === "completed")).toEqual([]);
    expect(tokens.every(({ held }) => held === 64 * HOUR)).toBe(true);
  });

  test("make room for internal work that preempts them, and are served again when it has left", () => {
    const surge = "surge: {jobs: [{submit: 48h, gpus: 64, service: 6h}]}";
    const keys = `demand: {peak: 30 ktok/s, ${FLAT}}`;
    const of = scenario(
      product("a", "standard", keys),
      "",
      `{${surge}}`,
      "{head_of_line: skip, preemption: internal-first}",
    );
    const { tokens, totals } = run(of);
    const served = (hour: number) => tokens.find(({ stepStart }) => stepStart === hour * HOUR)!;
    expect(served(47).unserved).toBe(0);
    expect([48, 50, 53].map((hour) => served(hour).served)).toEqual([0, 0, 0]);
    expect(served(54).unserved).toBe(0);
    expect(totals.waits.find(({ source, size }) => source === "surge" && size === "all")?.mean).toBe(0);
  });

  test("stand by their own priority: above spot they take its GPUs under by-priority, below they get none", () => {
    const spot =
      "spot: {contract: aws.spot, price: $1/GPU/h, priority: 20, demand: {rate: 40/h, gpus: 8, service: 2h}}";
    const share = (priority: number) => {
      const keys = `priority: ${priority}, demand: {peak: 20 ktok/s, ${FLAT}}`;
      const both = `${product("a", "standard", keys)}, ${spot}`;
      const { served, askedFor } = run(
        scenario(both, "", "{}", "{head_of_line: skip, preemption: by-priority}"),
      ).totals.tokens[0]!;
      return served / askedFor;
    };
    expect(share(30)).toBeGreaterThan(0.999);
    expect(share(10)).toBeLessThan(0.05);
  });
});

describe("a price that drivers move", () => {
  // A release doubles the price after two days, and stays: e^(ln 2).
  const release = (loads: string) =>
    `drivers: {release: {process: {events: {at: [48h], size: 0.6931471805599453, half_life: 100000000d}}, loads: {${loads}}}}`;
  const LINEAR = `demand: {peak: 10 ktok/s, ${FLAT}, form: linear, ceiling: $5.52/Mtok}`;
  const sold = (contract: string, keys: string, loads: string) =>
    run(scenario(product("a", contract, keys), release(loads))).totals.tokens[0]!;

  test("is paid for what is served under it, and fewer ask: a day of 7,500 tokens a second at $1.38, three of 5,000 at $2.76", () => {
    const sales = sold("standard", LINEAR, "rental.price: 1");
    const [before, after] = [7500 * 24 * 3600, 5000 * 72 * 3600];
    expect(sales.askedFor / (before + after)).toBeCloseTo(1, 6);
    expect(sales.revenue / ((before * 1.38 + after * 2.76) / 1e6)).toBeCloseTo(1, 6);
    expect(sales.price).toBeCloseTo((24 * 1.38 + 72 * 2.76) / 96, 6);
  });

  test("is that of what is provisioned too, used or not", () => {
    const keys = `provisioned: 6 ktok/s, demand: {peak: 1 ktok/s, ${FLAT}}`;
    const sales = sold("provisioned", keys, "rental.price.a: 1");
    expect(sales.revenue / ((6000 * 3600 * (24 * 1.38 + 72 * 2.76)) / 1e6)).toBeCloseTo(1, 6);
  });

  test("that is loaded by 0 stays, to the last byte", () => {
    const keys = `demand: {peak: 30 ktok/s}`;
    const still = scenario(product("a", "batch", keys), release("rental.price: 0"));
    expect(run(still)).toEqual(run({ ...still, drivers: [] }));
  });
});

describe("on GPUs of two types", () => {
  const text = (keys: string) => `name: types
horizon: 2d
warmup: 1d
fleet:
  pools:
    - {name: h100, gpu: H100, nodes: 1, gpus_per_node: 8}
    - {name: h200, gpu: H200, nodes: 1, gpus_per_node: 8}
internal: {}
rental: {products: {${product("a", "standard", keys)}}}
scheduling: {head_of_line: skip}
`;

  test("replicas fill the pools in their order, and are as many as serve the demand at the speeds of their pools", () => {
    const { totals, allocation } = run(scenarioOf(text(`demand: {peak: 6.8 ktok/s, ${FLAT}}`)));
    // Eight H100 serve 5,301.6 and two H200 1,552.2; eleven are asked for at first, as if all were H100.
    const held = (pool: number) =>
      allocation.filter((row) => row.pool === pool).reduce((sum, { allocated }) => sum + allocated, 0);
    expect([held(0) / HOUR, held(1) / HOUR]).toEqual([8 * 48, 2 * 48]);
    expect(totals.tokens[0]!.served / totals.tokens[0]!.askedFor).toBeCloseTo(1, 9);
  });

  test("all of them together serve no more than each at its own speed", () => {
    const { totals } = run(scenarioOf(text(`demand: {peak: 50 ktok/s, ${FLAT}}`)));
    const most = 8 * 0.3 * (2209 + 2587) * 48 * 3600;
    expect(totals.tokens[0]!.served / most).toBeCloseTo(1, 9);
  });
});

test("several models on shared GPUs earn the mean of their prices on the tokens that a GPU serves of both", () => {
  const models =
    "{llama33_70b: {share: 60%}, gpt_oss_120b: {share: 40%, price: {in: $0.15/Mtok, out: $0.60/Mtok}}}";
  const keys = `per_replica: 2, demand: {peak: 5 ktok/s, ${FLAT}}`;
  const of = scenario(product("a", "standard", keys).replace("llama33_70b", models));
  const sales = run(of).totals.tokens[0]!;
  // 838.6 tokens a second and GPU: 5.96 of 6 GPUs. $1.38 and $0.75 a million: $1.128.
  expect(gpuHours(sales)).toBe(6 * 4 * 24);
  expect(sales.revenue / gpuHours(sales)).toBeCloseTo((5000 * 3600 * 1.128e-6) / 6, 9);
});

describe("a batch", () => {
  const tide = `{inference: {kind: service, demand: {peak: 60 GPUs, trough: 20%, weekend: 100%}}}`;
  const policy = "{head_of_line: skip, preemption: internal-first}";
  const batch = (keys: string) => product("b", "batch", keys);

  test("fills the troughs of internal work: it holds GPUs by night and few by day, and nothing is late", () => {
    const { tokens, totals } = run(scenario(batch(`demand: {peak: 15 ktok/s, ${FLAT}}`), "", tide, policy));
    const held = (hour: number) =>
      tokens.filter((row) => hourOf(row) === hour).reduce((sum, row) => sum + row.held, 0);
    expect(held(21)).toBeGreaterThan(3 * held(9));
    expect(totals.tokens[0]!.unserved).toBe(0);
    expect(totals.tokens[0]!.served / totals.tokens[0]!.askedFor).toBeGreaterThan(0.9);
  });

  test("costs internal work nothing: it gets the same GPU-hours as without", () => {
    const of = scenario(batch(`demand: {peak: 30 ktok/s, ${FLAT}}`), "", tide, policy);
    const alone = scenario("", "", tide, policy);
    const internal = (rows: Run) => rows.totals.gpuTime[0]!.allocatedInternal;
    expect(internal(run(of))).toBe(internal(run(alone)));
  });

  test("is never late on a fleet that serves its largest demand, whatever stands beside it in the day", () => {
    for (const peak of [5, 20, 40]) {
      const { totals } = run(scenario(batch(`demand: {peak: ${peak} ktok/s, trough: 10%}`)));
      expect(totals.tokens[0]!.unserved, `${peak} ktok/s`).toBe(0);
    }
  });

  test("asks for no GPUs but idle ones: on a full fleet it has no replica that waits", () => {
    const full = "{full: {jobs: [{submit: 0s, gpus: 64, service: 10d}]}}";
    const { totals } = run(scenario(batch(`demand: {peak: 15 ktok/s, ${FLAT}}`), "", full));
    expect(totals.gpuTime[0]!.waiting).toBe(0);
    expect(totals.tokens[0]!.served).toBe(0);
    expect(totals.tokens[0]!.pending / (15_000 * 24 * 3600)).toBeCloseTo(1, 2);
  });

  test("is late by what the fleet cannot serve, a day after it was submitted, and late tokens are not billed", () => {
    const { totals } = run(scenario(batch(`demand: {peak: 84.8256 ktok/s, ${FLAT}}`)));
    // Twice what 64 GPUs serve: after two days the line is a day long, and from then on, three of the four days that are
    // measured, half of what is asked for is late.
    const { served, unserved, askedFor, billed, revenue } = totals.tokens[0]!;
    expect(served / askedFor).toBeCloseTo(0.5, 6);
    expect(unserved / askedFor).toBeCloseTo((3 / 4) * 0.5, 2);
    expect(billed).toBe(served);
    expect(revenue).toBeCloseTo((served * (0.59 + 0.79) * 0.5) / 1e6, 4);
  });
});

describe("provisioned tokens", () => {
  const units = product("u", "provisioned", `provisioned: 10 ktok/s, demand: {peak: 4 ktok/s, ${FLAT}}`);

  test("are billed used or not: all that was provisioned, on replicas that never move", () => {
    const { totals, tokens } = run(scenario(units));
    const { served, billed, revenue } = totals.tokens[0]!;
    const seconds = 4 * 24 * 3600;
    expect(served / (4000 * seconds)).toBeCloseTo(1, 9);
    expect(billed / (10_000 * seconds)).toBeCloseTo(1, 9);
    expect(revenue / ((10_000 * seconds * (0.59 + 0.79)) / 1e6)).toBeCloseTo(1, 9);
    expect(new Set(tokens.map(({ held }) => held)).size).toBe(1);
  });

  test("keep their GPUs when internal work asks for all of them", () => {
    const surge = "{surge: {jobs: [{submit: 48h, gpus: 60, service: 6h}]}}";
    const { tokens, jobs } = run(
      scenario(units, "", surge, "{head_of_line: skip, preemption: internal-first}"),
    );
    expect(new Set(tokens.map(({ held }) => held)).size).toBe(1);
    expect(jobs.find(({ source }) => source === "surge")?.outcome).toBe("waiting");
  });
});

test("a node that fails takes its replicas, which wait for room and serve again", () => {
  const text = `name: tokens
horizon: 4d
fleet: {pools: [{name: p, gpu: H100, nodes: 2, gpus_per_node: 8}], failures: {unit: node, at: [{unit: 0, at: 1d, repair: 1d}]}}
rental: {products: {${product("a", "standard", `demand: {peak: 10 ktok/s, ${FLAT}}`)}}}
scheduling: {head_of_line: skip}
`;
  const { tokens } = run(scenarioOf(text));
  const held = [0, 23, 24, 47, 48].map((hour) => tokens[hour]!.held / HOUR);
  expect(held).toEqual([16, 16, 8, 8, 16]);
});

test("revenue of the fleet is that of the products and of the tokens, and rows add up to totals", () => {
  const spot = "spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 4/h, gpus: 4, service: 2h}}";
  const of = scenario(`${product("a", "standard", "demand: {peak: 10 ktok/s}")}, ${spot}`);
  const { totals, tokens, revenue } = run(of);
  const rows = [...tokens, ...revenue].reduce((sum, row) => sum + row.revenue, 0);
  const summary = new Map(summarise([totals], null, of).map(({ metric, mean }) => [metric, mean]));
  expect(summary.get("revenue_usd")).toBeCloseTo(rows, 6);
  expect(summary.get("a.revenue_usd")! + summary.get("spot.revenue_usd")!).toBeCloseTo(rows, 6);
  expect(summary.get("a.served_share")).toBeGreaterThan(0.99);
  for (const row of tokens) {
    const spotRow = revenue.find(({ stepStart }) => stepStart === row.stepStart)!;
    expect(row.rentalRevenue).toBe(spotRow.revenue);
  }
});

test("a scenario without token products has no rows of tokens and no metrics of them", () => {
  const of = scenario(
    "spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 4/h, gpus: 4, service: 2h}}",
  );
  const { tokens, totals } = run(of);
  expect([tokens, totals.tokens]).toEqual([[], []]);
  expect(summarise([totals], null, of).some(({ metric }) => metric.endsWith("served_mtok"))).toBe(false);
});
