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
const wave = "{sinusoid: {mean: 1/h, amplitude: 0.5, period: 1d}}";
const growing = fc
  .tuple(
    fc.constantFrom("{poisson: {rate: 40/d}}", `{hour_of_week: ${hourOfWeek}}`, wave),
    fc.constantFrom("", ", growth: 30%/y", ", growth: {assume: {low: -10%/y, mode: 0%/y, high: 10%/y}}"),
  )
  .map((parts) => parts.join(""));
const unwaited = fc.constantFrom(
  "{every: 10h}",
  "{batch: {rate: 2/h, size: {geometric: {mean: 2.5}}}}",
  "{batch: {rate: 2/h, size: {1: 50%, 3: 0.5}}}",
  "{on_off: {rates: [20/h, 0/h], switch: [0.5/h, 1/h]}}",
  "{at: [4h, 0s]}",
);
const arrivals = fc.oneof(
  growing,
  unwaited,
  law.map((gap) => `{closed: {sources: 2, gap: ${gap}}}`),
  law.map((gap) => `{renewal: ${gap}}`),
);
const checkpoint = fc.constantFrom(
  "",
  ", checkpoint: {every: 30m}",
  ", checkpoint: {every: 1h, cost: 20s, restart: 10m, clock: wall, final: true}",
  ", checkpoint: {every: never, cost: 20s, on_notice: true}, release: when-written",
);
const queue = fc.constantFrom("", ", patience: {exponential: {mean: 1h}}, queue_limit: 7, penalty: $2.50");
const losses = fc.constantFrom(
  "",
  ", on_preemption: kill, on_failure: resume",
  ", interruptions: {rate: 0.02/h, downtime: 15m}",
  ", interruptions: {rate: 1/d, kind: eviction}, headroom: 5%",
);
const traits = fc.tuple(checkpoint, losses).map((parts) => parts.join(""));
const internal = fc
  .tuple(traits, fc.constantFrom("", ", notice: 2m", ", preemptible: true, headroom: 3 GPUs"))
  .map(([loss, own]) => (loss.includes("headroom") ? loss : loss + own));
const estimate = fc.oneof(fc.constantFrom("exact", "{factor: 2}"), law);
const jobs = fc
  .record({
    arrivals,
    mix,
    estimate,
    full: fc.oneof(
      fc.constant("when_full: refuse"),
      queue.map((text) => `when_full: queue${text}`),
    ),
    internal,
    priority: fc.integer({ min: -9, max: 99 }),
  })
  .map(
    (job) =>
      `{arrivals: ${job.arrivals}, ${job.mix}, estimate: ${job.estimate}, ${job.full}${job.internal}, priority: ${job.priority}}`,
  );
const other = fc.constantFrom(
  "{kind: service, demand: {peak: 20 GPUs, trough: 0.3}}",
  "{kind: service, demand: {peak: 20 GPUs, noise: {cv: 5%, half_life: 2h}}, resize: {every: 1h}, pools: [q]}",
  "{kind: service, demand: {mean: 60, amplitude: 40, period: 1d}, per_replica: 7, resize: crossing}",
  "{kind: service, demand: {peak: 2 Mtok/s}, per_replica: 9 ktok/s, gpus_per_replica: 2, delay: 3m, forecast_margin: 15%}",
  "{kind: occupancy, file: /data/o.csv}",
  "{jobs: [{id: a, submit: 4h, gpus: 8, service: 3h}, {submit: 0s, gpus: 1, service: 1h, estimate: 2h, priority: 9}]}",
  "{jobs: [{submit: 0s, gpus: 1, service: 1h}], kill_at_estimate: true, preemptible: false, within_node: true}",
  "{kind: trace, file: /data/t.csv, columns: {id: i, submit: s, service: d, gpus: g}, time_unit: datetime, dedupe: true}",
  "{kind: trace, file: /data/t.swf, kill_at_estimate: false, priority: 3}",
);
const demand = fc
  .tuple(
    fc.constantFrom(
      "rate: 6/h",
      "rate: 6/h, growth: 9%/y",
      `hour_of_week: ${hourOfWeek}`,
      `arrivals: ${wave}`,
    ),
    fc.boolean(),
    mix,
  )
  .map(
    ([rate, elastic, jobMix]) =>
      `{${elastic ? "form: isoelastic, reference: $2/GPU/h, elasticity: -1.2, " : ""}${rate}, ${jobMix}}`,
  );
const product = fc
  .tuple(
    fc.oneof(
      fc.constant("aws.on-demand, headroom: 4 GPUs, penalty: $1"),
      fc
        .tuple(
          fc.constantFrom("aws.spot", "{preset: aws.spot, notice: 30s, admission: queue}"),
          traits,
          queue,
        )
        .map((parts) => parts.join("")),
    ),
    demand,
  )
  .map(([contract, wanted]) => `{contract: ${contract}, price: $2.10/GPU/h, demand: ${wanted}}`);
const failures = fc.constantFrom(
  "",
  ", failures: {rate: 3.79 per 1000 node-days, repair: {lognormal: {mean: 4h, cv: 1}}, crew: 3}",
  ", failures: {unit: gpu, ttf: {exponential: {mean: 90d}}, repair: 1d, at: [{unit: 9, at: 1h, repair: 2h}]}",
);
const preemption = fc.constantFrom(
  "never",
  "by-priority",
  "{rule: by-priority, victims: oldest, protect: 2h}",
  "free",
  "{rule: internal-first, victims: cheapest}",
);
const order = fc.constantFrom(
  "fcfs",
  "shortest-first",
  "largest-first",
  "least-attained",
  "{least-attained: {thresholds: [1h, 10h], by: time}}",
  "fair-share",
  "{fair-share: {half_life: 2d}}",
  "{earliest-deadline: {}}",
);
const scenarios = fc
  .record({
    sources: fc.array(fc.oneof(jobs, other), { maxLength: 3 }),
    products: fc.array(product, { maxLength: 2 }),
    headroom: fc.constantFrom("3%", "4 GPUs", "4"),
    order,
    cycle: fc.constantFrom("event", "30s"),
    failures,
    preemption,
    seed: fc.constantFrom("7", "tide", '"7"'),
  })
  .map(({ sources, products, headroom, order: first, cycle, failures: broken, preemption: rule, seed }) =>
    [
      `name: random\nhorizon: 2w\nwarmup: 1d\nseed: ${seed}`,
      `fleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}, {name: q, gpu: B200, nodes: 4, gpus_per_node: 4}]${broken}}`,
      `internal: {${sources.map((text, index) => `s${index}: ${text}`).join(", ")}}`,
      `rental: {products: {${products.map((text, index) => `r${index}: ${text}`).join(", ")}}}`,
      `scheduling: {order: ${first}, cycle: ${cycle}, headroom: {internal: ${headroom}}, preemption: ${rule}}`,
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

test.each([
  ["least-attained", { "least-attained": { thresholds: ["3250s", "2h"], by: "gpu-time" } }],
  ["fair-share", { "fair-share": { half_life: "1w" } }],
  ["earliest-deadline", { "earliest-deadline": { factor: 2 } }],
  ["largest-first", "largest-first"],
])("the echo of a bare %s says its numbers", (name, echo) => {
  expect(loaded(`${PLAIN}scheduling: {order: ${name}}\n`).echo).toMatchObject({
    scheduling: { order: echo, cycle: "event" },
  });
});

test("the echo leaves no default out, not even those that depend on other values", () => {
  const text = PLAIN.replace("{poisson: {rate: 4/h}}", `{hour_of_week: ${hourOfWeek}}`);
  expect(loaded(text).echo).toMatchObject({
    mode: "steady",
    warmup: "1w",
    step: "1h",
    internal: {
      research: {
        kind: "jobs",
        growth: "0%/y",
        estimate: "exact",
        priority: 50,
        when_full: "queue",
        preemptible: true,
        notice: "0s",
        on_preemption: "resume",
        on_failure: "restart",
        penalty: "$0",
        within_node: false,
        pools: ["p"],
      },
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
    scheduling: {
      placement: "best-fit",
      preemption: { rule: "internal-first", victims: "youngest", protect: "0s" },
      headroom: { internal: "0%" },
    },
    outputs: { jobs: "auto" },
  });
});

test("the echo spells out the defaults of what was asked for", () => {
  const work = "checkpoint: {every: 1h, on_notice: true}, interruptions: {rate: 1/d}";
  const text = PLAIN.replace(
    "    gpus: {1",
    `    ${work.replace(", inter", "\n    inter")}\n    gpus: {1`,
  ).replace(
    "internal:",
    "  failures: {ttf: 90d, repair: 4h}\ninternal:\n  chat: {kind: service, demand: {peak: 8 GPUs}, gpus_per_replica: 4}",
  );
  expect(loaded(text).echo).toMatchObject({
    fleet: { failures: { unit: "node", at: [], prefer_idle_replacement: false } },
    internal: {
      chat: { per_replica: "4 GPUs", resize: { every: "5m" }, delay: "0s", forecast_margin: "0%" },
      research: {
        checkpoint: { cost: "0s", restart: "0s", clock: "progress", final: false, on_notice: true },
        on_preemption: "checkpoint",
        on_failure: "checkpoint",
        release: "at-end-of-notice",
        interruptions: { downtime: "0s", kind: "failure" },
      },
    },
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
