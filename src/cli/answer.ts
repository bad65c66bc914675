// What a run says on the terminal: the answer first, then where the hours and the money go, then what it cost internal
// work. Every number of it stands in summary.csv.

import { firstGpus, installedGpus, type Overload, type Scenario, type SummaryRow } from "../index.ts";
import { dollars, horizon, number, percent, timeSpan } from "./format.ts";

const WIDTH = 34;

/** What figures of a trajectory are. */
const TRAJECTORY = "of this stretch of time, no steady state; by step: trajectory.csv";

/** A figure with its 95 % interval; the interval is NaN with one replication. */
interface Figure {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

interface AnswerInput {
  readonly scenario: Scenario;
  readonly summary: readonly SummaryRow[];
  /** sources whose waiting line grows without end */
  readonly overloads: readonly Overload[];
  /** replications that are in the summary */
  readonly replications: number;
  /** measured simulated time of one replication, ms */
  readonly measured: number;
  /** wall time of the run, s */
  readonly seconds: number;
  /** the folder that holds the files */
  readonly folder: string;
  /** how the user named the scenario, for the next command */
  readonly scenarioPath: string;
}

/** The lines to print. */
export function answer(input: AnswerInput): string[] {
  const figures = new Map(
    input.summary.map((row) => [row.metric, { mean: row.mean, low: row.ciLow, high: row.ciHigh }]),
  );
  const figure = (metric: string): Figure =>
    figures.get(metric) ?? { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
  return [
    headline(input),
    ...verdict(input, figure),
    ...input.overloads.map((overload) => ` WARN   ${overloadText(overload)}.`),
    ...hours(input, figure),
    ...money(input, figure),
    ...harm(input, figure),
    ...buyers(input, figure),
    ...checks(input, figure),
    ` FILES  ${input.folder}`,
    ...next(input),
  ];
}

/** What is said of a line without a steady state. */
export function overloadText({ source, growth }: Overload): string {
  return `the waiting line of ${source} grows by ${number(growth)} jobs/h: its waits have no steady state and are withheld`;
}

/** Whether there is anything for sale. */
function sells({ products, tokens }: Scenario): boolean {
  return products.length + tokens.length > 0;
}

type Lookup = (metric: string) => Figure;

function headline({ scenario, replications, measured, seconds }: AnswerInput): string {
  const fleet = [...new Set(scenario.fleet.pools.map(({ gpu }) => gpu))].map((type) => {
    const pools = scenario.fleet.pools.filter(({ gpu }) => gpu === type);
    const [first, all] = [
      pools.reduce((sum, pool) => sum + firstGpus(pool), 0),
      pools.reduce((sum, pool) => sum + installedGpus(pool), 0),
    ];
    return `${first === all ? "" : `${grouped(first)} to `}${grouped(all)} ${type}`;
  });
  const times = replications === 1 ? "" : ` × ${replications}`;
  return ` ${scenario.name} · ${fleet.join(" + ")} · ${horizon(measured)}${times} · seed ${scenario.seed} · ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}

/** An amount is a rate only where a state lasts. */
function per({ mode }: Scenario): string {
  return mode === "steady" ? "per" : "in these";
}

function grouped(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

function verdict({ scenario, measured }: AnswerInput, figure: Lookup): string[] {
  const idle = figure("idle_share");
  if (!sells(scenario)) {
    return [` ANSWER ${percent(idle.mean)} % of the fleet is idle${range(idle, percent)}.`];
  }
  const sold = figure("utilisation_rental");
  const revenue = figure("revenue_usd");
  const lines = [
    ` ANSWER ${percent(sold.mean)} % of the fleet sold, for ${dollars(revenue.mean)} ${per(scenario)} ${horizon(measured)}${range(revenue, dollars)};`,
  ];
  if (scenario.baseline) {
    const base = figure("allocated_internal_gpu_h_baseline").mean;
    const lost = scaled(figure("allocated_internal_gpu_h_difference"), 1 / base);
    lines.push(
      `        GPU-hours held by internal work change by ${percent(lost.mean)} %${range(lost, percent)}.`,
    );
  } else lines.push("        what internal work lost by it is not known: set baseline: true.");
  return lines;
}

function hours({ scenario }: AnswerInput, figure: Lookup): string[] {
  const row = (label: string, metric: string) => {
    const share = figure(metric);
    return `   ${label.padEnd(WIDTH)}${percent(share.mean).padStart(5)}  ${range(share, percent).trim()}`.trimEnd();
  };
  const rental = sells(scenario);
  /** A row that says nothing is left out. */
  const rowIfAny = (label: string, metric: string) => (figure(metric).mean > 0 ? [row(label, metric)] : []);
  return [
    ` WHERE THE GPU-HOURS GO                  %  95 % interval`,
    row("internal work", "utilisation_internal"),
    ...rowIfAny("  of it overhead", "overhead_internal_share"),
    ...rowIfAny("  of it lost", "lost_internal_share"),
    ...(rental ? [row("slack  sold", "utilisation_rental")] : ["   slack"]),
    ...rowIfAny("       headroom", "idle_headroom_share"),
    row("       fragmentation", "idle_fragmentation_share"),
    ...rowIfAny("       notice", "idle_notice_share"),
    ...rowIfAny("       turnover", "idle_turnover_share"),
    row(rental ? "       no buyer" : "       no demand", "idle_no_demand_share"),
    ...rowIfAny("down", "down_share"),
  ];
}

function money({ scenario, measured }: AnswerInput, figure: Lookup): string[] {
  if (!sells(scenario)) return [];
  const row = (label: string, metric: string, unit: (amount: number) => string) => {
    const amount = figure(metric);
    return `   ${label.padEnd(WIDTH - 3)}${unit(amount.mean).padStart(8)}  ${range(amount, unit).trim()}`.trimEnd();
  };
  const sold = [...scenario.products, ...scenario.tokens];
  return [
    ` MONEY ${per(scenario)} ${horizon(measured)}, after refunds`,
    ...sold.map(({ name }) => row(name, `${name}.revenue_usd`, dollars)),
    ...(sold.length > 1 ? [row("all", "revenue_usd", dollars)] : []),
    ...(scenario.mode === "steady" ? [row("all, annualised", "revenue_per_year_usd", dollars)] : []),
  ];
}

function harm({ scenario }: AnswerInput, figure: Lookup): string[] {
  if (!scenario.baseline || !sells(scenario)) return [];
  const sources = scenario.sources.filter((source) => source.side === "internal");
  if (sources.length === 0) return [];
  const ms = (seconds: number) => timeSpan(1000 * seconds);
  const row = (label: string, metric: string) => {
    const change = figure(`${metric}_difference`);
    const base = figure(`${metric}_baseline`);
    return `   ${label.padEnd(WIDTH - 3)}${signed(change.mean, ms).padStart(8)}  ${range(change, ms).trim()} on ${ms(base.mean)}`;
  };
  return [
    ` HARM, mean wait of internal jobs (paired with the same run without rental)`,
    ...(sources.length > 1 ? [row("all", "internal_wait_mean_s")] : []),
    ...sources.map(({ name }) => row(name, `${name}.wait_mean_s`)),
  ];
}

function buyers({ scenario }: AnswerInput, figure: Lookup): string[] {
  const parts = scenario.products.map(({ name, contract }) =>
    contract.preemptible
      ? `${name}: ${number(figure(`${name}.preemptions_per_admission`).mean)} preemptions an admitted request`
      : `${name}: ${percent(figure(`${name}.refused_share`).mean)} % refused`,
  );
  const tokens = scenario.tokens.map(({ name, contract }) => {
    const missed = 1 - figure(`${name}.served_share`).mean;
    return `${name}: ${percent(missed)} % of the tokens ${contract.serving === "batch" ? "late or waiting" : "unserved"}`;
  });
  const all = [...parts, ...tokens];
  return all.length === 0 ? [] : [` BUYERS ${all.join(" · ")}`];
}

function checks({ scenario, replications }: AnswerInput, figure: Lookup): string[] {
  const balances = sells(scenario) ? "hours and dollars balance" : "hours balance";
  const balance = scenario.mode === "steady" ? balances : `${balances} · ${TRAJECTORY}`;
  if (replications === 1) return [` CHECKS ${balance} · one replication: no intervals`];
  const key = figure(sells(scenario) ? "revenue_usd" : "idle_share");
  const halfWidth = (key.high - key.low) / 2 / Math.abs(key.mean);
  const what = sells(scenario) ? "revenue" : "idle share";
  return [` CHECKS ${balance} · half-width of ${what} ${percent(halfWidth)} %`];
}

function next({ scenario, scenarioPath }: AnswerInput): string[] {
  if (scenario.products.length === 0) return [];
  const { name, price } = scenario.products[scenario.products.length - 1]!;
  const lower = (price * 0.8).toFixed(2);
  return [` NEXT   npm run sim -- run ${scenarioPath} --set 'rental.products.${name}.price=${lower}'`];
}

/** " [low, high]", or nothing when there is no interval. */
function range({ low, high }: Figure, unit: (value: number) => string): string {
  return Number.isFinite(low) ? ` [${unit(low)}, ${unit(high)}]` : "";
}

function scaled({ mean, low, high }: Figure, factor: number): Figure {
  return { mean: mean * factor, low: low * factor, high: high * factor };
}

function signed(value: number, unit: (value: number) => string): string {
  return value > 0 ? `+${unit(value)}` : unit(value);
}
