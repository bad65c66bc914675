// Renting beside other uses of what internal work leaves idle; only where the scenario asks for them.

import { dollars, type Estimate, intervalText, number } from "../../index.ts";
import { type EstimateRow, estimatesInWords, intervalBars } from "../interval-bars.ts";
import { moneyAxis } from "../money-axis.ts";
import { colour } from "../palette.ts";
import type { RunResults } from "../run-results.ts";
import type { Section } from "../section.ts";
import { perMeasured } from "./measured.ts";

const FILE = "alternatives.csv";

const USES = new Map([
  ["renting", { label: "renting", colour: colour("product", 0) }],
  ["power_down", { label: "empty nodes sleep", colour: colour("idle", 3) }],
  ["defer", { label: "unneeded nodes bought later", colour: colour("idle", 5) }],
  ["backfill", { label: "low-value internal work", colour: colour("internal", 2) }],
]);

/** One use of idle GPUs: its row of the picture, and what it is beside renting. */
interface Use extends EstimateRow {
  readonly gpuHours: number;
  readonly lessRenting: Estimate;
}

export async function alternatives(results: RunResults): Promise<Section | null> {
  const uses = await readUses(results);
  const per = perMeasured(results);
  const { factor, unit } = moneyAxis(uses.map(({ estimate }) => estimate.mean));
  if (!uses.some(({ estimate }) => Number.isFinite(estimate.mean))) return null;
  return {
    id: "alternatives",
    title: "Other uses of idle GPUs",
    blocks: [
      {
        kind: "figure",
        title: `What each use adds or saves ${per}`,
        caption: `The same fleet and internal work under the same random numbers; one use or another, not one on top of another. All are at the margin. ${displaced(results)}`,
        alternative: `Bars of money by use. ${estimatesInWords(uses, dollars)}.`,
        source: FILE,
        legend: [],
        draw: (plot) => intervalBars(plot, uses, { label: `money ${per} (${unit})`, factor }),
        numbers: {
          header: ["use", "GPU-hours", "money", "95 % interval", "less renting", "95 % interval, paired"],
          rows: uses.map(({ label, gpuHours, estimate, lessRenting }) => [
            label,
            number(gpuHours),
            dollars(estimate.mean),
            intervalText(estimate, dollars),
            dollars(lessRenting.mean),
            intervalText(lessRenting, dollars),
          ]),
        },
      },
    ],
  };
}

/** Why renting has not the money of the answer here. */
function displaced(results: RunResults): string {
  const worth = results.metric("displaced_value_usd").mean;
  if (!Number.isFinite(worth))
    return "The scenario says no worth of an internal GPU-hour, so what renting displaces is not taken off.";
  const added = dollars(results.metric("money_usd_difference").mean);
  const [sign, work] = worth >= 0 ? ["less", "displaces"] : ["and", "lets gain"];
  return `Renting is the ${added} that it adds, ${sign} the ${dollars(Math.abs(worth))} of internal work that it ${work}.`;
}

async function readUses(results: RunResults): Promise<Use[]> {
  const uses: Use[] = [];
  await results.each(FILE, (row) => {
    const name = row.text("alternative");
    const replications = row.number("replications");
    const estimate = (metric: string): Estimate => ({
      mean: row.number(`${metric}_usd`),
      low: row.number(`${metric}_low_usd`),
      high: row.number(`${metric}_high_usd`),
      replications,
    });
    uses.push({
      label: USES.get(name)?.label ?? name,
      colour: USES.get(name)?.colour ?? colour("idle", 3),
      gpuHours: row.number("used_gpu_h"),
      estimate: estimate("money"),
      lessRenting: estimate("less_renting"),
    });
  });
  return uses;
}
