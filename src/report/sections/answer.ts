// The question and the answer: three sentences and the numbers to take away.

import { breakEvenText, displacedText, dollars, type Estimate, intervalText, percent } from "../../index.ts";
import { seconds, signed, withInterval } from "../interval-text.ts";
import type { RunResults } from "../run-results.ts";
import { type Block, prose, type Section, type Tiles } from "../section.ts";
import { idleCauses } from "./idle-causes.ts";
import { perMeasured } from "./measured.ts";

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
  // A trajectory has no pace that would go on.
  const pace = Number.isFinite(mean) ? ` (${dollars(mean)} a year at this pace)` : "";
  return (
    `${withInterval(results.metric("utilisation_rental"), percent, " %")} of the fleet is sold, for ` +
    `${withInterval(results.metric("revenue_usd"), dollars)} ${perMeasured(results)} after refunds${pace}.`
  );
}

function harm(results: RunResults): string | null {
  if (!results.sells) return null;
  if (!results.scenario.baseline)
    return "What internal work loses by it is not known: the scenario does not ask for a baseline.";
  const wait = results.metric("internal_wait_mean_s_difference");
  const waits =
    wait.replications === 0
      ? ""
      : `, and the mean wait of its jobs changes by ${withInterval(wait, signed(seconds))}, ` +
        `from ${seconds(results.metric("internal_wait_mean_s_baseline").mean)}`;
  return `Against the same run without rental, ${displacedText(results.metric("displaced_share"))}${waits}.`;
}

/** Above which worth of an internal GPU-hour renting stops to pay; only where summary.csv says it. */
function breakEven(results: RunResults): string | null {
  const value = results.metric("break_even_usd_per_gpu_h");
  if (!results.sells || value.replications === 0) return null;
  return breakEvenText(withEnds(value), results.metric("money_usd_difference").mean);
}

/** A file has no infinite numbers: of several replications an end that is empty lies there, and so does an empty mean. */
function withEnds({ mean, low, high, replications }: Estimate): Pick<Estimate, "mean" | "low" | "high"> {
  if (Number.isNaN(mean)) return { mean: Number.POSITIVE_INFINITY, low, high };
  if (replications < 2) return { mean, low, high };
  return {
    mean,
    low: Number.isNaN(low) ? Number.NEGATIVE_INFINITY : low,
    high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : high,
  };
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
    return tile(label, `${percent(estimate.mean)} %`, intervalText(estimate, percent));
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
        ? [tile(`revenue ${perMeasured(results)}`, dollars(revenue.mean), intervalText(revenue, dollars))]
        : []),
      ...(results.sells && wait.replications > 0
        ? [
            tile(
              "change of the mean wait of internal jobs by rental",
              signed(seconds)(wait.mean),
              intervalText(wait, seconds),
            ),
          ]
        : []),
    ],
  };
}
