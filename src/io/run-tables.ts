// The tables of a run in its folder: those of the run itself, and those of the baseline under baseline/.

import {
  type JobRecord,
  type LedgerRows,
  type RunLabels,
  type RunTotals,
  type Scenario,
  type SummaryRow,
  TABLES,
  type Table,
  tableCells,
  tableHeader,
  type Task,
  type Variant,
} from "../index.ts";
import type { CsvWriter } from "./csv-writer.ts";
import type { RunFolder } from "./run-folder.ts";

export class RunTables {
  readonly #folder: RunFolder;
  readonly #scenario: Scenario;
  readonly #writers = new Map<string, CsvWriter>();

  /** Opens every table, so that a run without rows has them too. */
  constructor(folder: RunFolder, scenario: Scenario, jobs: boolean) {
    this.#folder = folder;
    this.#scenario = scenario;
    const { utilisation, allocation, revenue, waits } = TABLES;
    for (const variant of scenario.baseline ? (["rental", "baseline"] as const) : (["rental"] as const)) {
      this.#open(variant, utilisation);
      this.#open(variant, allocation);
      this.#open(variant, revenue);
      this.#open(variant, waits);
      if (jobs) this.#open(variant, TABLES.jobs);
    }
  }

  async writeJobs(task: Task, jobs: readonly JobRecord[]): Promise<void> {
    if (jobs.length > 0) await this.#write(task, TABLES.jobs, jobs);
  }

  /** Write what a finished run says over time and in all; its jobs are written as they leave. */
  async write(task: Task, rows: readonly LedgerRows[], totals: RunTotals): Promise<void> {
    for (const slice of rows) {
      await this.#write(task, TABLES.utilisation, slice.utilisation);
      await this.#write(task, TABLES.allocation, slice.allocation);
      await this.#write(task, TABLES.revenue, slice.revenue);
    }
    await this.#write(task, TABLES.waits, totals.waits);
  }

  async writeSummary(rows: readonly SummaryRow[]): Promise<void> {
    const writer = this.#folder.table(TABLES.summary.file, tableHeader(TABLES.summary));
    await writer.write(rows.map((row) => tableCells(TABLES.summary, row, null)));
  }

  async #write<Row>(task: Task, table: Table<Row>, rows: readonly Row[]): Promise<void> {
    const { fleet, products } = this.#scenario;
    const labels: RunLabels = {
      replication: task.replication + 1,
      pools: fleet.pools.map(({ name }) => name),
      products: products.map(({ name }) => name),
    };
    const writer = this.#writers.get(fileOf(task.variant, table))!;
    await writer.write(rows.map((row) => tableCells(table, row, labels)));
  }

  #open<Row>(variant: Variant, table: Table<Row>): void {
    const file = fileOf(variant, table);
    this.#writers.set(file, this.#folder.table(file, tableHeader(table)));
  }
}

function fileOf<Row>(variant: Variant, table: Table<Row>): string {
  return variant === "baseline" ? `baseline/${table.file}` : table.file;
}
