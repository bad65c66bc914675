// The question and the answer: three sentences and the numbers to take away.

import { dollars, type Estimate, percent } from "../../index.ts";
import { intervalOf, scaled, seconds, signed, withInterval } from "../interval-text.ts";
import type { RunResults } from "../run-results.ts";
import { type Block, prose, type Section, type Tiles } from "../section.ts";
import { idleCauses } from "./idle-causes.ts";
import { measuredText } from "./measured.ts";

export function answer(results: RunResults): Section {
  const { question } = results.scenario;
  const blocks: Block[] = question === null ? [] : [{ kind: "question", text: question }];
  const sentences = [sold(results), harm(results), breakEven(results), slack(results)].filter(
    (sentence) => sentence !== null,
  );
  return {
    id: "answer",
    title: question === null ? "Answer" : "Question and answer",
    blocks: [...blocks, ...sentences.map(prose), tiles(results)],
  };
}

function sold(results: RunResults): string | null {
  if (!results.sells) return null;
  const { mean } = results.metric("revenue_per_year_usd");
  return (
    `${withInterval(results.metric("utilisation_rental"), percent, " %")} of the fleet is sold, for ` +
    `${withInterval(results.metric("revenue_usd"), dollars)} per ${measuredText(results)} after refunds ` +
    `(${dollars(mean)} a year at this pace).`
  );
}

function harm(results: RunResults): string | null {
  if (!results.sells) return null;
  if (!results.scenario.baseline)
    return "What internal work loses by it is not known: the scenario does not ask for a baseline.";
  const held = heldChange(results);
  const wait = results.metric("internal_wait_mean_s_difference");
  const waits =
    wait.replications === 0
      ? ""
      : `, and the mean wait of its jobs by ${withInterval(wait, signed(seconds))}, ` +
        `from ${seconds(results.metric("internal_wait_mean_s_baseline").mean)}`;
  return (
    "Against the same run without rental, the GPU-hours that internal work holds change by " +
    `${withInterval(held, signed(percent), " %")}${waits}.`
  );
}

/** Above which worth of an internal GPU-hour renting stops to pay; only where summary.csv says it. */
function breakEven(results: RunResults): string | null {
  const value = results.metric("break_even_usd_per_gpu_h");
  if (!Number.isFinite(value.mean)) return null;
  const between = Number.isFinite(value.high)
    ? ` ${intervalOf(value, dollars)}`
    : Number.isFinite(value.low)
      ? ` (at least ${dollars(value.low)}: internal work may lose nothing at all)`
      : " (which the replications leave open)";
  return `Renting pays unless a useful internal GPU-hour is worth more than ${dollars(value.mean)}${between}.`;
}

function slack(results: RunResults): string {
  const idle = withInterval(results.metric("idle_share"), percent, " %");
  const base = results.metric("idle_share_baseline");
  const before = results.sells && base.replications > 0 ? ` (${percent(base.mean)} % without rental)` : "";
  const [largest] = idleCauses(results).toSorted((a, b) => b.share.mean - a.share.mean);
  const cause =
    largest === undefined || !(largest.share.mean > 0)
      ? ""
      : `; the largest part of it, ${withInterval(largest.share, percent, " %")} of the fleet, ${largest.because}`;
  return `${idle} of the fleet stays idle${before}${cause}.`;
}

function tiles(results: RunResults): Tiles {
  const tile = (label: string, value: string, note: string) => ({ label, value, note });
  const share = (label: string, metric: string) => {
    const estimate = results.metric(metric);
    return tile(label, `${percent(estimate.mean)} %`, intervalOf(estimate, percent));
  };
  const revenue = results.metric("revenue_usd");
  const wait = results.metric("internal_wait_mean_s_difference");
  return {
    kind: "tiles",
    tiles: [
      share("of the fleet held by internal work", "utilisation_internal"),
      ...(results.sells ? [share("of the fleet sold", "utilisation_rental")] : []),
      share("of the fleet idle", "idle_share"),
      ...(results.sells
        ? [tile(`revenue per ${measuredText(results)}`, dollars(revenue.mean), intervalOf(revenue, dollars))]
        : []),
      ...(results.sells && wait.replications > 0
        ? [
            tile(
              "mean wait of internal jobs, by rental",
              signed(seconds)(wait.mean),
              intervalOf(wait, seconds),
            ),
          ]
        : []),
    ],
  };
}

/** Change of the GPU-hours held by internal work, as a share of what it holds without rental. */
function heldChange(results: RunResults): Estimate {
  const base = results.metric("allocated_internal_gpu_h_baseline").mean;
  return scaled(results.metric("allocated_internal_gpu_h_difference"), 1 / base);
}
