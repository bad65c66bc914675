// What the metrics are, by the names that summary.csv gives them.

import { ALTERNATIVE_METRICS } from "./alternatives-table.ts";
import { DISPLACEMENT_METRICS, MONEY_METRIC, USEFUL_METRIC, VALUE_METRICS } from "./displacement-metrics.ts";
import { DRIVER_METRICS, PRODUCT_DRIVER_METRICS } from "./driver-metrics.ts";
import { ACCOUNT_METRICS, MARGIN_METRICS, RETURN_METRICS } from "./economics-metrics.ts";
import { HALF_WIDTH } from "./half-width.ts";
import { DEMAND_METRICS, SALES_METRICS } from "./market-metrics.ts";
import { FLEET_METRICS, SOURCE_METRICS } from "./metrics.ts";
import { PRODUCT_METRICS } from "./product-metrics.ts";
import { TOKEN_METRICS } from "./token-metrics.ts";
import { TRAJECTORY_METRICS } from "./trajectory-metrics.ts";
import { TRAJECTORY_VALUE } from "./trajectory-value.ts";

interface Described {
  readonly name: string;
  readonly description: string;
}

function byName(...groups: readonly (readonly Described[])[]): ReadonlyMap<string, string> {
  // Of a name that two groups have, the first one counts.
  return new Map(
    groups
      .flat()
      .toReversed()
      .map(({ name, description }) => [name, description]),
  );
}

/** Each of them of every use of idle GPUs. */
const OF_ALTERNATIVES = ["renting", "power_down", "defer", "backfill"].flatMap((use) =>
  ALTERNATIVE_METRICS.map(({ name, description }) => ({ name: `alternative_${use}_${name}`, description })),
);

const ECONOMIC = [...ACCOUNT_METRICS, ...MARGIN_METRICS];

const OF_FLEET = byName(
  FLEET_METRICS,
  [...TRAJECTORY_METRICS, ...DRIVER_METRICS, MONEY_METRIC, HALF_WIDTH],
  [...DISPLACEMENT_METRICS, ...VALUE_METRICS, ...RETURN_METRICS, TRAJECTORY_VALUE],
  ECONOMIC,
  OF_ALTERNATIVES,
);

/** Of a source, a service or a product, whose name stands before the metric. */
const OF_PART = byName(
  SOURCE_METRICS,
  [USEFUL_METRIC],
  [...PRODUCT_METRICS, ...SALES_METRICS, ...DEMAND_METRICS, ...PRODUCT_DRIVER_METRICS],
  TOKEN_METRICS,
  ECONOMIC,
);

const ENDINGS = {
  _baseline: "The same without rental.",
  _difference: "With rental less without, pair by pair.",
} as const;

/** A metric in sentences; null where its name is made of more than is known here, as of firm capacity. */
export function metricDescription(metric: string): string | null {
  const dot = metric.lastIndexOf(".");
  const [, name = "", ending] = /^(.*?)(_baseline|_difference)?$/.exec(metric.slice(dot + 1))!;
  const description = (dot === -1 ? OF_FLEET : OF_PART).get(name);
  if (description === undefined) return null;
  const rest = ending === undefined ? "" : ` ${ENDINGS[ending as keyof typeof ENDINGS]}`;
  return `${dot === -1 ? "" : `Of ${metric.slice(0, dot)}: `}${description}${rest}`;
}
