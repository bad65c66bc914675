// How precise a result will be, told before it is there.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PILOT } from "../../src/cli/pilot.ts";
import { earlyLines, longRunLines } from "../../src/cli/run-forecast.ts";
import { loadScenario, type RunTotals, type Scenario, simulationOf } from "../../src/index.ts";
import { withScenarioFiles } from "../../src/io/scenario-files.ts";
import { file, folder, rows, SMALL, sim } from "./sim.ts";

const small = file("small.yaml", SMALL);

test("run --dry-run says what it costs and how precise it will be, in the terms of the run that follows, and writes nothing", async () => {
  const at = folder();
  const out = join(folder(), "out");
  const [dry, run] = await Promise.all([
    sim(["run", small, "--replications", "5", "--dry-run"], { cwd: at }),
    sim(["run", small, "--replications", "5", "--quiet", "--out", out]),
  ]);
  expect([dry.code, dry.stderr, readdirSync(at)]).toEqual([0, "", []]);
  expect(dry.stdout).toMatch(
    /^ small · 2 days\n runs {4}5 replications\n events {2}about [\d,]+\n time {4}less than a second on /,
  );
  // Of a run as long as its pilot all is known: the share is that of summary.csv.
  const share = rows(join(out, "summary.csv")).find(({ metric }) => metric === "half_width_share")!;
  const percent = (100 * Number(share.mean)).toFixed(1);
  expect(run.code).toBe(0);
  expect(dry.stdout).toMatch(new RegExp(` revenue_usd .* ${percent.replace(".", "\\.")} % `));
});

test("an experiment that runs until a precision is told how many replications that takes, and a machine is told the same in JSON", async () => {
  const words = ["sweep", small, "rental.products.spot.price=1,2", "--dry-run", "--metrics", "utilisation"];
  const [{ stdout }, json] = await Promise.all([
    sim([...words, "--until", "revenue_usd=5%"]),
    sim([...words, "--replications", "5", "--json"]),
  ]);
  expect(stdout).toContain(" PRECISION at 95 %, forecast from a pilot, the first 5 runs of point 1;");
  expect(stdout).toMatch(/ revenue_usd .* [\d,]+ \[\d+, [\d,]+\]\n {3}utilisation .* –\n$/);
  const { least, precision } = JSON.parse(json.stdout);
  const [{ metric, halfWidth }] = precision;
  expect([least.runs, metric, halfWidth.low]).toEqual([10, "utilisation", halfWidth.high]);
});

test("a pilot of minutes is offered, and not made", async () => {
  const long = file("long.yaml", SMALL.replace("horizon: 2d", "horizon: 300y"));
  const { code, stdout } = await sim(["run", long, "--dry-run"]);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/\n precision {2}--pilot 5 forecasts it in about [\d.]+ (s|min)\n$/),
  ]);
});

async function scenarioWith(...overrides: string[]): Promise<Scenario> {
  const loaded = await withScenarioFiles((files) =>
    loadScenario(small, overrides, files, { anyLength: true }),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.scenario;
}

function totalsOf(scenario: Scenario, replications: number): RunTotals[] {
  return Array.from({ length: replications }, (_, replication) => {
    const simulation = simulationOf(scenario, { replication, variant: "rental" }, false);
    simulation.advance(Number.POSITIVE_INFINITY);
    return simulation.finish();
  });
}

test("a long run says at once what it takes, and after its first five replications how precise it will be; a short one does not", async () => {
  const [long, short] = await Promise.all([
    scenarioWith("replications=1e6"),
    scenarioWith("replications=10"),
  ]);
  const totals = totalsOf(long, PILOT + 1);
  const linesAt = (scenario: Scenario, done: number) => {
    const rental = totals.slice(0, done).map((total) => ({ total, value: Number.NaN }));
    return earlyLines(scenario, 1, { rental, baseline: [], backfill: [] });
  };
  expect(longRunLines(long, 1)).toEqual([expect.stringMatching(/^small: about .* on 1 worker; --dry-run /)]);
  expect(linesAt(long, PILOT).join(" ")).toContain("the first 5 of 1,000,000 replications");
  expect([linesAt(long, PILOT - 1), linesAt(long, PILOT + 1)]).toEqual([[], []]);
  expect([longRunLines(short, 1), linesAt(short, PILOT)]).toEqual([[], []]);
});
