// results/README.md: every file, column and metric, printed from the schemas that write them.

import { ALTERNATIVE_METRICS } from "./alternatives-table.ts";
import { COMMITMENT_METRICS } from "./commitment-metrics.ts";
import { comparisonTable } from "./comparison-table.ts";
import {
  DISPLACEMENT_METRICS,
  MONEY_METRIC,
  SIZE_METRIC,
  USEFUL_METRIC,
  VALUE_METRICS,
} from "./displacement-metrics.ts";
import { DRIVER_METRICS, PRODUCT_DRIVER_METRICS } from "./driver-metrics.ts";
import { ACCOUNT_METRICS, MARGIN_METRICS, RETURN_METRICS, SCALE_METRIC } from "./economics-metrics.ts";
import { FIRM_METRICS } from "./firm-metrics.ts";
import { HALF_WIDTH } from "./half-width.ts";
import { DEMAND_METRICS, SALES_METRICS } from "./market-metrics.ts";
import { FLEET_METRICS, type Metric, SOURCE_METRICS } from "./metrics.ts";
import { paretoTable } from "./pareto-table.ts";
import { pointsTable } from "./points-table.ts";
import { PRODUCT_METRICS } from "./product-metrics.ts";
import { runsTable } from "./runs-table.ts";
import { SENSITIVITY } from "./sensitivity-table.ts";
import type { Table } from "./table.ts";
import { TABLES } from "./tables.ts";
import { TOKEN_METRICS } from "./token-metrics.ts";
import { TRAJECTORY_METRICS } from "./trajectory-metrics.ts";
import { TRAJECTORY_VALUE } from "./trajectory-value.ts";
import { UNCERTAINTY } from "./uncertainty-table.ts";

const OPENING = `# What a run writes

Generated from the schemas in \`src/results/\` by \`npm run docs\`; do not edit.

A run writes into a folder of its own, \`results/<name>/<run>/\`, or into the folder given by \`--out\`. With
\`baseline: true\` the same run without rental, under the same random numbers, writes its tables under \`baseline/\`; with
\`alternatives.backfill\` that with low-value work in place of rental writes some of them under \`backfill/\`, where the columns of
rental are about that work.

Columns are \`snake_case\` with the unit last; rows are tidy; numbers have the shortest digits that read back to the same
number; a cell without a value is empty. Text that a spreadsheet would take for a formula begins with an apostrophe.
Times count from the start of the run. Utilisation, allocation, revenue, waits and summary leave out the warm-up.
A run that is broken off keeps whole replications, with all their variants: every table holds the same ones.
Same scenario, same seed, same major version of Node: every file but \`manifest.json\` has the same bytes.

With \`outputs: {jobs: csv.gz}\` \`jobs.csv\` is written as \`jobs.csv.gz\`, in gzip members one after the other; those bytes may
differ from one kind of processor to another, what they unpack to does not.

* \`manifest.json\`: the run: version, hash of the scenario, seed, host, Node, begin and duration, whether it is complete
  and if not why, and every file with its rows, bytes and SHA-256. It is written first (incomplete) and last.
* \`scenario.yaml\`: the scenario as run, every default written out.
* \`report.html\`: the same to look at, in any browser, without a network; \`npm run sim -- report FOLDER\` makes it anew,
  \`run --no-report\` leaves it out.
`;

const EXPERIMENT_OPENING = `## What an experiment writes

\`sweep\`, \`compare\`, \`tune\`, \`sensitivity\` and \`uncertainty\` write the tables below into a folder of their own, beside a \`manifest.json\` like that of a run:
\`experiment.yaml\` is the experiment as run, every point written out, and \`scenario.yaml\` the scenario of which the points are
made. While it is at work \`tasks/\` holds the results of its parts. The bytes depend neither on the workers nor on how often
it was stopped and resumed.
`;

/** What stands for the columns that an experiment names itself. */
const SOME_PATHS = ["<swept path>"];
const SOME_METRICS = [{ metric: "<metric>", unit: "the metric's" }];
const EXPERIMENT_TABLES = [
  runsTable(SOME_PATHS, SOME_METRICS),
  pointsTable(SOME_PATHS),
  comparisonTable(SOME_PATHS),
  paretoTable(SOME_PATHS, [{ metric: "<constrained metric>", unit: "the metric's" }]),
  SENSITIVITY,
  UNCERTAINTY,
];

const METRICS_OPENING = `## Metrics of summary.csv

With a baseline, the metrics of the fleet and of internal sources have two more rows each: \`<metric>_baseline\`, the run
without rental, and \`<metric>_difference\` = run − baseline, paired by replication. Metrics of a source or a product carry
its name in front: \`research.wait_mean_s\`, \`spot.revenue_usd\`. A trajectory has no metric that claims a steady state: none
that is annualised, and no \`internal_rental_correlation\`.
`;

const FIRM_OPENING = `Written if \`outputs.firm_capacity\` asks for it, with the confidence next to 95 %, as in
\`h100.firm_1d_95_gpus\`; with a baseline also \`…_baseline\`, what internal work alone leaves free. A duration that is refused
has no such rows. In runs.csv and points.csv each replication promises by itself, learnt from what was free in it alone: of short
replications that is less than summary.csv promises from all of them together.`;

const COMMITMENT_OPENING = `Written if \`outputs.commitments\` asks for it, as in \`h100.commitment_64_gpus_30d_broken_share\` or
\`h100.commitment_50_percent_90d_short_gpu_h\`; with a baseline also \`…_baseline\`, what internal work alone leaves free.`;

/** The text of results/README.md. */
export function dataDictionary(): string {
  const described = ({ file, row, columns }: Described) =>
    `## ${file}\n\nA row: ${row}\n\n${definitions("column", columns)}`;
  const tables = Object.values(TABLES).map(described);
  const ofExperiments = EXPERIMENT_TABLES.map((table) => `#${described(table)}`);
  const metrics = [
    `### Of the fleet\n\n${definitions("metric", [...FLEET_METRICS, ...TRAJECTORY_METRICS, ...DRIVER_METRICS, MONEY_METRIC, HALF_WIDTH])}`,
    `### Of the fleet and its baseline together\n\n${definitions("metric", [...DISPLACEMENT_METRICS, ...VALUE_METRICS])}`,
    `### Of the fleet, if the scenario has \`economics\`\n\n${definitions("metric", [...RETURN_METRICS, TRAJECTORY_VALUE, SCALE_METRIC])}`,
    `### Of all rental, and of a product: \`<product>.…\`, if the scenario has \`economics\`\n\n${definitions("metric", [...ACCOUNT_METRICS, ...MARGIN_METRICS])}`,
    `### Of an internal source or service: \`<source>.…\`\n\n${definitions("metric", [USEFUL_METRIC])}`,
    `### Of the jobs of one size of an internal source: \`<source>.<size>_gpus.…\`, with a baseline\n\n${definitions("metric", [SIZE_METRIC])}`,
    `### Of a source of jobs: \`<source>.…\`\n\n${definitions("metric", SOURCE_METRICS)}`,
    `### Of a product: \`<product>.…\`\n\n${definitions("metric", [...PRODUCT_METRICS, ...SALES_METRICS, ...DEMAND_METRICS, ...PRODUCT_DRIVER_METRICS])}`,
    `### Of a product sold by the token: \`<product>.…\`\n\n${definitions("metric", [...TOKEN_METRICS, ...PRODUCT_DRIVER_METRICS])}`,
    `### Of firm capacity: \`<pool>.firm_<duration>_<confidence>_…\`\n\n${FIRM_OPENING}\n\n${definitions("metric", FIRM_METRICS)}`,
    `### Of commitments: \`<pool>.commitment_<size>_<duration>_…\`\n\n${COMMITMENT_OPENING}\n\n${definitions("metric", COMMITMENT_METRICS)}`,
    `### Of renting, \`power_down\`, \`defer\` and \`backfill\`: \`alternative_<name>_…\`, if the scenario has \`alternatives\`\n\n${definitions("metric", ALTERNATIVE_METRICS)}`,
  ];
  return [OPENING, ...tables, METRICS_OPENING, ...metrics, EXPERIMENT_OPENING, ...ofExperiments].join("\n");
}

interface Described extends Pick<Table<never>, "file" | "row"> {
  readonly columns: readonly Definition[];
}

type Definition = Pick<Metric<never>, "name" | "unit" | "formula" | "description">;

function definitions(title: string, all: readonly Definition[]): string {
  const lines = all.map(({ name, unit, formula, description }) =>
    tableLine([`\`${name}\``, unit, formula, description]),
  );
  return [tableLine([title, "unit", "formula", "description"]), "|---|---|---|---|", ...lines, ""].join("\n");
}

function tableLine(cells: readonly string[]): string {
  const padded = cells.map((cell) => (cell === "" ? " " : ` ${cell.replaceAll("|", "\\|")} `));
  return `|${padded.join("|")}|`;
}
