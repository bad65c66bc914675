// Measured occupancy: GPUs that were busy over time, replayed as a service.

import { type Duration, SECOND } from "../../kernel/time.ts";
import type { DemandPlan, ServicePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { OccupancyTree } from "../schema/service.ts";
import { numbers, readTable, type Table } from "../table.ts";
import { type Compiled, type Context, contents } from "./context.ts";
import { allowedPools, poolsEcho } from "./pools.ts";
import { warnBeyond } from "./service.ts";

export function compileOccupancy(
  name: string,
  tree: OccupancyTree,
  path: KeyPath,
  context: Context,
): Compiled<ServicePlan> {
  const pools = allowedPools(tree, path, context);
  const demand = seriesOf(tree, [...path, "file"], context);
  const largest = demand.gpus.reduce((most, busy) => Math.max(most, busy), 0);
  warnBeyond(name, `a measured ${largest} GPUs`, largest, pools, context);
  const plan: ServicePlan = {
    kind: "occupancy",
    name,
    pools,
    demand,
    capacityPerReplica: 1,
    gpusPerReplica: 1,
    resize: "crossing",
    delay: 0,
    forecastMargin: 0,
    portfolio: null,
  };
  return { plan, echo: { ...tree, ...poolsEcho(pools, context) } };
}

type Series = Extract<DemandPlan, { kind: "series" }>;

function seriesOf(tree: OccupancyTree, path: KeyPath, context: Context): Series {
  const nothing: Series = { kind: "series", times: new Float64Array([0]), gpus: new Float64Array([0]) };
  const text = contents(context.files.text(tree.file), path, tree.file, context);
  if (text === null) return nothing;
  const read = readTable(text);
  const series = read.ok ? stepFunction(read.table, tree.time_unit) : read.reason;
  if (typeof series !== "string") return series;
  const expected = "the columns time,gpus with a row for each change, in order of time";
  context.report({ path, code: "file", message: `${tree.file}: ${series}`, expected });
  return nothing;
}

/** The series, counted from its first row: a measurement begins when it begins. */
function stepFunction(table: Table, unit: OccupancyTree["time_unit"]): Series | string {
  const times = unit === "datetime" ? dates(table) : scaled(table, unit === "ms" ? 1 : SECOND);
  if (typeof times === "string") return times;
  const busy = numbers(table, "gpus");
  if (typeof busy === "string") return busy;
  const [first] = times;
  if (first === undefined) return "there are no rows";
  const backwards = times.findIndex((time, index) => index > 0 && time <= times[index - 1]!);
  if (backwards > 0) return `row ${backwards + 1} is not later than the row above`;
  return { kind: "series", times: times.map((time) => time - first), gpus: busy };
}

function scaled(table: Table, factor: Duration): Float64Array | string {
  const times = numbers(table, "time");
  return typeof times === "string" ? times : times.map((time) => Math.round(time * factor));
}

/** ISO 8601 dates and times; one without an offset is in UTC. */
function dates(table: Table): Float64Array | string {
  const column = table.header.indexOf("time");
  if (column < 0) return `the column time is missing; there are ${table.header.join(", ")}`;
  const cells = table.rows.map((row) => row[column]!);
  const times = Float64Array.from(cells, instantOf);
  const wrong = times.findIndex(Number.isNaN);
  return wrong < 0 ? times : `row ${wrong + 1}: "${cells[wrong]}" is no date such as 2026-01-05 14:00:00`;
}

function instantOf(cell: string): number {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/.exec(
    cell,
  );
  if (match === null) return Number.NaN;
  const [, day, time = "00:00", offset = "Z"] = match;
  return Date.parse(`${day}T${time}${offset}`);
}
