// The answer on the terminal against the files beside it: every number of it is read back from summary.csv, and the returns
// are computed a second time, from the tables over time alone.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { dollars, finePercent, gpuHourPrice, gpuHours, number, percent, timeSpan } from "../../src/index.ts";
import { file, folder, NODE, rows, sim, start } from "./sim.ts";

const SCENARIO = `name: answered
horizon: 4d
warmup: 1d
replications: 3
baseline: true
fleet: {pools: [{name: p, gpu: H100, nodes: 4, gpus_per_node: 8}]}
internal:
  research: {arrivals: {poisson: {rate: 4/h}}, gpus: {1: 50%, 8: 50%}, service: {exponential: {mean: 1h}}, when_full: refuse}
  web: {kind: service, demand: {mean: 6 GPUs, amplitude: 3 GPUs, period: 1d}, per_replica: 1 GPUs, resize: {every: 1h}}
rental:
  products:
    spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 1/h, gpus: 4, service: {exponential: {mean: 2h}}}}
    on-demand: {contract: aws.on-demand, price: $3/GPU/h, demand: {rate: 1/h, gpus: 2, service: {exponential: {mean: 2h}}}}
    never: {contract: aws.on-demand, price: $9/GPU/h, demand: {arrivals: {at: [300d]}, gpus: 2, service: 1h}}
scheduling: {preemption: internal-first, headroom: {internal: 2}, placement: best-fit, head_of_line: skip}
economics: {internal_value: $3/GPU/h, company_revenue: $1e7}
`;

let out = "";
let said = "";
let json: { answer: string; next: string; summary: { metric: string; mean: number | null }[] };

beforeAll(async () => {
  const path = file("answered.yaml", SCENARIO);
  out = join(folder(), "out");
  const [told, machine] = await Promise.all([
    sim(["run", path, "--out", out]),
    sim(["run", path, "--json", "--out", join(folder(), "out")]),
  ]);
  expect([told.code, told.stderr.includes("error")]).toEqual([0, false]);
  said = told.stdout;
  json = JSON.parse(machine.stdout);
}, 120_000);

/** Every way in which a number may stand on the terminal, signs aside. */
function renderings(value: number): string[] {
  const ways = [dollars, finePercent, gpuHourPrice, gpuHours, percent, (v: number) => number(v, 2), number];
  return [...ways.map((way) => way(value)), timeSpan(1000 * value), percent(value).replace(/\.0$/, "")].map(
    plain,
  );
}

/** "+100 min" → "100": what is left of a number without its sign and unit. */
function plain(text: string): string {
  return /[\d.,]+/.exec(text)?.[0].replace(/[.,]$/, "") ?? text;
}

test("the first line says up to which value of an internal GPU-hour it pays", () => {
  const [, first, second] = said.split("\n");
  expect(`${first} ${second!.trim()}`).toMatch(
    /^ ANSWER It pays unless an internal GPU-hour is worth more than \$[\d.]+ \[\$[\d.]+,/,
  );
});

test("every number on the terminal stands in summary.csv", () => {
  const known = new Set(
    tableOf("summary.csv").flatMap(({ mean, ci_low, ci_high }) =>
      [mean, ci_low, ci_high].filter((cell) => cell !== "").flatMap((cell) => renderings(Number(cell))),
    ),
  );
  // Not of the summary: the first line, the horizon, the level of the intervals, and the names of files.
  const figures = said
    .split("\n")
    .slice(1)
    .filter((line) => !/^ (FILES|NEXT) |^ {10}--set/.test(line))
    .map((line) => line.replace(/per 4 days|95 % interval/g, ""))
    .flatMap((line) => line.match(/\d[\d,.]*\d|\d/g) ?? []);
  expect(figures.length).toBeGreaterThan(80);
  expect(figures.filter((figure) => !known.has(figure))).toEqual([]);
});

test("no line is wider than 80 columns, none has a blank where a number should be, and a pipe gets no colour", () => {
  for (const line of said.split("\n").filter((each) => !each.startsWith(" FILES"))) {
    expect(line.length, line).toBeLessThanOrEqual(80);
    expect(line).not.toMatch(/–|NaN|undefined|Infinity/);
  }
  expect(said).not.toContain("\u001b");
  expect(said).toContain("never: no new requests");
  expect(said).toMatch(/^ BUSY {3}[▁-█]{10,64}$/m);
});

test("a price is not proposed where demand does not answer to it", () => {
  expect(said).toContain("--set 'scheduling.headroom.internal=0%'");
  expect(said).not.toContain("price=");
});

test("--json has the same sentences, the same next command and the whole summary", () => {
  const lines = said.split("\n");
  const sentences = lines.slice(
    1,
    lines.findIndex((line) => line.startsWith(" WHERE")),
  );
  expect(json.answer).toBe(sentences.map((line) => line.replace(/^ ANSWER/, "").trim()).join(" "));
  expect(json.summary.map(({ metric }) => metric)).toEqual(
    tableOf("summary.csv").map(({ metric }) => metric),
  );
  expect(said.replaceAll("\\\n          ", "").replace(/-- run \S+/, "-- run _")).toContain(
    json.next.replace(/-- run \S+/, "-- run _"),
  );
});

/** Each table is read once. */
const tables = new Map<string, Record<string, string>[]>();
function tableOf(name: string): Record<string, string>[] {
  const known = tables.get(name) ?? rows(join(out, name));
  tables.set(name, known);
  return known;
}

/** Σ of a column over the rows of one replication of a table. */
function sum(table: string, replication: number, column: string): number {
  return tableOf(table)
    .filter((row) => row.replication === String(replication))
    .reduce((total, row) => total + Number(row[column]), 0);
}

/** Of an H100 under the default costs: $ a year for 32 of them, and of an hour of power, all by hand. */
const CAPITAL = 32 * (42_000 + 16_700);
const WRITTEN_OFF = 32 * (42_000 / 5.5 + 16_700 / 20);
const OPEX = 32 * 0.04 * 42_000;
const [IDLE, BUSY] = [0.25, 0.8].map((share) => 1.39 * share * 1.08 * 0.065) as [number, number];

/** The return on capital of one run, from its tables over time. */
function returnOf(folderOfRun: "" | "baseline/", replication: number): number {
  const hours = (column: string) => sum(`${folderOfRun}utilisation.csv`, replication, column);
  const years = hours("installed_gpu_h") / 32 / 8760;
  const held = hours("allocated_internal_gpu_h") + hours("allocated_rental_gpu_h");
  const power = hours("installed_gpu_h") * IDLE + held * (BUSY - IDLE);
  const revenue = sum(`${folderOfRun}revenue.csv`, replication, "revenue_usd");
  const cash = 0.95 * revenue + 3 * hours("useful_internal_gpu_h") - power;
  return (cash / years - OPEX - WRITTEN_OFF) / CAPITAL;
}

test("returns computed from the tables over time alone are those of the summary, with and without rental", () => {
  const mean = (metric: string) => json.summary.find((row) => row.metric === metric)!.mean;
  const average = (folderOfRun: "" | "baseline/") =>
    [1, 2, 3].reduce((total, replication) => total + returnOf(folderOfRun, replication) / 3, 0);
  expect(mean("return_on_capital")).toBeCloseTo(average(""), 9);
  expect(mean("return_on_capital_baseline")).toBeCloseTo(average("baseline/"), 9);
  expect(mean("return_on_capital_difference")).toBeCloseTo(average("") - average("baseline/"), 9);
});

test("contribution and marginal cost make up net revenue, to the cent, for each product and all of them", () => {
  const accounts = tableOf("economics.csv");
  for (const {
    replication,
    scope,
    product,
    contribution_usd,
    marginal_cost_usd,
    allocated_gpu_h,
  } of accounts) {
    const sold = tableOf("revenue.csv").filter(
      (row) => row.replication === replication && (scope !== "product" || row.product === product),
    );
    const revenue = sold.reduce((total, row) => total + Number(row.revenue_usd), 0);
    expect(Math.abs(Number(contribution_usd) + Number(marginal_cost_usd) - revenue)).toBeLessThan(0.005);
    expect(Number(marginal_cost_usd)).toBeCloseTo(Number(allocated_gpu_h) * (BUSY - IDLE), 6);
  }
  expect(accounts.map(({ scope }) => scope).slice(0, 5)).toEqual([
    "product",
    "product",
    "product",
    "rental",
    "fleet",
  ]);
});

/** `script` gives a program a terminal. */
const terminals = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

test.skipIf(!terminals)(
  `a terminal gets colour, and none where NO_COLOR is set${terminals ? "" : " (skipped: there is no script(1))"}`,
  async () => {
    const path = file("answered.yaml", SCENARIO.replace("horizon: 4d", "horizon: 2d"));
    const typed = (env: Record<string, string>) => {
      const command = `${NODE.map((word) => `'${word}'`).join(" ")} run ${path} --out ${join(folder(), "out")}`;
      return start(["script", "-qec", command, "/dev/null"], { env: { TERM: "xterm", ...env } }).ended;
    };
    const [seen, bare] = await Promise.all([typed({}), typed({ NO_COLOR: "1" })]);
    expect(seen.stdout).toContain("\u001b[1mANSWER\u001b[22m");
    expect(bare.stdout).not.toContain("\u001b[1m");
    expect(bare.stdout).toContain(" ANSWER ");
  },
);
