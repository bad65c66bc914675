// What a metric can be at all. A Student-t interval knows nothing of that: of few replications it may reach below no wait or
// above the whole fleet. summary.csv has it as it is; what people read is cut here.

interface Range {
  readonly least: number;
  readonly most: number;
}

const ANY: Range = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
const NOT_NEGATIVE: Range = { least: 0, most: Number.POSITIVE_INFINITY };
const PART: Range = { least: 0, most: 1 };

/** By unit; of all others anything is possible, as of money. */
const OF_UNIT: Readonly<Record<string, Range>> = {
  share: PART,
  s: NOT_NEGATIVE,
  "GPU-h": NOT_NEGATIVE,
  GPUs: NOT_NEGATIVE,
  Mtok: NOT_NEGATIVE,
  jobs: NOT_NEGATIVE,
  requests: NOT_NEGATIVE,
  customers: NOT_NEGATIVE,
  times: NOT_NEGATIVE,
};

/** Metrics of which more, or less, is possible than of others in their unit. */
const OF_METRIC: Readonly<Record<string, Range>> = {
  displaced_gpu_h: ANY,
  displaced_share: ANY,
  contribution_margin: ANY,
  full_margin: ANY,
  half_width_share: NOT_NEGATIVE,
  // Losses and overheads are booked when an attempt ends, and may be of work before the measured time.
  lost_internal_share: NOT_NEGATIVE,
  overhead_internal_share: NOT_NEGATIVE,
  useful_internal_gpu_h: ANY,
  useful_gpu_h: ANY,
  useful_internal_share: { least: Number.NEGATIVE_INFINITY, most: 1 },
  utilisation_useful: { least: Number.NEGATIVE_INFINITY, most: 1 },
  // What is charged, given back or paid out; what is left of it may be less than nothing.
  gross_usd: NOT_NEGATIVE,
  refunds_usd: NOT_NEGATIVE,
  credits_usd: NOT_NEGATIVE,
  breach_usd: NOT_NEGATIVE,
  penalty_usd: NOT_NEGATIVE,
  capex_usd: NOT_NEGATIVE,
  price_paid_usd_per_gpu_h: NOT_NEGATIVE,
  price_mean_usd_per_gpu_h: NOT_NEGATIVE,
};

/** @param metric as in summary.csv: a name of a source or product in front, `_baseline` or `_difference` behind */
function rangeOf(metric: string, unit: string): Range {
  const name = metric.slice(metric.lastIndexOf(".") + 1).replace(/_baseline$/, "");
  if (name.endsWith("_difference") || /^revenue_per_.+_revenue$/.test(name)) return ANY;
  return OF_METRIC[name] ?? OF_UNIT[unit] ?? ANY;
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** The same estimate, its interval cut at what is possible for the metric; ends that do not exist stay NaN. */
export function withinPossible<Estimate extends Ends>(
  metric: string,
  unit: string,
  estimate: Estimate,
): Estimate {
  const { least, most } = rangeOf(metric, unit);
  return { ...estimate, low: Math.max(least, estimate.low), high: Math.min(most, estimate.high) };
}
