// How units fail, how services follow their demand, and how runs are preempted.

import { describe, expect, test } from "vitest";
import type { FailurePlan } from "../../../src/fleet/plan.ts";
import { DAY, HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";
import { refusalWith, scenarioWith, serviceWith } from "./work-of-one.ts";

describe("failures", () => {
  const withFailures = (text: string) => PLAIN.replace("internal:", `  failures: ${text}\ninternal:`);
  const plan = (text: string): FailurePlan => {
    const { failures } = scenarioOf(withFailures(text)).fleet;
    if (failures === null) throw new Error("nothing fails");
    return failures;
  };

  test("are none unless the fleet has some", () => {
    expect(scenarioOf(PLAIN).fleet.failures).toBeNull();
  });

  test("come at a rate for each unit, with the repairs of a law and no limit to the crew", () => {
    const { ttf, repair, ...rest } = plan(
      "{rate: 3.79 per 1000 node-days, repair: {exponential: {mean: 4h}}}",
    );
    expect((ttf?.mean ?? 0) / DAY).toBeCloseTo(1000 / 3.79, 9);
    expect(Math.sqrt(ttf?.variance ?? 0) / DAY).toBeCloseTo(1000 / 3.79, 9);
    expect(repair.mean).toBe(4 * HOUR);
    expect(rest).toEqual({
      unit: "node",
      crew: Number.POSITIVE_INFINITY,
      at: [],
      preferIdleReplacement: false,
      lemons: null,
      domains: null,
    });
  });

  test("may have a law of their times, a crew, and replacements that stand by", () => {
    expect(
      plan(
        "{unit: gpu, ttf: {weibull: {shape: 2, mean: 100d}}, repair: 1d, crew: 2, prefer_idle_replacement: true}",
      ),
    ).toMatchObject({
      unit: "gpu",
      crew: 2,
      preferIdleReplacement: true,
      ttf: { mean: expect.closeTo(100 * DAY, 0) },
    });
  });

  test("may come at given instants alone, in their order", () => {
    const { ttf, at } = plan("{at: [{unit: 7, at: 5h, repair: 2h}, {unit: 0, at: 1h, repair: 30m}]}");
    expect(ttf).toBeNull();
    expect(at).toEqual([
      { unit: 0, instant: HOUR, repair: 30 * MINUTE },
      { unit: 7, instant: 5 * HOUR, repair: 2 * HOUR },
    ]);
  });

  test("at a rate of 0 are none", () => {
    expect(plan("{rate: 0 per 1000 node-days, repair: 1h}").ttf).toBeNull();
  });

  test.each([
    [
      "{unit: gpu, rate: 3 per 1000 node-days, repair: 1h}",
      "fleet.failures.rate: the rate counts the failures of nodes and the unit is gpu",
    ],
    ["{rate: 3 per 1000 node-days}", "fleet.failures.repair: missing required key"],
    [
      "{rate: 3 per 1000 node-days, ttf: 1d, repair: 1h}",
      "fleet.failures.rate: rate and ttf cannot both hold",
    ],
    ["{ttf: 0s, repair: 1h}", "fleet.failures.ttf: a unit that fails at once is never up"],
    ["{repair: 1h}", "fleet.failures: nothing says when units fail"],
    ["{at: [{unit: 8, at: 1h, repair: 1h}]}", "fleet.failures.at[0].unit: p has no such node"],
    ["{unit: gpu, at: [{unit: 64, at: 1h, repair: 1h}]}", "at[0].unit: p has no such gpu"],
    ["{at: [{unit: 0, at: 1h}]}", "fleet.failures.at[0].repair: missing required key"],
    ["{rate: 3/d, repair: 1h}", "fleet.failures.rate: it is not a failure rate"],
    ["{rate: 3 per 1000 node-days, repair: 1h, crew: 0}", "fleet.failures.crew: it is too small"],
  ])("%s is refused", (text, said) => {
    expect(complaint(withFailures(text))).toContain(said);
  });

  test("count among the events that a run is expected to cost", () => {
    expect(complaint(withFailures("{ttf: 1ms, repair: 1ms}"))).toContain("events are to be expected");
  });
});

describe("a fleet", () => {
  const POOL = "{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}";
  const withFleet = (pool: string, more: string) =>
    PLAIN.replace(POOL, POOL.replace("}", `, ${pool}}`)).replace("internal:", `${more}\ninternal:`);
  const FAILING = "  failures: {rate: 3 per 1000 node-days, repair: 1h";

  test("may have lemons, domains that fail, and spares", () => {
    const domains = "domains: {rate: 2 per 100 domain-years, repair: 2h}";
    const text = `${FAILING}, lemons: {share: 1%, factor: 10}, ${domains}}`;
    const { pools, failures } = scenarioOf(withFleet("nodes_per_domain: 2, spares: 1", text)).fleet;
    expect(pools[0]).toMatchObject({ nodesPerDomain: 2, spares: 1 });
    expect(failures).toMatchObject({
      lemons: { share: 0.01, factor: 10 },
      domains: { ttf: expect.anything() },
    });
    expect((failures?.domains?.ttf.mean ?? 0) / DAY).toBeCloseTo(50 * 365, 6);
    expect(failures?.domains?.repair.mean).toBe(2 * HOUR);
  });

  test("is maintained every so often, or so that a share of it is down", () => {
    const plan = (text: string) => scenarioOf(withFleet("", `  maintenance: ${text}`)).fleet.maintenance;
    expect(plan("{every: 30d, batch_nodes: 4, duration: 6h, drain: 24h}")).toEqual({
      every: 30 * DAY,
      batchNodes: 4,
      drain: DAY,
      duration: 6 * HOUR,
    });
    expect(plan("{share: 1%, batch_nodes: 4, duration: 6h}")).toEqual({
      every: 600 * HOUR,
      batchNodes: 4,
      drain: 0,
      duration: 6 * HOUR,
    });
  });

  test.each([
    ["spares: 8", `${FAILING}}`, "fleet.pools[0].spares: all nodes stand by and none serves"],
    ["spares: -1", `${FAILING}}`, "fleet.pools[0].spares: it must not be negative"],
    ["spares: 1", "", "fleet.pools[0].spares: no node is ever down whose place a spare could take"],
    [
      "spares: 1",
      "  failures: {unit: gpu, ttf: 1d, repair: 1h}",
      "a spare node does not take the place of a single GPU",
    ],
    ["nodes_per_domain: 9", "", "fleet.pools[0].nodes_per_domain: a domain is larger than the pool"],
    [
      "",
      `${FAILING}, lemons: {share: -1%, factor: 2}}`,
      "fleet.failures.lemons.share: it must not be negative",
    ],
    [
      "",
      "  failures: {at: [{unit: 0, at: 1h, repair: 1h}], lemons: {share: 1%, factor: 2}}",
      "there is no rate that lemons",
    ],
    [
      "",
      `${FAILING}, domains: {ttf: 1d, repair: 1h}}`,
      "fleet.failures.domains: no pool says what its domains are",
    ],
    ["nodes_per_domain: 2", `${FAILING}, domains: {repair: 1h}}`, "nothing says when domains fail"],
    [
      "nodes_per_domain: 2",
      `${FAILING}, domains: {rate: 3 per 1000 node-days, repair: 1h}}`,
      "the rate counts the failures of nodes and the unit is domain",
    ],
    [
      "nodes_per_domain: 2",
      "  failures: {unit: gpu, domains: {ttf: 1d, repair: 1h}}",
      "a domain takes whole nodes and the unit is gpu",
    ],
    [
      "",
      "  maintenance: {every: 1d, batch_nodes: 9, duration: 1h}",
      "batch_nodes: a batch is larger than the pool p",
    ],
    ["", "  maintenance: {batch_nodes: 1, duration: 1h}", "nothing says how often nodes are maintained"],
    [
      "",
      "  maintenance: {share: 0%, batch_nodes: 1, duration: 1h}",
      "nothing says how often nodes are maintained",
    ],
    [
      "",
      "  maintenance: {every: 1d, share: 1%, batch_nodes: 1, duration: 1h}",
      "every and share say the same thing",
    ],
    [
      "",
      "  maintenance: {every: 1d, batch_nodes: 1, duration: 6h, drain: 19h}",
      "fleet.maintenance.duration: a batch would be maintained again before it is back",
    ],
    [
      "",
      "  failures: {unit: gpu, ttf: 1d, repair: 1h}\n  maintenance: {every: 1d, batch_nodes: 1, duration: 1h}",
      "maintenance takes whole nodes and the unit of failures is gpu",
    ],
  ])("with %s and %s is refused", (pool, more, said) => {
    expect(complaint(withFleet(pool, more))).toContain(said);
  });

  test("has no room for a job that only its spares could hold", () => {
    const text = withFleet("spares: 1", `${FAILING}}`).replace("gpus: {1: 50%, 8: 50%}", "gpus: 64");
    expect(complaint(text)).toContain("a job of 64 GPUs fits into no pool");
  });
});

describe("types of GPU", () => {
  const POOLS = `    - {name: old, gpu: A100, nodes: 1, gpus_per_node: 8}
    - {name: new, gpu: H100, nodes: 2, gpus_per_node: 8}
    - {name: older, gpu: A100, nodes: 1, gpus_per_node: 8}`;
  const withTypes = (gpu: string) =>
    PLAIN.replace("    - {name: p, gpu: H100, nodes: 8, gpus_per_node: 8}", POOLS).replace(
      "  research:",
      `  research:\n    gpu: ${gpu}`,
    );

  test("stand for their pools, type after type, each in the order of the fleet", () => {
    expect(scenarioOf(withTypes("[A100, H100]")).sources[0]!.pools).toEqual([0, 2, 1]);
    expect(scenarioOf(withTypes("[H100]")).sources[0]!.pools).toEqual([1]);
  });

  test("are written out as pools in the echo", () => {
    const { echo } = scenarioOf(withTypes("[A100, H100]"));
    const { research } = (echo as { internal: Record<string, Record<string, unknown>> }).internal;
    expect(research).toMatchObject({ pools: ["old", "older", "new"] });
    expect(research!.gpu).toBeUndefined();
  });

  test.each([
    ["[H10]", "unknown type of GPU"],
    ["[H10]", "H100"],
    ["[H100, H100]", "the type of GPU is named twice"],
    ["[H100]\n    pools: [old]", "pools say it already"],
    ["[]", "internal.research.gpu"],
  ])("%s is refused: %s", (gpu, said) => {
    expect(complaint(withTypes(gpu))).toContain(said);
  });
});

describe("a service", () => {
  test("follows a tide in GPUs on replicas of its size", () => {
    expect(serviceWith("demand: {peak: 40 GPUs}, gpus_per_replica: 4")).toMatchObject({
      demand: { kind: "tide", peak: 40 },
      capacityPerReplica: 4,
      gpusPerReplica: 4,
    });
  });

  test("follows a sinusoid in units of its own", () => {
    expect(
      serviceWith(
        "demand: {mean: 60, amplitude: 40, period: 24h}, per_replica: 7, resize: crossing, delay: 3m, forecast_margin: 15%",
      ),
    ).toMatchObject({
      demand: { kind: "sinusoid", mean: 60, amplitude: 40, period: DAY },
      capacityPerReplica: 7,
      gpusPerReplica: 1,
      resize: "crossing",
      delay: 3 * MINUTE,
      forecastMargin: 0.15,
    });
  });

  test("grows with its demand, and is the same scenario again", () => {
    const text = "{kind: service, demand: {peak: 40 GPUs, growth: -10%/y}}";
    const { services, echo, warnings } = scenarioWith(text);
    expect(services).toMatchObject([{ demand: { kind: "tide", peak: 40, growth: -0.1 } }]);
    expect(scenarioOf(JSON.stringify(echo)).services).toEqual(services);
    expect(warnings.join()).toContain("x grows during the run");
    expect(serviceWith("demand: {mean: 60 GPUs, amplitude: 1 GPU, period: 1d, growth: 80%/y}")).toMatchObject(
      {
        demand: { kind: "sinusoid", growth: 0.8 },
      },
    );
  });

  test("counts tokens one by one", () => {
    expect(serviceWith("demand: {peak: 2 Mtok/s}, per_replica: 5 ktok/s, gpus_per_replica: 8")).toMatchObject(
      {
        demand: { peak: 2e6 },
        capacityPerReplica: 5000,
      },
    );
  });

  test("of measured occupancy is resized when the measure changes", () => {
    const { services } = scenarioWith("{kind: occupancy, file: o.csv}", "{}", {
      "o.csv": "time,gpus\n0,4\n60,5\n",
    });
    expect(services[0]).toMatchObject({
      resize: "crossing",
      capacityPerReplica: 1,
      delay: 0,
      forecastMargin: 0,
    });
  });

  test.each([
    ["demand: {peak: 40}", "demand.peak: without per_replica demand is in GPUs"],
    ["demand: {peak: 40}", "did you mean 40 GPUs?"],
    ["demand: {peak: 2 Mtok/s}, per_replica: 7", "demand.peak: it is in tok/s and per_replica is in units"],
    [
      "demand: {mean: 2 Mtok/s, amplitude: 1, period: 1d}, per_replica: 1 ktok/s",
      "demand.amplitude: it is in units",
    ],
    [
      "demand: {mean: 4 GPUs, amplitude: 5 GPUs, period: 1d}",
      "demand.amplitude: the demand would fall below nothing",
    ],
    ["demand: {mean: 4 GPUs, amplitude: 1 GPU}", "demand.period: missing required key"],
    ["demand: {mean: 4 GPUs, peak: 9 GPUs, amplitude: 1 GPU, period: 1d}", "demand.peak: unknown key"],
    ["demand: {peak: 4}, per_replica: 0", "per_replica: replicas that serve nothing never suffice"],
    [
      "demand: {peak: 4 GPUs, noise: {cv: 5%, half_life: 1h}}, resize: crossing",
      "resize: a noisy demand crosses its levels all the time",
    ],
    [
      "demand: {peak: 4 GPUs, growth: 30%/y}, resize: crossing",
      "resize: a demand that grows never comes again as it was",
    ],
    ["demand: {peak: 4 GPUs, growth: 30%}", "did you mean 30%/y?"],
    ["demand: {peak: 4 GPUs}, resize: crossings", "did you mean crossing?"],
    ["demand: {peak: 4 GPUs}, resize: {every: 0s}", "resize.every: it must not be 0"],
    ["demand: {peak: 4 GPUs}, patience: 1h", "internal.x.patience: unknown key"],
    ["demand: {peak: 4 GPUs}, topology: {domain: preferred}", "internal.x.topology: unknown key"],
  ])("%s is refused", (text, said) => {
    expect(refusalWith(`{kind: service, ${text}}`)).toContain(said);
  });

  test("of more GPUs than there are is warned of, its margin included", () => {
    const warnings = (text: string) => scenarioWith(`{kind: service, ${text}, pools: [q]}`).warnings.join();
    expect(warnings("demand: {peak: 14 GPUs}")).not.toContain("shortfall");
    expect(warnings("demand: {peak: 14 GPUs}, forecast_margin: 20%")).toContain(
      "internal.x: its peak of 17 GPUs is more than the 16 GPUs of its pools",
    );
  });
});

describe("preemption", () => {
  const plan = (text: string, overrides: string[] = []) =>
    scenarioOf(`${PLAIN}scheduling: ${text}\n`, overrides).scheduling.preemption;

  test("is a rule, or a rule with its victims and their protection", () => {
    expect(plan("{}")).toEqual({ rule: "internal-first", victims: "youngest", protect: 0 });
    expect(plan("{preemption: by-priority}")).toEqual({
      rule: "by-priority",
      victims: "youngest",
      protect: 0,
    });
    expect(plan("{preemption: {rule: by-priority, victims: least-lost-work, protect: 2h}}")).toEqual({
      rule: "by-priority",
      victims: "least-lost-work",
      protect: 2 * HOUR,
    });
    expect(plan("{preemption: {victims: oldest}}")).toMatchObject({
      rule: "internal-first",
      victims: "oldest",
    });
  });

  test("may be changed key by key from the command line, whatever its form", () => {
    const set = ["scheduling.preemption.victims=fewest"];
    for (const text of ["{}", "{preemption: internal-first}", "{preemption: {protect: 0s}}"]) {
      expect(plan(text, set)).toEqual({ rule: "internal-first", victims: "fewest", protect: 0 });
    }
    expect(plan("{preemption: {victims: oldest}}", ["scheduling.preemption=never"]).rule).toBe("never");
  });

  test("of a wrong name is refused", () => {
    expect(complaint(`${PLAIN}scheduling: {preemption: by-priorty}\n`)).toContain(
      "did you mean by-priority?",
    );
    expect(complaint(`${PLAIN}scheduling: {preemption: {victims: cheap}}\n`)).toContain(
      "expected one of youngest, oldest, fewest, least-lost-work",
    );
  });
});
