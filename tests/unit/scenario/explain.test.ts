import { describe, expect, test } from "vitest";
import { HOUR } from "../../../src/kernel/time.ts";
import { expectedEvents } from "../../../src/scenario/expected-events.ts";
import { explain } from "../../../src/scenario/explain.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { hourlyTrace, memoryFiles, PLAIN, scenarioOf } from "./memory-files.ts";

const head = (horizon: string) =>
  `name: n\nhorizon: ${horizon}\nfleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}, {name: q, gpu: B200, nodes: 2, gpus_per_node: 8}]}\ninternal:\n`;

describe("offered load", () => {
  test("is arrivals x GPUs x service time over the GPUs installed", () => {
    const { loads, internalShare, rentalShare } = explain(scenarioOf(PLAIN));
    // 4/h x (1 + 8)/2 GPUs x 2 h = 36 GPUs of 64; 1/h x 8 GPUs x 3 h = 24 of 64.
    expect(loads[0]).toMatchObject({
      source: "research",
      label: "1-8 GPUs",
      pool: "p",
      shareOfPool: expect.closeTo(36 / 64, 10),
    });
    expect(loads[2]).toMatchObject({
      source: "on-demand",
      label: "8 GPUs",
      side: "rental",
      gpus: expect.closeTo(24, 10),
    });
    expect(internalShare).toBeCloseTo(36 / 64, 10);
    expect(rentalShare).toBeCloseTo((24 + 6 * 1.05 ** -1.2) / 64, 10);
  });

  test("of parts of a GPU counts their part, and slices are told with their pool", () => {
    const divided = PLAIN.replace("gpus_per_node: 8}", "gpus_per_node: 8, slices_per_gpu: 4}");
    const { loads, lines } = explain(scenarioOf(divided.replace("{1: 50%, 8: 50%}", "{0.5: 50%, 8: 50%}")));
    // 4/h x (0.5 + 8)/2 GPUs x 2 h
    expect(loads[0]).toMatchObject({ label: "0.5-8 GPUs", gpus: expect.closeTo(34, 10) });
    expect(lines).toContain("  p: 8 nodes of 8 H100 GPUs, each in 4 slices");
  });

  test("of classes is told class by class", () => {
    const classes = "[{share: 75%, gpus: 1, service: 2h}, {share: 25%, gpus: 8, service: 4h}]";
    const text = `${head("4w")}  x: {arrivals: {poisson: {rate: 4/h}}, classes: ${classes}, pools: [p]}\n`;
    expect(explain(scenarioOf(text)).loads.map(({ label, gpus }) => [label, gpus])).toEqual([
      ["1 GPU", expect.closeTo(6, 10)],
      ["8 GPUs", expect.closeTo(32, 10)],
    ]);
  });

  test("of a closed loop is its share of time in service", () => {
    const text = `${head("4w")}  x: {arrivals: {closed: {sources: 2, gap: 1d}}, gpus: 16, service: 3d, pools: [p]}\n`;
    expect(explain(scenarioOf(text)).loads[0]?.gpus).toBeCloseTo(2 * 16 * 0.75, 10);
  });

  test("of a source with several pools is spread over them by their GPUs", () => {
    const text = `${head("4w")}  x: {arrivals: {poisson: {rate: 10/h}}, gpus: 1, service: 1h}\n`;
    expect(explain(scenarioOf(text)).loads.map(({ pool, gpus }) => [pool, gpus])).toEqual([
      ["p", expect.closeTo(8, 10)],
      ["q", expect.closeTo(2, 10)],
    ]);
  });

  test("of a trace is the work of its jobs over the time in which they arrive", () => {
    const spec = "{kind: trace, file: t.csv, columns: {submit: s, service: d, gpus: g}, pools: [p]}";
    const files = memoryFiles({ "a.yaml": `${head("all")}  x: ${spec}\n` }, { "t.csv": hourlyTrace(5) });
    const result = loadScenario("a.yaml", [], files);
    // Five jobs of 8 GPU-hours within four hours.
    expect(result.ok && explain(result.scenario).loads[0]).toMatchObject({
      label: "trace",
      gpus: 10,
      shareOfPool: 10 / 64,
    });
    expect(result.ok && explain(result.scenario).expectedEvents).toBe(10);
  });

  test("of a tide is half-way between trough and peak, less at week-ends", () => {
    const text = `${head("4w")}  x: {kind: service, demand: {peak: 40 GPUs, trough: 50%, weekend: 30%}, pools: [p]}\n`;
    expect(explain(scenarioOf(text)).loads[0]?.gpus).toBeCloseTo(30 * (5 / 7 + (2 / 7) * 0.3), 10);
  });

  test("of a measured series is its mean over the run, the last value held", () => {
    const text = `${head("4h")}  x: {kind: occupancy, file: o.csv, pools: [p]}\n`;
    const { loads } = explain(scenarioOf(text, [], { "o.csv": "time,gpus\n0,8\n3600,16\n" }));
    expect(loads[0]?.gpus).toBeCloseTo(14, 10);
  });
});

describe("offered load of arrivals without a plain rate", () => {
  const load = (arrivals: string, more = "") => {
    const text = `${head("4w")}  x: {arrivals: ${arrivals}, gpus: 4, service: 2h, pools: [p]${more}}\n`;
    return explain(scenarioOf(text)).loads[0]?.gpus;
  };

  test.each([
    ["{sinusoid: {mean: 3/h, amplitude: 50%, period: 1d}}", 3],
    ["{renewal: {exponential: {mean: 30m}}}", 2],
    ["{every: 4h}", 0.25],
    ["{batch: {rate: 1/h, size: {1: 50%, 4: 50%}}}", 2.5],
    ["{batch: {rate: 1/h, size: {geometric: {mean: 3}}}}", 3],
    ["{on_off: {rates: [5/h, 0/h], switch: [1/h, 4/h]}}", 4],
    ["{at: [0s, 1h, 2h, 5w]}", 3 / (28 * 24)],
  ])("%s is %d jobs an hour", (arrivals, perHour) => {
    expect((load(arrivals) ?? 0) / (perHour * 4 * 2)).toBeCloseTo(1, 10);
  });

  test("that grow is that of the mean growth over the run", () => {
    const [years, factor] = [28 / 365, 1.5];
    const mean = (factor ** years - 1) / (years * Math.log(factor));
    expect(load("{poisson: {rate: 1/h}}", ", growth: 50%/y")).toBeCloseTo(8 * mean, 10);
  });

  test("of a backlog is all that its pools have", () => {
    expect(load("{backlog: true}")).toBeCloseTo(64, 10);
  });

  test("of jobs in the scenario itself is that of a trace", () => {
    const text = `${head("4w")}  x: {jobs: [{submit: 0s, gpus: 8, service: 1h}, {submit: 2h, gpus: 8, service: 3h}], pools: [p]}\n`;
    expect(explain(scenarioOf(text)).loads[0]).toMatchObject({ label: "trace", gpus: 16 });
  });

  test("of a service that grows is its mean over the run", () => {
    const text = `${head("52w")}  x: {kind: service, demand: {mean: 8 GPUs, amplitude: 1 GPU, period: 1d, growth: 50%/y}, pools: [p]}\n`;
    // The mean of 1.5^t over 364 days.
    const year = 364 / 365;
    const gpus = (8 * (1.5 ** year - 1)) / Math.log(1.5) / year;
    expect(explain(scenarioOf(text)).loads[0]!.gpus).toBeCloseTo(gpus, 9);
  });

  test("of a service counts its replicas and its margin", () => {
    const text = `${head("4w")}  x: {kind: service, demand: {mean: 60, amplitude: 40, period: 1d}, per_replica: 6, gpus_per_replica: 2, forecast_margin: 10%, pools: [p]}\n`;
    expect(explain(scenarioOf(text)).loads[0]).toMatchObject({
      label: "service",
      gpus: expect.closeTo(22, 10),
    });
  });
});

describe("expected events", () => {
  const events = (work: string, fleet = "") =>
    expectedEvents(scenarioOf(`${head("4w").replace("]}\n", `]${fleet}}\n`)}  x: ${work}\n`));
  const steps = 28 * 24;

  test("count what interrupts running jobs, and the failures and repairs of units", () => {
    const jobs = "{arrivals: {every: 1h}, gpus: 1, service: 2h";
    expect(events(`${jobs}}`)).toBe(steps * 3);
    expect(events(`${jobs}, interruptions: {rate: 3/h}}`)).toBeCloseTo(steps * (3 + 6), -1);
    expect(events(`${jobs}}`, ", failures: {ttf: 9h, repair: 1h}")).toBeCloseTo(
      steps * (3 + (2 * 10) / 10),
      -1,
    );
    expect(events(`${jobs}}`, ", failures: {unit: gpu, ttf: 9h, repair: 1h}")).toBeCloseTo(
      steps * (3 + 16),
      -1,
    );
  });

  test("count a resize at every crossing of a wave", () => {
    const wave =
      "{kind: service, demand: {mean: 60, amplitude: 40, period: 1d}, per_replica: 7, resize: crossing}";
    expect(events(wave)).toBe(steps + 28 * 24);
    expect(events(wave.replace("crossing", "{every: 5m}"))).toBe(steps * 13);
  });

  test("are two a job, one a resize and one a reporting step, for each replication and its baseline", () => {
    const scenario = scenarioOf(PLAIN, ["replications=3"]);
    const hours = (5 * 7 * 24 * HOUR) / HOUR;
    const spot = 6 * 1.05 ** -1.2;
    expect(expectedEvents(scenario)).toBeCloseTo(3 * hours * (2 * (4 + spot + 1) + 1), -1);
    expect(expectedEvents({ ...scenario, baseline: true })).toBeCloseTo(
      3 * hours * (2 * (2 * 4 + spot + 1) + 2),
      -1,
    );
  });
});

test("a run until the end of its traces may have other sources, which are counted until then", () => {
  const trace = "{kind: trace, file: t.csv, columns: {submit: s, service: d, gpus: g}, pools: [p]}";
  const text = `${head("all")}  x: ${trace}\n  y: {arrivals: {poisson: {rate: 10/h}}, gpus: 1, service: 1h}\n`;
  const result = loadScenario("a.yaml", [], memoryFiles({ "a.yaml": text }, { "t.csv": hourlyTrace(5) }));
  // Five jobs of the trace, the last of which ends after five hours, and ten others an hour.
  expect(result.ok && expectedEvents(result.scenario)).toBe(2 * (5 + 50));
});

describe("in words", () => {
  test("a scenario is told pool by pool, with what it will cost", () => {
    expect(explain(scenarioOf(PLAIN)).lines).toEqual([
      "plain: 64 GPUs in 1 pool, 4w after a warm-up of 1w, 1 replication; reporting step 1h",
      "",
      "Offered load, if nothing ever waited",
      "  p: 8 nodes of 8 H100 GPUs",
      "      56.2 %  research, 1-8 GPUs (internal): 36 GPUs on average",
      "       8.8 %  spot, 1 GPU (rental): 5.7 GPUs on average",
      "      37.5 %  on-demand, 8 GPUs (rental): 24 GPUs on average",
      "  internal 56.2 % of the fleet, rental 46.3 %",
      "  Together they ask for more than the fleet: some rental will be refused or wait.",
      "",
      "About 19,000 events, less than a second",
    ]);
  });

  test("more internal work than the fleet can do is said to be so", () => {
    const { lines } = explain(scenarioOf(PLAIN, ["internal.research.arrivals.poisson.rate=10"]));
    expect(lines).toContain(
      "  Internal work alone asks for more than the fleet: its queue will grow without end.",
    );
  });
});

test("a row for every job is told of where the scenario asks for it", () => {
  const told = (jobs: string) =>
    explain(scenarioOf(`${PLAIN}outputs: {jobs: ${jobs}}\n`))
      .lines.join("\n")
      .includes("a row for every job");
  expect(["true", "csv.gz", "false", "auto"].map(told)).toEqual([true, true, false, false]);
});
