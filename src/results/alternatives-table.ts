import type { AlternativeRow } from "../economics/alternatives.ts";
import type { Estimate } from "../statistics/interval.ts";
import type { Column, Table } from "./table.ts";

interface AlternativeMetric {
  readonly name: string;
  readonly unit: string;
  readonly formula: string;
  readonly description: string;
  /** null where an alternative has no such figure */
  readonly of: (row: AlternativeRow) => Estimate | null;
}

/** Of each alternative: columns of the table, and in the summary `alternative_<name>_…`. */
export const ALTERNATIVE_METRICS: readonly AlternativeMetric[] = [
  {
    name: "used_gpu_h",
    unit: "GPU-h",
    formula: "",
    description:
      "GPU-hours that customers or low-value work held, or that the baseline would have had asleep or not bought yet.",
    of: ({ gpuHours }) => gpuHours,
  },
  {
    name: "useful_gpu_h",
    unit: "GPU-h",
    formula: "used_gpu_h − overhead_rental_gpu_h − lost_rental_gpu_h",
    description: "Of these, what somebody got something for; of `renting` and `backfill` alone.",
    of: ({ useful }) => useful,
  },
  {
    name: "money_usd",
    unit: "USD",
    formula:
      "renting: money_usd_difference − internal_value × displaced_gpu_h; power_down: used_gpu_h × kW × (idle − asleep) × PUE × electricity; defer: GPUs × capital × (1 − (1 + wacc)^−years) + used_gpu_h × (opex + idle power); backfill: value × useful_gpu_h − energy of all held GPUs beyond idle ones − penalties − internal_value × displaced_gpu_h, all against the baseline",
    description:
      "What renting or low-value work adds, or what the alternative saves, in the measured time; displaced work counts if there is an `internal_value`.",
    of: ({ money }) => money,
  },
  {
    name: "less_renting_usd",
    unit: "USD",
    formula: "money_usd − money_usd of renting, paired by replication",
    description: "By how much it is better than renting.",
    of: ({ lessRenting }) => lessRenting,
  },
];

type AlternativeColumn = Column<AlternativeRow, null>;

function columnsOf({ name, unit, formula, description, of }: AlternativeMetric): AlternativeColumn[] {
  const end = (side: "low" | "high", which: string, sign: string): AlternativeColumn => ({
    name: name.replace(/(gpu_h|usd)$/, `${side}_$1`),
    unit,
    formula: `${name} ${sign} t(0.975, replications − 1) × s / √replications`,
    description: `${which} end of the 95 % Student-t interval of \`${name}\`; empty for one replication.`,
    cell: (row) => of(row)?.[side] ?? Number.NaN,
  });
  const mean: AlternativeColumn = {
    name,
    unit,
    formula,
    description,
    cell: (row) => of(row)?.mean ?? Number.NaN,
  };
  return [mean, end("low", "Lower", "−"), end("high", "Upper", "+")];
}

export const ALTERNATIVES: Table<AlternativeRow, null> = {
  file: "alternatives.csv",
  row: "One use of what internal work leaves idle, over all replications and pools: `renting`, `power_down`, `defer` or `backfill`. Written if the scenario has `alternatives`.",
  columns: [
    {
      name: "alternative",
      unit: "",
      formula: "",
      description: "What is done with it.",
      cell: ({ name }) => name,
    },
    {
      name: "replications",
      unit: "",
      formula: "",
      description: "Replications that are compared.",
      cell: ({ money }) => money.replications,
    },
    ...ALTERNATIVE_METRICS.flatMap(columnsOf),
  ],
};
