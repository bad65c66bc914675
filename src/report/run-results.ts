// The finished files of one run, as sections ask for them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Estimate, withinPossible } from "../index.ts";
import type { RunRecord } from "../io/manifest.ts";
import { eachTableRow, type TableRow } from "../io/table-file.ts";
import { type ScenarioAsRun, scenarioAsRun } from "./scenario-as-run.ts";

export class RunResults {
  readonly record: RunRecord;
  readonly scenario: ScenarioAsRun;
  readonly #folder: string;
  readonly #summary: ReadonlyMap<string, Estimate>;

  private constructor(
    folder: string,
    record: RunRecord,
    scenario: ScenarioAsRun,
    summary: ReadonlyMap<string, Estimate>,
  ) {
    this.#folder = folder;
    this.record = record;
    this.scenario = scenario;
    this.#summary = summary;
  }

  /** @throws (rejects) when a file is not there or cannot be read */
  static async open(folder: string, record: RunRecord): Promise<RunResults> {
    const scenario = scenarioAsRun(readFileSync(join(folder, "scenario.yaml"), "utf8"));
    return new RunResults(folder, record, scenario, await readSummary(join(folder, "summary.csv")));
  }

  /** Whether there is such a table, with at least one row. */
  has(file: string): boolean {
    return this.record.files.some((written) => written.file === file && (written.rows ?? 0) > 0);
  }

  /** Visit every row of a table; none if it is not there. */
  async each(file: string, visit: (row: TableRow) => void): Promise<void> {
    if (this.has(file)) await eachTableRow(join(this.#folder, file), visit);
  }

  /** A metric of summary.csv, its interval cut at what is possible; NaN where there is none. */
  metric(name: string): Estimate {
    return (
      this.#summary.get(name) ?? { mean: Number.NaN, low: Number.NaN, high: Number.NaN, replications: 0 }
    );
  }

  get metrics(): Iterable<string> {
    return this.#summary.keys();
  }

  /** Whether anything is for sale that somebody asks for. */
  get sells(): boolean {
    return this.scenario.products.some((name) => this.metric(`${name}.requests`).mean !== 0);
  }
}

async function readSummary(path: string): Promise<Map<string, Estimate>> {
  const summary = new Map<string, Estimate>();
  await eachTableRow(path, (row) => {
    const metric = row.text("metric");
    const estimate = {
      mean: row.number("mean"),
      low: row.number("ci_low"),
      high: row.number("ci_high"),
      replications: row.number("replications"),
    };
    summary.set(metric, withinPossible(metric, row.text("unit"), estimate));
  });
  return summary;
}
