import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/kernel/time.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { printProblems } from "../../../src/scenario/print-problems.ts";
import type { TraceTable } from "../../../src/scenario/scenario-files.ts";
import type { JobSourcePlan, ServicePlan } from "../../../src/workload/plan.ts";
import { complaint, hourlyTrace, memoryFiles, PLAIN, scenarioOf, type TracesRead } from "./memory-files.ts";

const HEAD =
  "name: n\nhorizon: 4w\nfleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}, {name: q, gpu: B200, nodes: 2, gpus_per_node: 8}]}\ninternal:\n";

function source(text: string, files: Record<string, string> = {}): JobSourcePlan {
  const [plan] = scenarioOf(`${HEAD}  x: ${text}\n`, [], files).sources;
  if (plan?.kind !== "jobs") throw new Error("no source of jobs");
  return plan;
}

const law = (text: string, files: Record<string, string> = {}) =>
  source(`{arrivals: {poisson: {rate: 1/h}}, gpus: 1, service: ${text}}`, files).classes[0]!.service;

const refused = (text: string, files: Record<string, string> = {}) =>
  complaint(`${HEAD}  x: ${text}\n`, [], files);

describe("laws", () => {
  test.each([
    ["90m", 90 * MINUTE, 0],
    ["{constant: 2h}", 2 * HOUR, 0],
    ["{uniform: {min: 0s, max: 2h}}", HOUR, (2 * HOUR) ** 2 / 12],
    ["{exponential: {mean: 2h}}", 2 * HOUR, (2 * HOUR) ** 2],
    ["{erlang: {k: 4, mean: 2h}}", 2 * HOUR, (2 * HOUR) ** 2 / 4],
    ["{gamma: {k: 0.5, mean: 2h}}", 2 * HOUR, (2 * HOUR) ** 2 / 0.5],
    ["{lognormal: {mean: 2h, cv: 250%}}", 2 * HOUR, (5 * HOUR) ** 2],
    ["{weibull: {shape: 1, scale: 2h}}", 2 * HOUR, (2 * HOUR) ** 2],
    ["{weibull: {shape: 1, mean: 2h}}", 2 * HOUR, (2 * HOUR) ** 2],
    ["{pareto: {shape: 3, scale: 2h}}", 3 * HOUR, (2 * HOUR) ** 2 * 0.75],
    ["{pareto: {shape: 3, mean: 3h}}", 3 * HOUR, (2 * HOUR) ** 2 * 0.75],
    ["{hyperexponential: [{p: 25%, mean: 4h}, {p: 75%, mean: 4h}]}", 4 * HOUR, (4 * HOUR) ** 2],
    ["{mixture: [{p: 0.5, law: 1h}, {p: 0.5, law: {constant: 3h}}]}", 2 * HOUR, HOUR ** 2],
    ["{empirical: d.csv}", 2 * MINUTE, MINUTE ** 2],
    ["{assume: {low: 1h, mode: 2h, high: 4h}}", 2 * HOUR, 0],
    ["{exponential: {mean: {assume: {low: 1h, mode: 2h, high: 4h}}}}", 2 * HOUR, (2 * HOUR) ** 2],
  ])("%s has the mean and variance it names", (text, mean, variance) => {
    const { mean: gotMean, variance: gotVariance } = law(text, { "d.csv": "value_m\n1\n3\n" });
    expect(gotMean / mean).toBeCloseTo(1, 9);
    expect(variance === 0 ? gotVariance : gotVariance / variance).toBeCloseTo(variance === 0 ? 0 : 1, 9);
  });

  test("a lognormal law by median and p90 has the mean that follows from them", () => {
    // sigma = ln(p90 / median) / 1.2815515655446004, the 90th percentile of the standard normal law.
    const sigma = Math.log((9 * HOUR) / (40 * MINUTE)) / 1.2815515655446004;
    const { mean } = law("{lognormal: {median: 40m, p90: 9h}}");
    expect(mean / (40 * MINUTE * Math.exp(sigma ** 2 / 2))).toBeCloseTo(1, 9);
  });

  test("observed durations may be weighted", () => {
    expect(law("{empirical: d.csv}", { "d.csv": "value_s,weight\n1,3\n5,1\n" }).mean).toBeCloseTo(
      2 * SECOND,
      9,
    );
  });

  test.each([
    ["value\n1\n", "no column of values; there are value"],
    ["value_s\n", "there are no rows"],
    ["value_s\n1\nNA\n", 'row 2: value_s is "NA" and not a number'],
    ["value_s\n-1\n", "row 1: value_s is -1 and must not be negative"],
    ["value_s,weight\n1,0\n", "every weight is 0"],
    ["value_s;weight\n1;0\n", "the columns are separated by semicolons and not by commas"],
    ["value_s,weight\n1\n", "row 1 has 1 cells and not 2"],
    ["", "the file is empty"],
  ])("observed durations that are none are refused (%#)", (text, said) => {
    const jobs = "{arrivals: {poisson: {rate: 1/h}}, gpus: 1, service: {empirical: d.csv}}";
    expect(refused(jobs, { "d.csv": text })).toContain(`internal.x.service.empirical: d.csv: ${said}`);
  });
});

describe("arrivals", () => {
  const hours = (factor: (hour: number) => number) => Array.from({ length: 168 }, (_, hour) => factor(hour));
  const csv = (factors: readonly number[]) =>
    `hour,factor\n${factors.map((factor, hour) => `${hour},${factor}`).join("\n")}\n`;
  const weekly =
    "{arrivals: {hour_of_week: {rate: 2/h, profile: w.csv, noise: {gamma: {k: 1.4}}}}, gpus: 1, service: 1h}";

  test("by the hour of the week have 168 factors of mean 1 and noise of mean 1", () => {
    const { arrivals } = source(weekly, { "w.csv": csv(hours((hour) => (hour < 84 ? 0.5 : 1.5))) });
    expect(arrivals).toMatchObject({ kind: "hour-of-week", rate: 2 / HOUR, noise: { mean: 1 } });
    expect(arrivals.kind === "hour-of-week" && [...arrivals.factors.slice(83, 85)]).toEqual([0.5, 1.5]);
  });

  test("a mean that misses 1 by rounding is mended", () => {
    const { arrivals } = source(weekly, { "w.csv": csv(hours(() => 1.0000005)) });
    expect(
      arrivals.kind === "hour-of-week" && arrivals.factors.every((factor) => Math.abs(factor - 1) < 1e-12),
    ).toBe(true);
  });

  test.each([
    [csv(hours(() => 1.2)), "the factors have the mean 1.2"],
    [csv(hours(() => 1).slice(1)), "w.csv: there are 167 rows and not 168"],
    [csv(hours(() => 1)).replace("\n5,1", "\n4,1"), "w.csv: row 6 is hour 4 and not 5"],
    [csv(hours((hour) => (hour === 7 ? -1 : 1))), "w.csv: row 8: factor is -1 and must not be negative"],
    [
      csv(hours(() => 1)).replace("factor", "share"),
      "w.csv: the column factor is missing; there are hour, share",
    ],
  ])("a profile with gaps, repeats, negative parts or a wrong mean is refused (%#)", (text, said) => {
    expect(refused(weekly, { "w.csv": text })).toContain(said);
  });

  test("a profile may stand in the scenario itself", () => {
    const list = JSON.stringify(hours(() => 1));
    expect(
      source(`{arrivals: {hour_of_week: {rate: 2/h, profile: ${list}}}, gpus: 1, service: 1h}`).arrivals.kind,
    ).toBe("hour-of-week");
    const short = "{arrivals: {hour_of_week: {rate: 2/h, profile: [1, 1]}}, gpus: 1, service: 1h}";
    expect(refused(short)).toContain("profile: the profile has 2 factors");
  });

  test("in a closed loop have campaigns and a gap", () => {
    const { arrivals } = source(
      "{arrivals: {closed: {sources: 2, gap: {exponential: {mean: 1d}}}}, gpus: 64, service: 10d}",
    );
    expect(arrivals).toMatchObject({ kind: "closed", sources: 2, gap: { mean: DAY } });
  });
});

describe("sources", () => {
  test("use all pools that have GPUs unless they name some, in their order", () => {
    const jobs = "arrivals: {poisson: {rate: 1/h}}, gpus: 1, service: 1h";
    expect(source(`{${jobs}}`).pools).toEqual([0, 1]);
    expect(source(`{${jobs}, pools: [q, p]}`).pools).toEqual([1, 0]);
    expect(refused(`{${jobs}, pools: [q, q]}`)).toContain("the pool is named twice");
  });

  test("a job must fit into a pool that it may use", () => {
    const jobs = "{arrivals: {poisson: {rate: 1/h}}, gpus: 32, service: 1h, pools: [q]}";
    expect(refused(jobs)).toContain("a job of 32 GPUs fits into no pool that it may use");
    expect(source(jobs.replace("[q]", "[q, p]")).pools).toEqual([1, 0]);
  });

  test.each([
    ["exact", { kind: "exact" }],
    ["{factor: 2}", { kind: "factor", factor: 2 }],
    ["4h", { kind: "law", law: { mean: 4 * HOUR } }],
    ["{exponential: {mean: 4h}}", { kind: "law", law: { mean: 4 * HOUR } }],
  ])("an estimate may be %s", (text, plan) => {
    expect(
      source(`{arrivals: {poisson: {rate: 1/h}}, gpus: 1, service: 1h, estimate: ${text}}`).estimate,
    ).toMatchObject(plan);
  });

  test("an elastic service is a tide, resized every five minutes by default", () => {
    const [plan] = scenarioOf(
      `${HEAD}  x: {kind: service, demand: {peak: 40 GPUs, noise: {cv: 5%, half_life: 2h}}}\n`,
    ).services;
    expect(plan).toMatchObject({
      kind: "service",
      demand: {
        kind: "tide",
        peak: 40,
        trough: 0.45,
        peakHour: 9,
        weekend: 0.8,
        noise: { cv: 0.05, halfLife: 2 * HOUR },
      },
      capacityPerReplica: 1,
      gpusPerReplica: 1,
      resize: 5 * MINUTE,
      delay: 0,
      forecastMargin: 0,
      portfolio: null,
    });
  });
});

describe("measured occupancy", () => {
  const occupancy = (text: string, unit = "s"): ServicePlan =>
    scenarioOf(`${HEAD}  x: {kind: occupancy, file: o.csv, time_unit: ${unit}}\n`, [], { "o.csv": text })
      .services[0]!;

  test.each([
    ["s", "time,gpus\n100,5\n160.5,7\n"],
    ["ms", "\ufefftime,gpus\r\n100,5\r\n60600,7\r\n\r\n"],
    ["datetime", '"time","gpus"\n2026-01-05 14:00:00,5\n2026-01-05T15:01:00.500+01:00,7\n'],
  ])("counts from its first row, in %s", (unit, text) => {
    const { demand } = occupancy(text, unit);
    expect(demand.kind === "series" && [[...demand.times], [...demand.gpus]]).toEqual([
      [0, 60_500],
      [5, 7],
    ]);
  });

  test.each([
    ["time,gpus\n0,1\n0,2\n", "row 2 is not later than the row above"],
    ["time,gpus\n5,1\n4,2\n", "row 2 is not later than the row above"],
    ["time,busy\n0,1\n", "the column gpus is missing; there are time, busy"],
    ["time,gpus\n0,-1\n", "row 1: gpus is -1 and must not be negative"],
    ["time,gpus\n", "there are no rows"],
  ])("is refused when it is no step function (%#)", (text, said) => {
    const answer = refused("{kind: occupancy, file: o.csv}", { "o.csv": text });
    expect(answer).toContain(`a.yaml:5:30: error: internal.x.file: o.csv: ${said}`);
  });
});

describe("traces", () => {
  const columns = "columns: {submit: s, service: d, gpus: g}";
  function trace(text: string, table: TraceTable = hourlyTrace(4), file = "t.csv") {
    const read: TracesRead[] = [];
    const files = memoryFiles({ "a.yaml": `${HEAD}  x: ${text}\n` }, { [file]: table }, read);
    const result = loadScenario("a.yaml", [], files);
    return {
      read,
      warnings: result.ok ? result.scenario.warnings : [],
      said: result.ok ? "" : printProblems(result.problems, result.texts),
      result,
    };
  }

  test("in the standard workload format need no columns and kill at the estimate", () => {
    const { read, result } = trace("{kind: trace, file: t.swf.gz}", hourlyTrace(4), "t.swf.gz");
    expect(read[0]?.spec).toMatchObject({ format: "swf", columns: null, largestJob: 64 });
    expect(result.ok && result.scenario.sources[0]).toMatchObject({ killAtEstimate: true });
  });

  test.each([
    ["trace", true],
    ["exact", false],
    ["{recent: 2}", false],
    ["{recent: 2}, kill_at_estimate: true", true],
  ])(
    "in that format end at what their users stated, and at nothing else unasked: estimate: %s",
    (keys, killed) => {
      const { result } = trace(`{kind: trace, file: t.swf, estimate: ${keys}}`, hourlyTrace(4), "t.swf");
      expect(result.ok && result.scenario.sources[0]).toMatchObject({ killAtEstimate: killed });
    },
  );

  test("tell what was done to them", () => {
    const counts = {
      rows: 10,
      unsorted: 2,
      cpuOnly: 3,
      censored: 1,
      rejected: { count: 1, examples: ["row 7: no end"] },
      warnings: ["the times span 31 years"],
    };
    expect(
      trace(`{kind: trace, file: t.csv, ${columns}}`, hourlyTrace(4, 100, counts)).warnings.slice(0, 6),
    ).toEqual([
      "internal.x: 2 of 10 rows were not in order of submit and have been sorted.",
      "internal.x: 3 of 10 rows ask for no GPU and were skipped.",
      "internal.x: 1 of 10 rows have no end and were skipped.",
      "internal.x: 1 of 10 rows were rejected (row 7: no end).",
      "internal.x: 4 of 10 rows ask for more than the 64 GPUs of the largest pool; they will never start and count as rejected.",
      "internal.x: the times span 31 years.",
    ]);
  });

  test.each([
    ["{kind: trace, file: t.csv}", "internal.x.columns: missing required key"],
    [
      "{kind: trace, file: t.dat, columns: {submit: s, service: d, gpus: g}}",
      "the name of the file does not tell its format",
    ],
    [`{kind: trace, file: t.swf, ${columns}}`, "internal.x.columns: the format fixes its columns"],
    [`{kind: trace, file: gone.csv, ${columns}}`, "internal.x.file: gone.csv: no such file"],
    [
      `{kind: trace, file: t.csv, time_zone: Mars/Olympus, ${columns}}`,
      "internal.x.time_zone: unknown time zone",
    ],
    [
      "{kind: trace, file: t.csv, columns: {submit: s, service: d}}",
      "internal.x.columns.gpus: missing required key",
    ],
  ])("are refused when %s", (text, said) => {
    expect(trace(text).said).toContain(said);
  });

  test("that hold no job are refused", () => {
    expect(trace(`{kind: trace, file: t.csv, ${columns}}`, hourlyTrace(0)).said).toContain(
      "no job is left to replay",
    );
  });
});

describe("contracts", () => {
  test("may change a preset, key by key", () => {
    const contract =
      "{preset: aws.spot, notice: 5m, minimum: 0s, granularity: 1h, first_interrupted_hour_free: false, admission: queue}";
    const { products, sources } = scenarioOf(PLAIN.replace("contract: aws.spot", `contract: ${contract}`));
    expect(products[0]?.contract).toEqual({
      name: "aws.spot",
      preemptible: true,
      notice: 5 * MINUTE,
      admission: "queue",
      billing: { kind: "use", granularity: HOUR, minimum: 0, freeIfInterruptedWithin: 0 },
      timeout: Number.POSITIVE_INFINITY,
      protectedFor: 0,
      maximumLife: Number.POSITIVE_INFINITY,
      window: null,
      serviceLevel: null,
      exit: { notice: Number.POSITIVE_INFINITY, breachCost: 0 },
    });
    expect(sources[1]).toMatchObject({ notice: 5 * MINUTE, whenFull: "queue" });
  });
});
