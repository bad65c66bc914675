import { describe, expect, test } from "vitest";
import { HOUR, WEEK } from "../../../src/kernel/time.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { printProblems } from "../../../src/scenario/print-problems.ts";
import {
  complaint,
  hourlyTrace,
  load,
  memoryFiles,
  PLAIN,
  scenarioOf,
  type TracesRead,
} from "./memory-files.ts";

/** The one that a user keeps beside a trace; other checks rely on its form. */
const REPLAY = `name: replay
horizon: all            # until every job has ended
warmup: 0s
replications: 1
fleet: {pools: [{name: p, gpu: V100, nodes: 32, gpus_per_node: 8}]}
internal:
  trace: {kind: trace, file: philly_d1.csv, format: csv, columns: {id: job_id, submit: submit_time, service: duration, gpus: num_gpu}}
scheduling: {order: fcfs, head_of_line: skip, backfill: none, placement: first-fit, gang: whole-nodes, preemption: never}
outputs: {jobs: true}
`;

describe("a scenario that is right", () => {
  test("has every unit converted and every default filled in", () => {
    const scenario = scenarioOf(PLAIN);
    expect(scenario).toMatchObject({
      name: "plain",
      seed: "1",
      replications: 1,
      baseline: false,
      warmup: WEEK,
      end: 5 * WEEK,
      step: HOUR,
      fleet: { pools: [{ name: "p", gpu: "H100", nodes: 8, gpusPerNode: 8 }] },
      scheduling: { order: "fcfs", headOfLine: "block", backfill: "none", gang: "whole-nodes" },
      outputs: { jobs: "auto" },
      warnings: [],
    });
    const [research] = scenario.sources;
    expect(research).toMatchObject({
      kind: "jobs",
      name: "research",
      side: "internal",
      pools: [0],
      whenFull: "queue",
      preemptible: false,
      arrivals: { kind: "poisson", rate: 4 / HOUR },
      classes: [
        {
          share: 1,
          gpus: { values: [1, 8], probabilities: [0.5, 0.5] },
          service: { mean: expect.closeTo(2 * HOUR, 3) },
        },
      ],
      estimate: { kind: "exact" },
    });
  });

  test("has one source per product, after the internal ones, with the rate at its price", () => {
    const { sources, products } = scenarioOf(PLAIN);
    expect(sources.map(({ name, side }) => [name, side])).toEqual([
      ["research", "internal"],
      ["spot", "rental"],
      ["on-demand", "rental"],
    ]);
    expect(products.map(({ name, source, price }) => [name, source, price])).toEqual([
      ["spot", 1, 2.1],
      ["on-demand", 2, 2.87],
    ]);
    expect(sources[1]).toMatchObject({
      preemptible: true,
      notice: 120_000,
      whenFull: "queue",
      onPreemption: "resume",
      arrivals: { kind: "poisson", rate: (6 / HOUR) * (2.1 / 2) ** -1.2 },
    });
    expect(sources[2]).toMatchObject({ preemptible: false, notice: 0, arrivals: { rate: 1 / HOUR } });
  });

  test("may be JSON", () => {
    const json = {
      name: "j",
      horizon: "1d",
      fleet: { pools: [{ name: "p", gpu: "H100", nodes: 1, gpus_per_node: 8 }] },
    };
    expect(scenarioOf(JSON.stringify(json)).end).toBe(24 * HOUR);
  });

  test("replays a trace whose file lies beside it", () => {
    const read: TracesRead[] = [];
    const files = memoryFiles({ "lab/replay.yaml": REPLAY }, { "lab/philly_d1.csv": hourlyTrace(3) }, read);
    const result = loadScenario("lab/replay.yaml", [], files);
    if (!result.ok) throw new Error(printProblems(result.problems, result.texts));
    expect(result.files).toEqual(["lab/replay.yaml", "lab/philly_d1.csv"]);
    expect(result.scenario.end).toBe(Number.POSITIVE_INFINITY);
    expect(result.scenario.outputs.jobs).toBe(true);
    expect(result.scenario.sources).toMatchObject([
      { kind: "trace", name: "trace", killAtEstimate: false, estimate: { kind: "trace" }, whenFull: "queue" },
    ]);
    expect(read.at(-1)?.spec).toMatchObject({
      format: "csv",
      columns: { id: "job_id", submit: "submit_time", service: "duration", gpus: "num_gpu", estimate: null },
      timeUnit: "s",
      timeZone: "UTC",
      maxBadRows: 0,
      dedupe: false,
      largestJob: 256,
    });
  });
});

describe("a problem", () => {
  test("is printed with its place, its key, its line, a caret, what is right and what was meant", () => {
    expect(
      complaint(PLAIN.replace("horizon: 4w", "horizon: 30")),
    ).toBe(`a.yaml:2:10: error: horizon: a bare number has no unit
  2 | horizon: 30
    |          ^^
  expected all (until every job has ended), or a duration above 0s such as 90s, 15m, 6h, 28d, 26w, 3mo or 1y, got 30
  did you mean 30s, 30m (minutes), 30h, 30d or 30w?
`);
  });

  test("of an experiment that is taken for a scenario names the command that runs it, and nothing else", () => {
    for (const [question, command] of [
      ["sweep", "sweep"],
      ["tune", "tune"],
      ["uncertainty", "uncertainty"],
    ])
      expect(complaint(`scenario: a.yaml\n${question}: {}\n`)).toBe(
        `a.yaml:1:1: error: scenario: this file is an experiment and no scenario
  1 | scenario: a.yaml
    | ^^^^^^^^
  expected a scenario; npm run sim -- ${command} FILE runs it
`,
      );
  });

  test("with an unknown key names the key that was meant", () => {
    expect(
      complaint(PLAIN.replace("price: $2.10", "prize: $2.10")),
    ).toBe(`a.yaml:14:5: error: rental.products.spot.price: missing required key
  14 |     spot:
     |     ^^^^
  expected a price such as $2.10/GPU/h

a.yaml:16:7: error: rental.products.spot.prize: unknown key
  16 |       prize: $2.10/GPU/h
     |       ^^^^^
  expected one of the keys contract, term, lead, claim_ahead, bookable, use, leaves, recalled, price, price_floor, priority, demand, estimate, on_preemption, maximum_life, on_failure, checkpoint, release, interruptions, patience, deadline, queue_limit, penalty, within_node, topology, headroom, pools, gpu
  did you mean price?
`);
  });

  test("in an override points into the command line", () => {
    expect(
      complaint(PLAIN, ["step=2h", "rental.products.spot.price=-1"]),
    ).toBe(`--set:2:34: error: rental.products.spot.price: it must not be negative
  2 | --set rental.products.spot.price=-1
    |                                  ^^
  expected a price such as $2.10/GPU/h, got "-$1/GPU/h"
`);
  });

  test("does not hide another: shape, sums and fit come out together, from top to bottom", () => {
    const text = PLAIN.replace("horizon: 4w", "horizon: 30")
      .replace("rate: 4/h", "rate: -4/h")
      .replace("gpus: 8,", "gpus: 800,")
      .replace("name: p,", "name: p, colour: red,")
      .replace("elasticity: -1.2", "elasticity: 1.2");
    const result = load(text);
    if (result.ok) throw new Error("accepted");
    expect(result.problems.map(({ line, path, code }) => [line, path.join("."), code])).toEqual([
      [2, "horizon", "wrong_value"],
      [6, "fleet.pools.0.colour", "unknown_key"],
      [9, "internal.research.arrivals.poisson.rate", "wrong_value"],
      [17, "rental.products.spot.demand.elasticity", "wrong_value"],
      [21, "rental.products.on-demand.demand.gpus", "does_not_fit"],
    ]);
  });

  test("in a trace is no reason to miss the trace", () => {
    const fleet = "fleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}]}";
    const trace =
      "internal: {x: {kind: trace, file: t.csv, time_unit: hours, columns: {submit: s, service: d, gpus: g}}}";
    const result = load(`name: n\nhorizon: all\n${fleet}\n${trace}\n`);
    expect(result).toMatchObject({ ok: false, problems: [{ path: ["internal", "x", "time_unit"] }] });
    expect(result.ok || result.problems.length).toBe(1);
  });

  test("cannot steer the terminal", () => {
    const text = complaint(PLAIN.replace("name: plain", 'name: plain\n"\\u001b[31m\\u202ered": 1'));
    expect(text).toContain("unknown key");
    expect(["\u001b", "\u202e"].filter((mark) => text.includes(mark))).toEqual([]);
  });

  test("in a long line shows the part around it", () => {
    const text = JSON.stringify({ name: "x".repeat(500), horizon: 30, fleet: { pools: [] } });
    const [line = "", caret = ""] = complaint(text).split("\n").slice(1);
    expect(line.length).toBeLessThan(120);
    expect(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe("30");
  });
});

describe("the file itself", () => {
  test("is shown as the caller wishes", () => {
    const result = loadScenario("/long/way/a.yaml", [], memoryFiles({ "/long/way/a.yaml": "[]" }));
    const said = result.ok
      ? ""
      : printProblems(result.problems, result.texts, (file) => file.replace("/long/way/", ""));
    expect(said).toContain("a.yaml:1:1: error: a scenario is a map of keys\n  1 | []");
    expect(said.startsWith("a.yaml")).toBe(true);
  });

  test.each([
    ["", "a.yaml:1:1: error: there is nothing in it"],
    ["- a\n- b\n", "a.yaml:1:1: error: a scenario is a map of keys"],
  ])("is refused when it holds no scenario (%#)", (text, message) => {
    expect(complaint(text)).toContain(message);
  });

  test("is named when it is missing", () => {
    const result = loadScenario("b.yaml", [], memoryFiles({}));
    expect(result.ok ? [] : result.problems.map(({ file, message }) => [file, message])).toEqual([
      ["b.yaml", "no such file"],
    ]);
  });
});
