// Measured occupancy: GPUs that were busy over time, replayed as a service.

import type { DemandPlan, ServicePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { OccupancyTree } from "../schema/service.ts";
import { readSeries } from "../series-file.ts";
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
  warnBeyond(name, `a measured ${largest.toLocaleString("en-US")} GPUs`, largest, pools, context);
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
  const series = readSeries(text, "gpus", tree.time_unit);
  if (typeof series !== "string") return { kind: "series", times: series.times, gpus: series.values };
  const expected = "the columns time,gpus with a row for each change, in order of time";
  context.report({ path, code: "file", message: `${tree.file}: ${series}`, expected });
  return nothing;
}
