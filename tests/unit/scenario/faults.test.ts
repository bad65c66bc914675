// What users get wrong, one line each: the spoiled scenario, where the fault is seen, and what is said.

import { expect, test } from "vitest";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { printWarnings } from "../../../src/scenario/print-problems.ts";
import { complaint, memoryFiles, PLAIN, scenarioOf } from "./memory-files.ts";

const RESEARCH = "    service: {lognormal: {mean: 2h, cv: 2}}";
const service = (law: string) => PLAIN.replace(RESEARCH, `    service: ${law}`);
const swap = (from: string, to: string) => {
  if (!PLAIN.includes(from)) throw new Error(`${from} is not in the plain scenario`);
  return PLAIN.replace(from, to);
};

test.each<[fault: string, text: string, said: string]>([
  [
    "not a number",
    swap("nodes: 8", "nodes: .nan"),
    "6:35: error: fleet.pools[0].nodes: it is not a finite number",
  ],
  ["infinite", swap("cv: 2", "cv: .inf"), "internal.research.service.lognormal.cv: it is not a number"],
  [
    "beyond all numbers",
    swap("horizon: 4w", "horizon: 1e999h"),
    "2:10: error: horizon: it is not a finite number",
  ],
  [
    "negative rate",
    swap("rate: 4/h", "rate: -4/h"),
    "9:32: error: internal.research.arrivals.poisson.rate: it must not be negative",
  ],
  ["negative duration", swap("warmup: 1w", "warmup: -1w"), "3:9: error: warmup: it must not be negative"],
  ["negative price", swap("$2.10", "-$2.10"), "rental.products.spot.price: it must not be negative"],
  [
    "negative GPUs",
    swap("gpus: 8,", "gpus: -8,"),
    "rental.products.on-demand.demand.gpus: it must not be negative",
  ],
  ["unknown unit", swap("4w", "4 weeks"), "did you mean 4w?"],
  [
    "no GPUs anywhere",
    swap("nodes: 8", "nodes: 0"),
    "8:3: error: internal.research: there are no GPUs to run on",
  ],
  ["truth of YAML 1.1", `${PLAIN}baseline: yes\n`, "did you mean true?"],
  ["number as name", swap("name: plain", "name: 2024"), 'did you mean "2024"?'],
  [
    "empty map",
    swap("internal:\n  research:", "internal:\n  idle:\n  research:"),
    "internal.idle: it is not a map",
  ],
  [
    "unknown kind",
    swap("    gpus: {1", "    kind: job\n    gpus: {1"),
    "internal.research.kind: unknown kind",
  ],
  ["unknown choice", `${PLAIN}scheduling: {order: fifo}\n`, "expected one of fcfs, shortest-first"],
  [
    "an order that takes no numbers",
    `${PLAIN}scheduling: {order: {fcfs: {}}}\n`,
    "22:22: error: scheduling.order.fcfs: unknown key",
  ],
  [
    "a number that is not the order's",
    `${PLAIN}scheduling: {order: {fair-share: {halflife: 7d}}}\n`,
    "did you mean half_life?",
  ],
  [
    "thresholds out of order",
    `${PLAIN}scheduling: {order: {least-attained: {thresholds: [2h, 1h]}}}\n`,
    "scheduling.order.least-attained.thresholds[1]: a job has attained it before it attains the one in front",
  ],
  [
    "no thresholds",
    `${PLAIN}scheduling: {order: {least-attained: {thresholds: []}}}\n`,
    "scheduling.order.least-attained.thresholds: it is empty",
  ],
  [
    "a cycle of no length",
    `${PLAIN}scheduling: {cycle: 0s}\n`,
    "22:21: error: scheduling.cycle: it must not be 0",
  ],
  [
    "a life shorter than its notice",
    swap("      contract: aws.spot", "      contract: aws.spot\n      maximum_life: 1m"),
    "rental.products.spot.maximum_life: a run is not over its protection and its notice by then",
  ],
  ["unknown preset", swap("aws.spot", "aws.spt"), "did you mean aws.spot?"],
  ["unknown law", service("{lognorml: {mean: 2h, cv: 2}}"), "did you mean lognormal?"],
  [
    "two laws",
    service("{constant: 1h, exponential: {mean: 2h}}"),
    "constant and exponential cannot both hold",
  ],
  ["law of nothing", service("{}"), "internal.research.service: it is empty"],
  [
    "job beyond its pool",
    swap("gpus: 8,", "gpus: 65,"),
    "a job of 65 GPUs fits into no pool that it may use",
  ],
  [
    "size beyond its pool",
    swap("8: 50%}", "128: 50%}"),
    "internal.research.gpus.128: a job of 128 GPUs fits",
  ],
  ["half a GPU", swap("{1: 50%", "{0.5: 50%"), "internal.research.gpus.0.5: it is not a whole number"],
  [
    "headroom beyond the fleet",
    `${PLAIN}scheduling: {headroom: {internal: 65}}\n`,
    "22:35: error: scheduling.headroom.internal: the headroom is more than the fleet",
  ],
  ["headroom beyond one", `${PLAIN}scheduling: {headroom: {internal: 130%}}\n`, "it is more than the whole"],
  ["too many events", swap("rate: 4/h", "rate: 1e12/h"), "horizon: about 1.7e+15 events are to be expected"],
  [
    "horizon beyond counting",
    swap("horizon: 4w\nwarmup: 1w", "horizon: 285616y\nwarmup: 1y"),
    "it is too large to be counted exactly",
  ],
  [
    "a billion nodes, one by one",
    swap("nodes: 8", "nodes: 1000000000"),
    "scheduling.placement: 1,000,000,000 nodes are too many",
  ],
  [
    "shares of 0.999999",
    swap("8: 50%}", "8: 49.9999%}"),
    "internal.research.gpus: the shares add up to 0.999999",
  ],
  [
    "shares of 1.2",
    service("{hyperexponential: [{p: 0.6, mean: 1h}, {p: 0.6, mean: 2h}]}"),
    "hyperexponential: the shares add up to 1.2",
  ],
  ["empty mixture", service("{mixture: []}"), "internal.research.service.mixture: it is empty"],
  [
    "Pareto without mean",
    service("{pareto: {shape: 1, scale: 1h}}"),
    "a Pareto law of this shape has no finite mean",
  ],
  [
    "half a lognormal law",
    service("{lognormal: {mean: 2h, p90: 9h}}"),
    "a lognormal law takes mean and cv, or median and p90",
  ],
  ["p90 below the median", service("{lognormal: {median: 2h, p90: 1h}}"), "p90 is below the median"],
  ["a range upside down", service("{uniform: {min: 2h, max: 1h}}"), "min is above max"],
  [
    "price 0 to isoelastic demand",
    swap("$2.10", "$0"),
    "rental.products.spot.price: isoelastic demand has no limit at price 0",
  ],
  ["demand that rises with the price", swap("-1.2", "1.2"), "did you mean -1.2?"],
  ["elasticity of nothing", swap("{form: isoelastic, ", "{"), "only isoelastic demand answers to the price"],
  [
    "isoelastic without a reference",
    swap("reference: $2.00/GPU/h, ", ""),
    "demand.reference: missing required key",
  ],
  [
    "notice that never comes",
    swap("contract: aws.on-demand", "contract: {preset: aws.on-demand, notice: 5m}"),
    "aws.on-demand is never preempted",
  ],
  [
    "warm-up of all",
    swap("warmup: 1w", "warmup: 4w"),
    "3:9: error: warmup: the warm-up of 4w is as long as the horizon of 4w or longer",
  ],
  ["waiting for ever", swap("horizon: 4w", "horizon: all"), "the jobs of research never cease"],
  [
    "waiting for nothing",
    "name: n\nhorizon: all\nfleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}]}\n",
    "there is no job to wait for",
  ],
  ["step of nothing", `${PLAIN}step: 0s\n`, "step: it must not be 0"],
  [
    "unknown pool",
    swap("    gpus: {1", "    pools: [q]\n    gpus: {1"),
    "internal.research.pools[0]: unknown pool",
  ],
  [
    "classes twice",
    swap("    gpus: {1", "    classes: [{share: 100%, gpus: 1, service: 1h}]\n    gpus: {1"),
    "internal.research.service: classes say it already",
  ],
  ["service left out", swap(RESEARCH, ""), "internal.research.service: missing required key"],
  ["rate left out", swap("{rate: 1/h, gpus", "{gpus"), "on-demand.demand.rate: missing required key"],
  [
    "estimates of no trace",
    swap("    gpus: {1", "    estimate: trace\n    gpus: {1"),
    "only a trace holds estimates",
  ],
  [
    "an assumption out of order",
    swap("price: $2.10/GPU/h", "price: {assume: {low: $3/GPU/h, mode: $2/GPU/h, high: $4/GPU/h}}"),
    "price.assume: low, mode and high are not in order",
  ],
  [
    "an assumption in two units",
    swap("service: 1h}", "service: {assume: {low: 30m, mode: 1h, high: 2h}}}"),
    "service.assume: low, mode and high are not in one unit",
  ],
  [
    "an assumption without its mode",
    swap("price: $2.10/GPU/h", "price: {assume: {low: $3/GPU/h, high: $4/GPU/h}}"),
    'missing required key "mode"',
  ],
])("%s is refused", (_fault, text, said) => {
  expect(complaint(text)).toContain(said);
});

test.each<[what: string, name: string, said: string]>([
  ["the same", "research", "the name research is taken"],
  ["one in capitals", "Research", "the name is taken by research, but for its spelling"],
  ["one in another Unicode form", "ｒｅｓｅａｒｃｈ", "the name is taken by research, but for its spelling"],
  ["a path", "../x", "it is not a name"],
  ["a formula", "=1+1", "it is not a name"],
  ["one with a dot, which --set could not reach", "a.b", "it is not a name"],
  ["one too long for a disk", "x".repeat(65), "it is not a name"],
])("a product's name that is %s is refused", (_what, name, said) => {
  expect(complaint(PLAIN.replace("    on-demand:", `    "${name}":`))).toContain(said);
});

test("two pools cannot share a name", () => {
  const pool = "    - {name: p, gpu: H100, nodes: 8, gpus_per_node: 8}";
  expect(complaint(PLAIN.replace(pool, `${pool}\n${pool}`))).toContain(
    "7:14: error: fleet.pools[1].name: the name p is taken",
  );
});

test("shares that miss 1 by rounding are accepted", () => {
  const thirds = "{1: 0.3333333333, 2: 0.3333333333, 4: 0.3333333334}";
  expect(scenarioOf(PLAIN.replace("{1: 50%, 8: 50%}", thirds)).warnings).toEqual([]);
});

test("an endless run goes ahead when the user says so", () => {
  const text = PLAIN.replace("rate: 4/h", "rate: 1e12/h");
  const files = memoryFiles({ "a.yaml": text });
  expect(loadScenario("a.yaml", [], files).ok).toBe(false);
  expect(loadScenario("a.yaml", [], files, { anyLength: true }).ok).toBe(true);
});

test("jobs of length 0 are legal", () => {
  expect(scenarioOf(service("0s")).sources[0]).toMatchObject({ classes: [{ service: { mean: 0 } }] });
});

test("a pool without GPUs is legal as long as nothing runs on it", () => {
  const empty = "    - {name: later, gpu: B200, nodes: 0, gpus_per_node: 8}\ninternal:";
  expect(scenarioOf(PLAIN.replace("internal:", empty)).sources[0]?.pools).toEqual([0]);
  const used = PLAIN.replace("internal:", empty).replace(
    "    gpus: {1",
    "    pools: [p, later]\n    gpus: {1",
  );
  expect(complaint(used)).toContain("internal.research.pools[1]: there are no GPUs to run on");
});

test("a billion GPUs are legal when they are only counted", () => {
  const huge = `${PLAIN.replace("nodes: 8", "nodes: 125000000")}scheduling: {placement: pool}\n`;
  expect(scenarioOf(huge).warnings.join()).toContain("All work together is");
});

test.each<[what: string, text: string, warning: string]>([
  [
    "a load of hundreds of fleets",
    PLAIN.replace("rate: 4/h", "rate: 4400/h"),
    "8:3: research offers 619 times the fleet: are its units right?",
  ],
  [
    "a Pareto law without variance",
    service("{pareto: {shape: 1.5, mean: 2h}}"),
    "11:24: internal.research.service.pareto: a Pareto law of a shape up to 2 has no finite variance; intervals of waits are not valid.",
  ],
  [
    "a lognormal law of a squared coefficient of variation of a million",
    service("{lognormal: {mean: 2h, cv: 1000}}"),
    "11:37: internal.research.service.lognormal: a cv of 1000 needs more draws than any run has.",
  ],
  [
    "a calendar of prices that begins late",
    swap("price: $2.87/GPU/h", "price: {calendar: {steps: [{at: 5h, price: $1/GPU/h}]}}"),
    "20:35: rental.products.on-demand.price.calendar: nothing is said of the price before 5h: it is that of the first step.",
  ],
  [
    "a horizon shorter than a job",
    service("{exponential: {mean: 5w}}"),
    "2:1: The horizon is shorter than the mean service time of research.",
  ],
  [
    "headroom that leaves nothing to sell",
    `${PLAIN}scheduling: {headroom: {internal: 64}}\n`,
    "22:25: The headroom leaves nothing for on-demand: it will sell nothing.",
  ],
  [
    "headroom that is all of each pool, if not of both together",
    `${swap("gpus_per_node: 8}", "gpus_per_node: 8}\n    - {name: q, gpu: H100, nodes: 1, gpus_per_node: 8}")}scheduling: {headroom: {internal: 64}}\n`,
    "23:25: The headroom leaves nothing for on-demand: it will sell nothing.",
  ],
  [
    "a request that is larger than what the headroom leaves",
    `${PLAIN}scheduling: {headroom: {internal: 60}}\n`,
    "22:25: The smallest request for on-demand asks for 8 GPUs, and the headroom leaves it at most 4 of a pool: it will sell nothing.",
  ],
  [
    "a window that is larger than what may be promised",
    swap("contract: aws.on-demand", "{contract: aws.capacity-block, term: 1d, bookable: 25%, ").replace(
      ", \n      price: $2.87/GPU/h\n      demand: {rate: 1/h, gpus: 8, service: {exponential: {mean: 3h}}}",
      ", price: $3/GPU/h, demand: {rate: 1/h, gpus: {24: 50%, 64: 50%}}}",
    ),
    "18:5: The smallest request for on-demand asks for 24 GPUs, and at most 16 of a pool may be promised at a time: it will sell nothing.",
  ],
  ["a leading zero", PLAIN.replace("nodes: 8", "nodes: 08"), "6:35: 08 is read as 8."],
])("%s is warned of where it is written", (_what, text, warning) => {
  const result = loadScenario("a.yaml", [], memoryFiles({ "a.yaml": text }));
  const lines = printWarnings(result.ok ? result.warnings : []).split("\n");
  const [, place, sentence] = /^(\d+:\d+): (.*)$/.exec(warning)!;
  expect(lines).toContain(`a.yaml:${place}: warning: ${sentence}`);
  expect(scenarioOf(text).warnings).toContain(sentence);
});

test("a term that outlasts the horizon is no slip where its customers come at instants that are named", () => {
  const warnings = (demand: string) => {
    const product = `{contract: neocloud.reserved, price: $2/GPU/h, term: 1y, demand: {${demand}, gpus: 8}}`;
    const rest = PLAIN.slice(0, PLAIN.indexOf("rental:"));
    return scenarioOf(`${rest}rental: {products: {long: ${product}}}\n`).warnings;
  };
  expect(warnings("arrivals: {at: [0s]}")).toEqual([]);
  expect(warnings("rate: 0.001/h")).toEqual(["The horizon is shorter than the mean service time of long."]);
});

test("a series that ends within the run is warned of, one whose last value just reaches the end is not", () => {
  const text = (horizon: string) =>
    `name: n\nhorizon: ${horizon}\nfleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 8}]}\ninternal: {x: {kind: occupancy, file: o.csv}}\n`;
  const files = { "o.csv": "time,gpus\n0,4\n3600,5\n" };
  expect(scenarioOf(text("2h"), [], files).warnings).toEqual([]);
  expect(scenarioOf(text("3h"), [], files).warnings).toEqual([
    "The run is longer than the series of x, whose last value is held until the end.",
  ]);
});
