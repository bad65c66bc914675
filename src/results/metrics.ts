// Every metric of the summary: its name, its formula and the function that computes it from the totals of one run.

import type { GpuTime, HeldTime, RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { growthOf } from "./overload.ts";
import { MS_PER_YEAR, toGpuHours, toSeconds } from "./units.ts";

/** A figure of one run, about a subject: the fleet, a source of jobs by its name, or a product by its index. */
export interface Metric<Subject> {
  /** snake_case; about a source or a product it is written `<name>.metric` */
  readonly name: string;
  readonly unit: string;
  readonly formula: string;
  readonly description: string;
  /** it claims a state that lasts: a trajectory has no such metric */
  readonly steady?: true;
  /** sources whose waiting line it is about: it means nothing, and is withheld, while one of these grows; none if left out */
  readonly lines?: (subject: Subject, scenario: Scenario) => readonly string[];
  /** NaN where the run has no value */
  readonly of: (totals: RunTotals, subject: Subject, scenario: Scenario) => number;
}

type Quantity = keyof GpuTime;

/** GPU-ms over all pools. */
function fleetTime({ gpuTime }: RunTotals, quantity: Quantity): number {
  return gpuTime.reduce((sum, pool) => sum + pool[quantity], 0);
}

/** GPU-ms of internal work that count. */
function usefulInternal(totals: RunTotals): number {
  const spent = fleetTime(totals, "overheadInternal") + fleetTime(totals, "lostInternal");
  return fleetTime(totals, "allocatedInternal") - spent;
}

function shareOfInstalled(
  name: string,
  quantity: Quantity,
  column: string,
  description: string,
): Metric<null> {
  return {
    name,
    unit: "share",
    formula: `${column} / installed_gpu_h`,
    description,
    of: (totals) => fleetTime(totals, quantity) / fleetTime(totals, "installed"),
  };
}

function fleetGpuHours(name: string, quantity: Quantity, description: string): Metric<null> {
  return {
    name,
    unit: "GPU-h",
    formula: `Σ ${name} of utilisation.csv`,
    description,
    of: (totals) => toGpuHours(fleetTime(totals, quantity)),
  };
}

/** All of 365 days at the pace of the measured time. */
export function perYear(amount: number, { measured }: RunTotals): number {
  return (amount / measured) * MS_PER_YEAR;
}

function revenue({ sales, tokens }: RunTotals): number {
  return [...sales, ...tokens].reduce((sum, product) => sum + product.revenue, 0);
}

/** $ a year, at the pace of the measured time. */
export function revenuePerYear(totals: RunTotals): number {
  return perYear(revenue(totals), totals);
}

/** Names of the sources of internal jobs. */
export function internalSources({ sources }: Scenario): string[] {
  return sources.filter(({ side }) => side === "internal").map(({ name }) => name);
}

function outcomesOf({ outcomes }: RunTotals, source: string): RunTotals["outcomes"][number] | undefined {
  return outcomes.find((row) => row.source === source);
}

function waitsOf({ waits }: RunTotals, source: string): RunTotals["waits"][number] | undefined {
  return waits.find((row) => row.source === source && row.size === "all");
}

/** Mean wait of all jobs of these sources together, in s; NaN when none started. */
function meanWait(totals: RunTotals, sources: readonly string[]): number {
  let jobs = 0;
  let waited = 0;
  for (const source of sources) {
    const row = waitsOf(totals, source);
    if (row === undefined || row.count === 0) continue;
    jobs += row.count;
    waited += row.count * row.mean;
  }
  return toSeconds(waited / jobs);
}

/** What is allocated, less what was lost of it. */
const USEFUL: readonly (readonly [1 | -1, Quantity])[] = [
  [1, "allocatedInternal"],
  [1, "allocatedRental"],
  [-1, "overheadInternal"],
  [-1, "lostInternal"],
  [-1, "overheadRental"],
  [-1, "lostRental"],
];

export const FLEET_METRICS: readonly Metric<null>[] = [
  {
    name: "utilisation",
    unit: "share",
    formula: "(allocated_internal_gpu_h + allocated_rental_gpu_h) / installed_gpu_h",
    description: "Share of the fleet that is held by somebody.",
    of: (totals) =>
      (fleetTime(totals, "allocatedInternal") + fleetTime(totals, "allocatedRental")) /
      fleetTime(totals, "installed"),
  },
  shareOfInstalled(
    "utilisation_internal",
    "allocatedInternal",
    "allocated_internal_gpu_h",
    "Held by internal work.",
  ),
  shareOfInstalled("utilisation_rental", "allocatedRental", "allocated_rental_gpu_h", "Held by customers."),
  {
    name: "utilisation_sold",
    unit: "share",
    formula: "(allocated_rental_gpu_h + idle_reserved_unused_gpu_h) / installed_gpu_h",
    description: "Held under some contract, used or not; resold GPUs count once.",
    of: (totals) =>
      (fleetTime(totals, "allocatedRental") + fleetTime(totals, "idleUnused")) /
      fleetTime(totals, "installed"),
  },
  {
    name: "utilisation_useful",
    unit: "share",
    formula:
      "utilisation less Σ of overhead_internal_gpu_h, lost_internal_gpu_h, overhead_rental_gpu_h, lost_rental_gpu_h / installed_gpu_h",
    description: "Held by somebody who got something for it.",
    of: (totals) =>
      USEFUL.reduce((sum, [sign, quantity]) => sum + sign * fleetTime(totals, quantity), 0) /
      fleetTime(totals, "installed"),
  },
  shareOfInstalled(
    "overhead_internal_share",
    "overheadInternal",
    "overhead_internal_gpu_h",
    "Spent by internal work on checkpoints, downtime and restarts.",
  ),
  shareOfInstalled(
    "lost_internal_share",
    "lostInternal",
    "lost_internal_gpu_h",
    "Internal work to be done again.",
  ),
  {
    name: "useful_internal_gpu_h",
    unit: "GPU-h",
    formula: "Σ useful_internal_gpu_h of utilisation.csv",
    description: "GPU-hours of internal work that count.",
    of: (totals) => toGpuHours(usefulInternal(totals)),
  },
  {
    name: "useful_internal_share",
    unit: "share",
    formula: "useful_internal_gpu_h / installed_gpu_h",
    description: "Internal work that counts.",
    of: (totals) => usefulInternal(totals) / fleetTime(totals, "installed"),
  },
  shareOfInstalled("idle_share", "idle", "idle_gpu_h", "Available and held by nobody."),
  shareOfInstalled(
    "idle_headroom_share",
    "idleHeadroom",
    "idle_headroom_gpu_h",
    "Kept free for internal work.",
  ),
  shareOfInstalled(
    "idle_fragmentation_share",
    "idleFragmentation",
    "idle_fragmentation_gpu_h",
    "Asked for by waiting jobs that cannot use it.",
  ),
  shareOfInstalled(
    "idle_notice_share",
    "idleNotice",
    "idle_notice_gpu_h",
    "Claimed while victims serve their notice.",
  ),
  shareOfInstalled(
    "idle_turnover_share",
    "idleTurnover",
    "idle_turnover_gpu_h",
    "Wiped between internal work and rental, or claimed by jobs that wait for such a node.",
  ),
  shareOfInstalled(
    "idle_booked_ahead_share",
    "idleBooked",
    "idle_booked_ahead_gpu_h",
    "Claimed for windows still to begin.",
  ),
  shareOfInstalled(
    "idle_reserved_unused_share",
    "idleUnused",
    "idle_reserved_unused_gpu_h",
    "Held by customers who do not use it, and resold to nobody.",
  ),
  shareOfInstalled(
    "resold_share",
    "resold",
    "resold_gpu_h",
    "Unused by the customers who hold it, and resold.",
  ),
  shareOfInstalled("idle_no_demand_share", "idleNoDemand", "idle_no_demand_gpu_h", "Asked for by nobody."),
  shareOfInstalled("down_share", "down", "down_gpu_h", "Failed or in maintenance."),
  shareOfInstalled(
    "draining_share",
    "draining",
    "draining_gpu_h",
    "Soon in maintenance, and held by nobody.",
  ),
  shareOfInstalled("spare_share", "spare", "spare_gpu_h", "Of nodes that stand by."),
  {
    name: "revenue_usd",
    unit: "USD",
    formula: "Σ revenue_usd of revenue.csv and tokens.csv",
    description: "Money billed over the measured time.",
    of: revenue,
  },
  {
    name: "revenue_per_year_usd",
    unit: "USD/year",
    formula: "revenue_usd / measured_s × 31,536,000",
    description: "Annualised: 365 days at the pace of the measured time. Not a forecast of a year.",
    steady: true,
    of: revenuePerYear,
  },
  {
    name: "internal_wait_mean_s",
    unit: "s",
    formula: "Σ (first start − arrival) / jobs, over the internal jobs that started",
    description: "Mean wait of internal jobs.",
    lines: (_, scenario) => internalSources(scenario),
    of: (totals, _, scenario) => meanWait(totals, internalSources(scenario)),
  },
  {
    name: "internal_completed_jobs",
    unit: "jobs",
    formula: "Σ completed over internal sources",
    description: "Internal jobs that arrived and completed in the measured time.",
    of: (totals, _, scenario) =>
      internalSources(scenario).reduce(
        (sum, source) => sum + (outcomesOf(totals, source)?.byOutcome.completed ?? 0),
        0,
      ),
  },
  fleetGpuHours("allocated_internal_gpu_h", "allocatedInternal", "GPU-hours that internal work held."),
  {
    ...fleetGpuHours("waiting_gpu_h", "waiting", "GPU-hours that waiting jobs asked for."),
    lines: (_, { sources }) => sources.map(({ name }) => name),
  },
  fleetGpuHours("shortfall_gpu_h", "shortfall", "GPU-hours that services wanted and did not have."),
  {
    name: "measured_s",
    unit: "s",
    formula: "end of the run − warm-up",
    description: "Measured time.",
    of: ({ measured }) => toSeconds(measured),
  },
];

export const SOURCE_METRICS: readonly Metric<string>[] = [
  {
    name: "arrivals",
    unit: "jobs",
    formula: "",
    description: "Jobs that arrived.",
    of: (totals, source) => outcomesOf(totals, source)?.arrivals ?? Number.NaN,
  },
  {
    name: "completed_jobs",
    unit: "jobs",
    formula: "",
    description: "Jobs that arrived and completed.",
    of: (totals, source) => outcomesOf(totals, source)?.byOutcome.completed ?? Number.NaN,
  },
  {
    name: "wait_mean_s",
    unit: "s",
    formula: "wait_mean_s of waits.csv, size all",
    description: "Mean wait of the jobs that started.",
    lines: ownLine,
    of: (totals, source) => meanWait(totals, [source]),
  },
  {
    name: "refused_jobs",
    unit: "jobs",
    formula: "",
    description: "Jobs that arrived and were refused for want of room or of a waiting place.",
    of: (totals, source) => outcomesOf(totals, source)?.byOutcome.refused ?? Number.NaN,
  },
  {
    name: "reneged_jobs",
    unit: "jobs",
    formula: "",
    description: "Jobs that arrived and left when their patience ended.",
    of: (totals, source) => outcomesOf(totals, source)?.byOutcome.reneged ?? Number.NaN,
  },
  {
    name: "penalty_usd",
    unit: "USD",
    formula: "refused_jobs × penalty",
    description: "What the refusals cost.",
    of: (totals, source, scenario) => {
      const penalty = scenario.sources.find(({ name }) => name === source)?.penalty ?? 0;
      return penalty * (outcomesOf(totals, source)?.byOutcome.refused ?? Number.NaN);
    },
  },
  heldMetric("lost_gpu_h", "GPU-hours of work that had to be done again.", ({ lost }) => lost),
  heldMetric(
    "overhead_gpu_h",
    "GPU-hours of checkpoints, downtime and restarts.",
    ({ checkpoint, restart }) => checkpoint + restart,
  ),
  waitQuantile("wait_p50_s", "p50", "Half of the jobs that started waited no longer."),
  waitQuantile("wait_p90_s", "p90", "90 % of the jobs that started waited no longer."),
  waitQuantile("wait_p99_s", "p99", "99 % of the jobs that started waited no longer."),
  {
    name: "waiting_growth_jobs_per_h",
    unit: "jobs/h",
    formula: "(jobs waiting at the end − at the end of the warm-up) / measured hours",
    description:
      "Growth of the waiting line. Where it is more than chance, the waits of the source have no steady state: their cells are empty.",
    of: growthOf,
  },
];

function ownLine(source: string): readonly string[] {
  return [source];
}

function heldMetric(name: string, description: string, of: (held: HeldTime) => number): Metric<string> {
  return {
    name,
    unit: "GPU-h",
    formula: "Σ over steps and pools of allocation.csv",
    description,
    of: ({ held }, source) => {
      const row = held.find((each) => each.source === source);
      return row === undefined ? Number.NaN : toGpuHours(of(row));
    },
  };
}

function waitQuantile(name: string, quantile: "p50" | "p90" | "p99", description: string): Metric<string> {
  return {
    name,
    unit: "s",
    formula: `${name} of waits.csv, size all`,
    description,
    lines: ownLine,
    of: (totals, source) => toSeconds(waitsOf(totals, source)?.[quantile] ?? Number.NaN),
  };
}
