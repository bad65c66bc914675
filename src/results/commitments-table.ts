import type { CommitmentRow } from "../economics/commitment-risk.ts";
import type { Estimate } from "../statistics/interval.ts";
import { POOL } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toGpuHours, toSeconds } from "./units.ts";

type CommitmentColumn = Column<CommitmentRow, RunLabels>;

/** How a size is written: `64`, `50%`. */
export function sizeText(size: CommitmentRow["size"]): string {
  return size.kind === "gpus" ? String(size.gpus) : `${Number((100 * size.share).toPrecision(12))}%`;
}

const PROMISED: readonly CommitmentColumn[] = [
  POOL,
  {
    name: "size",
    unit: "",
    formula: "",
    description: "What is promised: GPUs, or a share of those that are free as the promise is made.",
    cell: ({ size }) => sizeText(size),
  },
  {
    name: "duration_s",
    unit: "s",
    formula: "",
    description: "For how long it is promised.",
    cell: ({ duration }) => toSeconds(duration),
  },
  {
    name: "made_at_s",
    unit: "s",
    formula: "",
    description:
      "When it is promised, from the start of the run, and when it begins; `all`: the mean over all promises of a replication.",
    cell: ({ madeAt }) => (madeAt === "all" ? madeAt : toSeconds(madeAt)),
  },
  {
    name: "replications",
    unit: "",
    formula: "",
    description: "Replications in which it was made: a share of no free GPUs is no promise.",
    cell: ({ broken }) => broken.replications,
  },
  {
    name: "promised_gpus",
    unit: "GPUs",
    formula: "",
    description: "GPUs promised, mean over replications.",
    cell: ({ promised }) => promised.mean,
  },
];

/** The mean over replications, and the ends of its interval. */
function withInterval(
  { name, unit, formula, description }: Pick<CommitmentColumn, "name" | "unit" | "formula" | "description">,
  of: (row: CommitmentRow) => Estimate,
): CommitmentColumn[] {
  const end = (side: "low" | "high", which: string, sign: string): CommitmentColumn => ({
    name: name.replace(/(_share|_gpu_h|_usd)$/, `_${side}$1`),
    unit,
    formula: `${name} ${sign} t(0.975, replications − 1) × s / √replications`,
    description: `${which} end of the 95 % Student-t interval of \`${name}\`; empty for one replication.`,
    cell: (row) => of(row)[side],
  });
  const mean: CommitmentColumn = { name, unit, formula, description, cell: (row) => of(row).mean };
  return [mean, end("low", "Lower", "−"), end("high", "Upper", "+")];
}

const inGpuHours = ({ mean, low, high, replications }: Estimate): Estimate => ({
  mean: toGpuHours(mean),
  low: toGpuHours(low),
  high: toGpuHours(high),
  replications,
});

export const COMMITMENTS: Table<CommitmentRow> = {
  file: "commitments.csv",
  row: "Promises of one size of one pool for one duration, made at one instant or at all of them; over all replications. Promises that outlive the run are left out. Written if `outputs.commitments` asks for it.",
  columns: [
    ...PROMISED,
    ...withInterval(
      {
        name: "broken_share",
        unit: "share",
        formula: "promises with fewer GPUs free at some time / promises",
        description: "Share of the promises that would be broken.",
      },
      ({ broken }) => broken,
    ),
    ...withInterval(
      {
        name: "short_gpu_h",
        unit: "GPU-h",
        formula: "Σ over slots of max(0, promised − least free) × slot",
        description: "GPU-hours that a promise is short, kept promises counting 0; each slot at its worst.",
      },
      ({ short }) => inGpuHours(short),
    ),
    ...withInterval(
      {
        name: "short_share",
        unit: "share",
        formula: "short_gpu_h / (promised_gpus × duration), promise by promise",
        description:
          "The same as a share of what was promised: one bad hour breaks a promise, this says how badly.",
      },
      ({ shortShare }) => shortShare,
    ),
    ...withInterval(
      {
        name: "breach_usd",
        unit: "USD",
        formula: "short_gpu_h × breach",
        description:
          "What that costs for a promise, at the `breach` of the scenario; empty where it says none.",
      },
      ({ cost }) => cost,
    ),
  ],
};
