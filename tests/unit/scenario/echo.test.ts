import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { mapFiles } from "../../../src/scenario/file-keys.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { printProblems } from "../../../src/scenario/print-problems.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { hourlyTrace, memoryFiles, PLAIN, scenarioOf } from "./memory-files.ts";

const FILES = {
  "/data/weekly.csv": `hour,factor\n${Array.from({ length: 168 }, (_, hour) => `${hour},${hour % 2 === 0 ? 0.7 : 1.3}`).join("\n")}\n`,
  "/data/o.csv": "time,gpus\n0,3\n60,9\n",
  "/data/d.csv": "value_s,weight\n30,1\n90,3\n",
};
const TRACES = { "/data/t.csv": hourlyTrace(5), "/data/t.swf": hourlyTrace(5) };

function loaded(text: string): Scenario {
  const result = loadScenario("/run/a.yaml", [], memoryFiles({ ...FILES, "/run/a.yaml": text }, TRACES));
  if (!result.ok) throw new Error(printProblems(result.problems, result.texts));
  return result.scenario;
}

/** The scenario with every law replaced by its moments and its first draws, so that equality can be asked for. */
function comparable(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)];
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  if ("sample" in value && typeof value.sample === "function") {
    const law = value as { mean: number; variance: number; sample(stream: unknown): number };
    const stream = randomStream("echo", "law");
    return {
      mean: law.mean,
      variance: law.variance,
      draws: Array.from({ length: 5 }, () => law.sample(stream)),
    };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
}

const span = fc.constantFrom("90s", "15m", "6h", "1.5d", "{assume: {low: 1h, mode: 2h, high: 3h}}");
const law = fc.oneof(
  span,
  span.map((mean) => `{exponential: {mean: ${mean}}}`),
  span.map((mean) => `{lognormal: {mean: ${mean}, cv: 250%}}`),
  fc.constant("{hyperexponential: [{p: 0.3, mean: 1h}, {p: 70%, mean: 4h}]}"),
  fc.constant(
    "{mixture: [{p: 0.5, law: {empirical: /data/d.csv}}, {p: 0.5, law: {pareto: {shape: 3, mean: 1h}}}]}",
  ),
);
const gpus = fc.constantFrom("1", "{1: 0.5, 8: 50%}", "{assume: {low: 1, mode: 2, high: 4}}");
const mix = fc.oneof(
  fc.tuple(gpus, law).map(([size, time]) => `gpus: ${size}, service: ${time}`),
  fc
    .tuple(gpus, law)
    .map(
      ([size, time]) =>
        `classes: [{share: 30%, gpus: ${size}, service: ${time}}, {share: 0.7, gpus: 1, service: 1h}]`,
    ),
);
const hourOfWeek = "{rate: 3/h, profile: /data/weekly.csv, noise: {gamma: {k: 1.4}}}";
const arrivals = fc.oneof(
  fc.constantFrom("{poisson: {rate: 40/d}}", `{hour_of_week: ${hourOfWeek}}`),
  law.map((gap) => `{closed: {sources: 2, gap: ${gap}}}`),
);
const estimate = fc.oneof(fc.constantFrom("exact", "{factor: 2}"), law);
const jobs = fc
  .record({
    arrivals,
    mix,
    estimate,
    full: fc.constantFrom("queue", "refuse"),
    priority: fc.integer({ min: -9, max: 99 }),
  })
  .map(
    (job) =>
      `{arrivals: ${job.arrivals}, ${job.mix}, estimate: ${job.estimate}, when_full: ${job.full}, priority: ${job.priority}}`,
  );
const other = fc.constantFrom(
  "{kind: service, demand: {peak: 20 GPUs, trough: 0.3}}",
  "{kind: service, demand: {peak: 20 GPUs, noise: {cv: 5%, half_life: 2h}}, resize: {every: 1h}, pools: [q]}",
  "{kind: occupancy, file: /data/o.csv}",
  "{kind: trace, file: /data/t.csv, columns: {id: i, submit: s, service: d, gpus: g}, time_unit: datetime, dedupe: true}",
  "{kind: trace, file: /data/t.swf, kill_at_estimate: false, priority: 3}",
);
const demand = fc
  .tuple(fc.constantFrom("rate: 6/h", `hour_of_week: ${hourOfWeek}`), fc.boolean(), mix)
  .map(
    ([rate, elastic, jobMix]) =>
      `{${elastic ? "form: isoelastic, reference: $2/GPU/h, elasticity: -1.2, " : ""}${rate}, ${jobMix}}`,
  );
const product = fc
  .tuple(
    fc.constantFrom("aws.spot", "aws.on-demand", "{preset: aws.spot, notice: 30s, admission: queue}"),
    demand,
  )
  .map(([contract, wanted]) => `{contract: ${contract}, price: $2.10/GPU/h, demand: ${wanted}}`);
const scenarios = fc
  .record({
    sources: fc.array(fc.oneof(jobs, other), { maxLength: 3 }),
    products: fc.array(product, { maxLength: 2 }),
    headroom: fc.constantFrom("3%", "4 GPUs", "4"),
    order: fc.constantFrom("fcfs", "shortest-first"),
    seed: fc.constantFrom("7", "tide", '"7"'),
  })
  .map(({ sources, products, headroom, order, seed }) =>
    [
      `name: random\nhorizon: 2w\nwarmup: 1d\nseed: ${seed}`,
      "fleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}, {name: q, gpu: B200, nodes: 4, gpus_per_node: 4}]}",
      `internal: {${sources.map((text, index) => `s${index}: ${text}`).join(", ")}}`,
      `rental: {products: {${products.map((text, index) => `r${index}: ${text}`).join(", ")}}}`,
      `scheduling: {order: ${order}, headroom: {internal: ${headroom}}}`,
    ].join("\n"),
  );

test("loading the echo of a scenario gives the same scenario, and the same echo", () => {
  fc.assert(
    fc.property(scenarios, (text) => {
      const first = loaded(text);
      const again = loaded(stringify(first.echo));
      expect(comparable(again)).toEqual(comparable(first));
    }),
    { seed: 2, numRuns: 150 },
  );
});

test("the echo leaves no default out, not even those that depend on other values", () => {
  const text = PLAIN.replace("{poisson: {rate: 4/h}}", `{hour_of_week: ${hourOfWeek}}`);
  expect(loaded(text).echo).toMatchObject({
    mode: "steady",
    warmup: "1w",
    step: "1h",
    internal: {
      research: { kind: "jobs", estimate: "exact", priority: 50, when_full: "queue", pools: ["p"] },
    },
    rental: {
      products: {
        spot: {
          contract: {
            preset: "aws.spot",
            notice: "2m",
            granularity: "1s",
            minimum: "1m",
            first_interrupted_hour_free: true,
          },
          price: "$2.10/GPU/h",
          on_preemption: "resume",
        },
      },
    },
    scheduling: { placement: "best-fit", headroom: { internal: "0%" } },
    outputs: { jobs: "auto" },
  });
});

test("an uncertain assumption stays one in the echo", () => {
  const assumption = { assume: { low: "$1/GPU/h", mode: "$2/GPU/h", high: "$3/GPU/h" } };
  const { echo, products } = scenarioOf(
    PLAIN.replace("price: $2.10/GPU/h", `price: ${JSON.stringify(assumption)}`),
  );
  expect(products[0]?.price).toBe(2);
  expect(echo).toMatchObject({ rental: { products: { spot: { price: assumption } } } });
});

test("the names of files in an echo can be changed, and nothing else is touched", () => {
  const tree = {
    internal: { file: { kind: "trace", file: "t.csv", columns: { submit: "s", file: "f" } } },
    laws: [{ empirical: "d.csv" }, { profile: [1, 2] }],
  };
  expect(mapFiles(tree, (file) => `/x/${file}`)).toEqual({
    internal: { file: { kind: "trace", file: "/x/t.csv", columns: { submit: "s", file: "f" } } },
    laws: [{ empirical: "/x/d.csv" }, { profile: [1, 2] }],
  });
});
