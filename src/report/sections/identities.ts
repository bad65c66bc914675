// Identities that the tables of a run keep: what the schemas say of their columns, evaluated on the files as written.

import type { TableRow } from "../../io/table-file.ts";
import type { Identity } from "../identity.ts";
import type { RunResults } from "../run-results.ts";
import { usedGpuHours } from "./used-gpu-hours.ts";

/** An identity of single rows. */
interface RowIdentity {
  readonly says: string;
  readonly left: (row: TableRow) => number;
  readonly right: (row: TableRow) => number;
  /** what a residual is a share of */
  readonly size: (row: TableRow) => number;
}

const IDLE = /^idle_.+_gpu_h$/;
const WAITING = /^waiting_.+_gpu_h$/;

const installed = (row: TableRow) => row.number("installed_gpu_h");
const sum =
  (...columns: readonly string[]) =>
  (row: TableRow) =>
    columns.reduce((total, column) => total + row.number(column), 0);
const column = (name: string) => (row: TableRow) => row.number(name);

/** The sum of all columns whose names match. */
function sumOf(pattern: RegExp): (row: TableRow) => number {
  let [header, matching]: (readonly string[])[] = [[], []];
  return (row) => {
    if (row.columns !== header) {
      header = row.columns;
      matching = header.filter((name) => pattern.test(name));
    }
    return matching!.reduce((total, name) => total + row.number(name), 0);
  };
}

const OF_UTILISATION: readonly RowIdentity[] = [
  {
    says: "installed = available + down + draining + spare",
    left: installed,
    right: sum("available_gpu_h", "down_gpu_h", "draining_gpu_h", "spare_gpu_h"),
    size: installed,
  },
  {
    says: "available = allocated internal + allocated rental + idle",
    left: column("available_gpu_h"),
    right: sum("allocated_internal_gpu_h", "allocated_rental_gpu_h", "idle_gpu_h"),
    size: installed,
  },
  { says: "idle = Σ of its causes", left: column("idle_gpu_h"), right: sumOf(IDLE), size: installed },
  {
    says: "waiting = Σ of its reasons",
    left: column("waiting_gpu_h"),
    right: sumOf(WAITING),
    size: (row) => Math.max(installed(row), row.number("waiting_gpu_h")),
  },
];

const OF_REVENUE: readonly RowIdentity[] = [
  {
    says: "gross = revenue + refunds + credits + breach",
    left: column("gross_usd"),
    right: sum("revenue_usd", "refunds_usd", "credits_usd", "breach_usd"),
    size: (row) => Math.max(1, Math.abs(row.number("gross_usd"))),
  },
];

/** Every identity that the files of the run allow to be evaluated. */
export async function identitiesOf(results: RunResults): Promise<Identity[]> {
  return [
    ...(await rowIdentities(results, "utilisation.csv", OF_UTILISATION)),
    ...(await rowIdentities(results, "baseline/utilisation.csv", OF_UTILISATION)),
    ...(await rowIdentities(results, "backfill/utilisation.csv", OF_UTILISATION)),
    await allocationIdentity(results),
    ...(await rowIdentities(results, "revenue.csv", OF_REVENUE)),
    ...(results.sells ? [await revenueIdentity(results)] : []),
  ].filter(({ rows }) => rows > 0);
}

async function rowIdentities(
  results: RunResults,
  file: string,
  identities: readonly RowIdentity[],
): Promise<Identity[]> {
  const worst = identities.map(() => 0);
  let rows = 0;
  await results.each(file, (row) => {
    rows++;
    for (const [index, { left, right, size }] of identities.entries())
      worst[index] = Math.max(worst[index]!, Math.abs(left(row) - right(row)) / size(row));
  });
  return identities.map(({ says }, index) => ({ file, says, rows, residual: worst[index]! }));
}

/** What sources, services and products hold adds up to what the fleet says is allocated, step by step. */
async function allocationIdentity(results: RunResults): Promise<Identity> {
  const key = (row: TableRow) =>
    `${row.text("replication")}\t${row.text("step_start_s")}\t${row.text("pool")}`;
  const open = new Map<string, number>();
  const sizes = new Map<string, number>();
  await results.each("utilisation.csv", (row) => {
    open.set(key(row), row.number("allocated_internal_gpu_h") + row.number("allocated_rental_gpu_h"));
    sizes.set(key(row), installed(row));
  });
  let rows = 0;
  await results.each("allocation.csv", (row) => {
    rows++;
    open.set(key(row), open.get(key(row))! - usedGpuHours(row));
  });
  let residual = 0;
  for (const [step, rest] of open) residual = Math.max(residual, Math.abs(rest) / sizes.get(step)!);
  return {
    file: "allocation.csv",
    says: "Σ over sources = allocated internal + allocated rental",
    rows,
    residual,
  };
}

/** What products earn step by step adds up to the revenue of the summary. */
async function revenueIdentity(results: RunResults): Promise<Identity> {
  let [earned, rows] = [0, 0];
  for (const file of ["revenue.csv", "tokens.csv"])
    await results.each(file, (row) => {
      rows++;
      earned += row.number("revenue_usd");
    });
  const { mean, replications } = results.metric("revenue_usd");
  const residual = Math.abs(earned / replications - mean) / Math.max(1, Math.abs(mean));
  return { file: "summary.csv", says: "revenue = Σ over steps and products / replications", rows, residual };
}
