import type { Estimate } from "../statistics/interval.ts";
import { STEP } from "./common-columns.ts";
import type { Column, Table } from "./table.ts";

/** What of a step is told, over the whole fleet: the name of its columns before the unit, its unit, and what it is. */
export const TRAJECTORY_QUANTITIES = [
  ["installed", "GPU-h", "Σ installed_gpu_h of utilisation.csv", "GPU-hours of the nodes that have arrived."],
  ["available", "GPU-h", "Σ available_gpu_h of utilisation.csv", "GPU-hours that are held or may be."],
  ["internal", "GPU-h", "Σ allocated_internal_gpu_h of utilisation.csv", "GPU-hours held by internal work."],
  ["sold", "GPU-h", "Σ allocated_rental_gpu_h of utilisation.csv", "GPU-hours held by customers."],
  ["idle", "GPU-h", "Σ idle_gpu_h of utilisation.csv", "GPU-hours available and held by nobody."],
  ["waiting", "GPU-h", "Σ waiting_gpu_h of utilisation.csv", "GPU-hours that waiting jobs asked for."],
  [
    "shortfall",
    "GPU-h",
    "Σ shortfall_gpu_h of utilisation.csv",
    "GPU-hours that services wanted and did not have.",
  ],
  ["revenue", "USD", "Σ revenue_usd of revenue.csv and tokens.csv", "Money billed."],
  ["capex", "USD", "Σ capex of the deliveries of the step", "Money paid for the nodes that have arrived."],
] as const;

/** A quantity by its place in the list. */
export const TRAJECTORY_PLACES = Object.fromEntries(
  TRAJECTORY_QUANTITIES.map(([name], place) => [name, place]),
) as Readonly<Record<(typeof TRAJECTORY_QUANTITIES)[number][0], number>>;

/** One reporting step over all replications. */
export interface TrajectoryRow {
  readonly stepStart: number;
  readonly stepEnd: number;
  /** replications that have this step */
  readonly replications: number;
  /** in the order of the quantities and in their units */
  readonly estimates: readonly Estimate[];
}

const SUFFIX = { "GPU-h": "gpu_h", USD: "usd" } as const;

export const TRAJECTORY: Table<TrajectoryRow, null> = {
  file: "trajectory.csv",
  row: "One reporting step over all replications and all pools; written in mode: trajectory.",
  columns: [
    ...(STEP as readonly Column<TrajectoryRow, unknown>[]),
    {
      name: "replications",
      unit: "",
      formula: "",
      description: "Replications that have this step.",
      cell: ({ replications }) => replications,
    },
    ...TRAJECTORY_QUANTITIES.flatMap(columnsOf),
  ],
};

/** The mean of a quantity and the ends of its interval. */
function columnsOf(
  [name, unit, formula, description]: (typeof TRAJECTORY_QUANTITIES)[number],
  place: number,
): Column<TrajectoryRow, unknown>[] {
  const mean = `${name}_${SUFFIX[unit]}`;
  const end = (of: "low" | "high", which: string, sign: string): Column<TrajectoryRow, unknown> => ({
    name: `${name}_${of}_${SUFFIX[unit]}`,
    unit,
    formula: `${mean} ${sign} t(0.975, replications − 1) × s / √replications`,
    description: `${which} end of the 95 % Student-t interval of ${mean}; empty for one replication.`,
    cell: ({ estimates }) => estimates[place]![of],
  });
  return [
    {
      name: mean,
      unit,
      formula,
      description: `${description} Mean over the replications.`,
      cell: ({ estimates }) => estimates[place]!.mean,
    },
    end("low", "Lower", "−"),
    end("high", "Upper", "+"),
  ];
}
