// The tables of a run in its folder: those of the run itself, and those of its other variants under baseline/ and backfill/.

import { join } from "node:path";
import {
  type Course,
  economicsRows,
  type GivenValue,
  type JointTables,
  type LedgerRows,
  type RunLabels,
  type RunTotals,
  recordsJobs,
  type Scenario,
  type SummaryRow,
  TABLES,
  type Table,
  type Task,
  TrajectorySteps,
  type Variant,
  variantsOf,
} from "../index.ts";
import type { CsvWriter } from "./csv-writer.ts";
import { MANIFEST_FILE } from "./manifest.ts";
import { PAGE_FILE, type RunFolder } from "./run-folder.ts";

/** Opens a table, as a folder of results does. */
export type TableOpener = Pick<RunFolder, "table">;

/** The rows of one run, written into files of their own. */
export interface RowsAside {
  /** where they lie */
  readonly folder: string;
  /** so many rows in each file */
  readonly rows: Readonly<Record<string, number>>;
  /** null unless the mode is trajectory */
  readonly course: Course | null;
}

export class RunTables {
  readonly #folder: TableOpener;
  readonly #scenario: Scenario;
  readonly #writers = new Map<string, CsvWriter<never, RunLabels>>();
  /** of each variant; none unless the mode is trajectory */
  readonly #trajectories: ReadonlyMap<Variant, TrajectorySteps>;

  /**
   * Opens every table, so that a run without rows has them too.
   * @param variants those that are written
   */
  constructor(folder: TableOpener, scenario: Scenario, variants = variantsOf(scenario)) {
    this.#folder = folder;
    this.#scenario = scenario;
    const told = scenario.mode === "trajectory" ? variants : [];
    this.#trajectories = new Map(told.map((variant) => [variant, new TrajectorySteps(scenario.step)]));
    for (const [file, table] of tablesOf(scenario, variants))
      this.#writers.set(file, folder.table(file, table));
  }

  /** Write what a run has said since the last call. */
  async write(task: Task, rows: LedgerRows): Promise<void> {
    this.#trajectories.get(task.variant)?.add(task.replication, rows);
    await this.#write(task, TABLES.utilisation, rows.utilisation);
    await this.#write(task, TABLES.allocation, rows.allocation);
    if (task.variant !== "backfill") await this.#write(task, TABLES.revenue, rows.revenue);
    if (rows.demand.length > 0) await this.#write(task, TABLES.demand, rows.demand);
    if (rows.tokens.length > 0) await this.#write(task, TABLES.tokens, rows.tokens);
    if (rows.jobs.length > 0) await this.#write(task, TABLES.jobs, rows.jobs);
  }

  /** Write what only a run that is over can say. */
  async writeTotals(task: Task, totals: RunTotals): Promise<void> {
    await this.#write(task, TABLES.waits, totals.waits);
    const accounts = task.variant === "backfill" ? [] : economicsRows(totals, this.#scenario);
    if (accounts.length > 0) await this.#write(task, TABLES.economics, accounts);
  }

  /** Close the tables of one run, which lie in this folder. */
  async closeAside(folder: string, { variant, replication }: Task): Promise<RowsAside> {
    const rows: Record<string, number> = {};
    for (const [file, writer] of this.#writers) rows[file] = (await writer.close("all")).rows!;
    return { folder, rows, course: this.#trajectories.get(variant)?.course(replication) ?? null };
  }

  /** Write what a run has written aside. */
  async join({ variant, replication }: Task, { folder, rows, course }: RowsAside): Promise<void> {
    for (const [file, count] of Object.entries(rows))
      await this.#writers.get(file)!.join(join(folder, file), count);
    if (course !== null) this.#trajectories.get(variant)!.put(replication, course);
  }

  /** The rows so far are of whole replications: they stay when a later one is broken off. */
  async mark(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.mark();
  }

  /** Write what replications say together. */
  async writeJoint({ firmCapacity, commitments, alternatives }: JointTables): Promise<void> {
    for (const variant of ["rental", "baseline"] as const) {
      await this.#writeWhole(variant, TABLES.firmCapacity, firmCapacity[variant]);
      await this.#writeWhole(variant, TABLES.commitments, commitments[variant]);
    }
    if (this.#scenario.alternatives === null) return;
    const writer = this.#folder.table(TABLES.alternatives.file, TABLES.alternatives);
    await writer.write(alternatives, null);
    await writer.mark();
  }

  async writeSummary(rows: readonly SummaryRow[]): Promise<void> {
    const writer = this.#folder.table(TABLES.summary.file, TABLES.summary);
    await writer.write(rows, this.#scenario);
    await writer.mark();
  }

  /** In mode: trajectory, what every step is over so many of the replications, from the first on. */
  async writeTrajectories(replications: number): Promise<void> {
    for (const [variant, steps] of this.#trajectories) {
      const file = fileOf(this.#scenario, variant, TABLES.trajectory);
      const writer = this.#folder.table(file, TABLES.trajectory);
      await writer.write(steps.rows(replications), null);
      await writer.mark();
    }
  }

  /** A table that is there from the start, if it is there. */
  async #writeWhole<Row>(variant: Variant, table: Table<Row>, rows: readonly Row[]): Promise<void> {
    const writer = this.#writers.get(fileOf(this.#scenario, variant, table));
    if (writer === undefined) return;
    await this.#write({ variant, replication: 0 }, table, rows);
    await writer.mark();
  }

  async #write<Row>(task: Task, table: Table<Row>, rows: readonly Row[]): Promise<void> {
    const { fleet, products, tokens } = this.#scenario;
    const labels: RunLabels = {
      replication: task.replication + 1,
      pools: fleet.pools.map(({ name }) => name),
      products: products.map(({ name }) => name),
      tokens: tokens.map(({ name }) => name),
    };
    const writer = this.#writers.get(fileOf(this.#scenario, task.variant, table)) as CsvWriter<
      Row,
      RunLabels
    >;
    await writer.write(rows, labels);
  }
}

/** What the scenario assumes, and where it has it from. */
export async function writeAssumptions(folder: RunFolder, values: readonly GivenValue[]): Promise<void> {
  const writer = folder.table(TABLES.assumptions.file, TABLES.assumptions);
  await writer.write(values, null);
  await writer.mark();
}

/** The files that a run writes, in the order in which they are worth reading. */
export function filesOf(scenario: Scenario): string[] {
  const tables = tablesOf(scenario, variantsOf(scenario)).keys();
  const told = scenario.mode === "trajectory" ? variantsOf(scenario) : [];
  const trajectories = told.map((variant) => fileOf(scenario, variant, TABLES.trajectory));
  const compared = scenario.alternatives === null ? [] : [TABLES.alternatives.file];
  const written = [...trajectories, ...compared, ...tables, TABLES.assumptions.file];
  return [PAGE_FILE, TABLES.summary.file, ...written, "scenario.yaml", MANIFEST_FILE];
}

/** The tables that are there from the start, by their files. */
function tablesOf(scenario: Scenario, variants: readonly Variant[]): Map<string, Table<never>> {
  const { utilisation, allocation, revenue, demand, tokens, waits, firmCapacity, commitments } = TABLES;
  const jobs = recordsJobs(scenario) ? [TABLES.jobs] : [];
  const asked = [
    ...(scenario.economics === null ? [] : [TABLES.economics]),
    ...jobs,
    ...(scenario.firmCapacity === null ? [] : [firmCapacity]),
    ...(scenario.commitments === null ? [] : [commitments]),
  ];
  const tables = [utilisation, allocation, revenue, waits, ...asked] as Table<never>[];
  // The baseline sells nothing: a table of tokens or of demand is there only where something is sold.
  const sold = [
    ...(scenario.tokens.length > 0 ? [tokens as Table<never>] : []),
    ...(scenario.market !== null ? [demand as Table<never>] : []),
  ];
  // Low-value work earns nothing that is billed, and keeps nothing that it could promise.
  const unpaid = [utilisation, allocation, waits, ...jobs] as Table<never>[];
  const written = { rental: [...tables, ...sold], baseline: tables, backfill: unpaid };
  return new Map(
    variants.flatMap((variant) =>
      written[variant].map((table) => [fileOf(scenario, variant, table), table] as const),
    ),
  );
}

function fileOf({ outputs }: Scenario, variant: Variant, table: { readonly file: string }): string {
  const compressed = outputs.jobs === "csv.gz" && table.file === TABLES.jobs.file;
  const file = compressed ? `${table.file}.gz` : table.file;
  return variant === "rental" ? file : `${variant}/${file}`;
}
