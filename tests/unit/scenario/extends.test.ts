import { describe, expect, test } from "vitest";
import { HOUR, WEEK } from "../../../src/kernel/time.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { plainTree } from "../../../src/scenario/located-tree.ts";
import { merge } from "../../../src/scenario/merge.ts";
import { readYaml } from "../../../src/scenario/read-yaml.ts";
import { complaint, memoryFiles, PLAIN, scenarioOf } from "./memory-files.ts";

function tree(text: string) {
  const { tree } = readYaml(text, { file: "a.yaml", line: 1, column: 1 });
  if (tree === null) throw new Error("the text has been refused");
  return tree;
}

const merged = (base: string, over: string) => plainTree(merge(tree(base), tree(over)));

describe("a scenario laid on another", () => {
  test("merges maps and replaces lists and scalars", () => {
    expect(merged("{a: {b: 1, c: [1, 2]}, d: 1}", "{a: {c: [3]}, e: 2}")).toEqual({
      a: { b: 1, c: [3] },
      d: 1,
      e: 2,
    });
  });

  test("replaces a law by another one", () => {
    const base = "internal: {x: {service: {lognormal: {median: 1h, p90: 2h}}, priority: 5}}";
    expect(merged(base, "internal: {x: {service: {lognormal: {mean: 2h, cv: 1}}}}")).toEqual({
      internal: { x: { service: { lognormal: { mean: "2h", cv: 1 } }, priority: 5 } },
    });
  });

  test("replaces the sizes of jobs and does not add to them", () => {
    expect(merged("internal: {x: {gpus: {1: .5, 8: .5}}}", "internal: {x: {gpus: {4: 1}}}")).toEqual({
      internal: { x: { gpus: { 4: 1 } } },
    });
  });

  test("lets classes take the place of gpus and service, and an even rate that of the hour of the week", () => {
    expect(
      merged("internal: {x: {gpus: 1, service: 1h, priority: 5}}", "internal: {x: {classes: []}}"),
    ).toEqual({
      internal: { x: { classes: [], priority: 5 } },
    });
    const base = "rental: {products: {x: {demand: {hour_of_week: {rate: 1/h}, gpus: 1}}}}";
    expect(merged(base, "rental: {products: {x: {demand: {rate: 2/h}}}}")).toEqual({
      rental: { products: { x: { demand: { rate: "2/h", gpus: 1 } } } },
    });
  });

  test("replaces the process of a driver, and lets a model give way to what a replica serves", () => {
    const base =
      "{drivers: {process: {process: {mean_reverting: {sd: 1}}, every: 1h}}, internal: {x: {model: m, derate: 30%}}}";
    const over =
      "{drivers: {process: {process: {events: {size: 1}}}}, internal: {x: {per_replica: 5 ktok/s}}}";
    expect(merged(base, over)).toEqual({
      drivers: { process: { process: { events: { size: 1 } }, every: "1h" } },
      internal: { x: { per_replica: "5 ktok/s" } },
    });
  });

  test("replaces a source whose kind changes", () => {
    const base = "internal: {x: {gpus: 1, service: 1h}}";
    expect(merged(base, "internal: {x: {kind: occupancy, file: a.csv}}")).toEqual({
      internal: { x: { kind: "occupancy", file: "a.csv" } },
    });
  });

  test("merges a source that bears the name of a law's key", () => {
    expect(
      merged("internal: {service: {gpus: 1, priority: 5}}", "internal: {service: {priority: 6}}"),
    ).toEqual({
      internal: { service: { gpus: 1, priority: 6 } },
    });
  });
});

describe("extends", () => {
  test("builds on another file, and both say where a value stands", () => {
    const derived =
      "extends: base.yaml\nname: derived\nwarmup: 2w\nrental: {products: {spot: {price: $-1/GPU/h}}}\n";
    const said = complaint(derived, [], { "base.yaml": PLAIN.replace("4/h", "-4/h") });
    expect(said).toContain("a.yaml:4:35: error: rental.products.spot.price: it must not be negative");
    expect(said).toContain(
      "base.yaml:9:32: error: internal.research.arrivals.poisson.rate: it must not be negative",
    );
  });

  test("keeps what the derived file does not say", () => {
    const scenario = scenarioOf("extends: base.yaml\nname: derived\nwarmup: 2w\n", [], {
      "base.yaml": PLAIN,
    });
    expect([scenario.name, scenario.warmup, scenario.end]).toEqual(["derived", 2 * WEEK, 6 * WEEK]);
    expect(scenario.products).toHaveLength(2);
    expect(Object.keys(scenario.echo as object)).not.toContain("extends");
  });

  test.each([
    ["internal: {research: {jobs: [{submit: 0s, gpus: 8, service: 1h}]}}", { kind: "trace" }],
    ["internal: {research: {arrivals: {every: 1h}}}", { kind: "jobs", arrivals: { kind: "every" } }],
    ["internal: {research: {checkpoint: {cost: 1m}}}", { checkpoint: { every: HOUR, cost: 60_000 } }],
    ["internal: {research: {patience: 2h}}", { patience: { mean: 2 * HOUR } }],
  ])("lets one choice take the place of another: %s", (text, plan) => {
    const more =
      "    checkpoint: {every: 1h, cost: 20s}\n    patience: {exponential: {mean: 1h}}\n    gpus: {1";
    const base = PLAIN.replace("    gpus: {1", more);
    expect(scenarioOf(`extends: base.yaml\n${text}\n`, [], { "base.yaml": base }).sources[0]).toMatchObject(
      plan,
    );
  });

  test("lets a list of jobs give way to arrivals, a tide to a sinusoid, and a rate of failures to a law", () => {
    const base = PLAIN.replace(
      / {2}research:[\s\S]*rental:/,
      "  research: {jobs: [{submit: 0s, gpus: 8, service: 1h}]}\nrental:",
    ).replace(
      "internal:",
      "  failures: {rate: 3 per 1000 node-days, repair: 1h}\ninternal:\n  chat: {kind: service, demand: {peak: 8 GPUs, weekend: 1}}",
    );
    const derived = `extends: base.yaml
fleet: {failures: {ttf: 9d}}
internal:
  research: {arrivals: {every: 1h}, gpus: 1, service: 1h}
  chat: {demand: {mean: 4 GPUs, amplitude: 2 GPUs, period: 1d}}
rental: {products: {on-demand: {demand: {arrivals: {every: 2h}}}}}
`;
    expect(scenarioOf(derived, [], { "base.yaml": base })).toMatchObject({
      fleet: { failures: { ttf: { mean: 9 * 24 * HOUR }, repair: { mean: HOUR } } },
      sources: [{ arrivals: { kind: "every" } }, {}, { arrivals: { kind: "every", interval: 2 * HOUR } }],
      services: [{ demand: { kind: "sinusoid" } }],
    });
  });

  test("resolves the files that each file names from its own place", () => {
    const profile = `hour,factor\n${Array.from({ length: 168 }, (_, hour) => `${hour},1`).join("\n")}\n`;
    const base = PLAIN.replace("{poisson: {rate: 4/h}}", "{hour_of_week: {rate: 4/h, profile: weekly.csv}}");
    const texts = { "lab/a.yaml": "extends: ../shared/base.yaml\n", "lab/../shared/base.yaml": base };
    const files = memoryFiles({ ...texts, "lab/../shared/weekly.csv": profile, "mine.csv": profile });
    const asWritten = loadScenario("lab/a.yaml", [], files);
    expect(asWritten.ok && asWritten.files.at(-1)).toBe("lab/../shared/weekly.csv");
    const given = loadScenario(
      "lab/a.yaml",
      ["internal.research.arrivals.hour_of_week.profile=mine.csv"],
      files,
    );
    expect(given.ok && given.files.at(-1)).toBe("mine.csv");
  });

  test("in a circle is refused, naming the circle", () => {
    const said = complaint("extends: b.yaml\n", [], { "b.yaml": "name: b\nextends: a.yaml\n" });
    expect(said).toBe(`b.yaml:2:10: error: extends: a.yaml extends b.yaml extends a.yaml: a circle
  2 | extends: a.yaml
    |          ^^^^^^
`);
  });

  test("of a missing file points at its name", () => {
    expect(complaint("extends: gone.yaml\n")).toContain(
      "a.yaml:1:10: error: extends: gone.yaml: no such file",
    );
    expect(complaint("extends: [a]\n")).toContain("a.yaml:1:10: error: extends: it is not text");
  });
});

describe("an override", () => {
  const price = (text: string) =>
    scenarioOf(PLAIN, [`rental.products.spot.price=${text}`]).products[0]?.price;

  test("replaces a value, and a bare number takes the unit of what it replaces", () => {
    expect([price("$1.40/GPU/h"), price("1.40"), price("2")]).toEqual([1.4, 1.4, 2]);
  });

  test("takes the unit of a default that it replaces", () => {
    expect(scenarioOf(PLAIN, ["step=2"]).step).toBe(2 * HOUR);
    expect(scenarioOf(PLAIN, ["scheduling.headroom.internal=3"]).scheduling.headroom).toEqual({
      kind: "share",
      share: 0.03,
    });
  });

  test("takes the unit of the mode of an assumption that it replaces", () => {
    const assumed = "{assume: {low: $1/GPU/h, mode: $2/GPU/h, high: $3/GPU/h}}";
    const text = PLAIN.replace("price: $2.10/GPU/h", `price: ${assumed}`);
    expect(scenarioOf(text).products[0]?.price).toBe(2);
    expect(scenarioOf(text, ["rental.products.spot.price=2.5"]).products[0]?.price).toBe(2.5);
  });

  test("reaches an item of a list by its position or its name", () => {
    for (const item of ["0", "p"]) {
      expect(scenarioOf(PLAIN, [`fleet.pools.${item}.nodes=16`]).fleet.pools[0]?.nodes).toBe(16);
    }
  });

  test("opens a preset of a contract to change one of its numbers", () => {
    const { contract } = scenarioOf(PLAIN, ["rental.products.spot.contract.notice=5m"]).products[0]!;
    expect(contract).toMatchObject({ name: "aws.spot", notice: 300_000, preemptible: true });
  });

  test("may be a whole map, a text with = in it, or the second of two", () => {
    const law = "internal.research.service={constant: 3h}";
    expect(scenarioOf(PLAIN, [law]).sources[0]).toMatchObject({ classes: [{ service: { mean: 3 * HOUR } }] });
    expect(scenarioOf(PLAIN, ["name=a=b"]).name).toBe("a=b");
    expect(scenarioOf(PLAIN, ["seed=5", "seed=x"]).seed).toBe("x");
  });

  test.each([
    [
      "rental.products.spt.price=1",
      "--set:1:23: error: rental.products.spt: there is no spt in rental.products",
      "did you mean spot?",
    ],
    [
      "fleet.pools.q.nodes=1",
      "--set:1:19: error: fleet.pools.q: there is no q in fleet.pools",
      "expected one of p",
    ],
    [
      "fleet.pools.1.nodes=1",
      "--set:1:19: error: fleet.pools.1: there is no 1 in fleet.pools",
      "expected one of p",
    ],
    ["horizn=5w", "--set:1:7: error: horizn: unknown key", "did you mean horizon?"],
    [
      "name.first=x",
      "--set:1:12: error: name.first: there is no first in name",
      "expected no key below name",
    ],
    ["horizon", "--set:1:7: error: it is no override", "expected path=value"],
    ["=5", "--set:1:7: error: it is no override", "expected path=value"],
    ["a..b=5", "--set:1:7: error: it is no override", "expected path=value"],
    ["horizon=", "--set:1:15: error: horizon: there is nothing in it", ""],
    ["internal.research.gpus={1: .5", "--set:1:", "error: internal.research.gpus: "],
    ["horizon=5", "", ""],
  ])("%s is refused where it goes wrong, or read", (source, place, meant) => {
    if (place === "") expect(scenarioOf(PLAIN, [source]).end).toBe(6 * WEEK);
    else {
      expect(complaint(PLAIN, [source])).toContain(place);
      expect(complaint(PLAIN, [source])).toContain(meant);
    }
  });
});
